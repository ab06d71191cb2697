-- SEC-30: a supervisor registers a witness in its own name, so that two that count were never made by one; and ends it, for good.
drop trigger ledger_witness_kept on ledger_witness;
drop policy supervisor_takes on ledger_witness;
create policy supervisor_registers on ledger_witness for insert to fw_app with check (
    (select fw_role()) = 'supervisor' and registered_by = (select fw_person()) and ended_at is null);
grant update (ended_at, ended_by) on ledger_witness to fw_app;
create policy supervisor_ends on ledger_witness for update to fw_app
    using ((select fw_role()) = 'supervisor' and ended_at is null)
    with check (ended_by = (select fw_person()) and ended_at is not null);
create trigger ledger_witness_kept before delete on ledger_witness for each row execute function fw_refuse_change();
