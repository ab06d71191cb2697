-- Claims between partners (GOV-03): made by one, answered by the supplier, said to be paid by who made it.
alter table cis_claim enable row level security;
alter table cis_claim force row level security;
grant select, insert on cis_claim to fw_app;
grant update (state, share_percent, answered_by, answered_at, answer, paid_on, paid_by) on cis_claim to fw_app;
grant select on cis_claim to fw_super, fw_backup;
create policy backup_reads on cis_claim for select to fw_backup using (true);
create policy parties_read on cis_claim for select to fw_app using (
    strand = (select fw_strand()) and (select fw_supplier()) in (authority_id, owner_id));
create policy supervisor_reads on cis_claim for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (authority_id = any ((select fw_supervised())::uuid[]) or owner_id = any ((select fw_supervised())::uuid[])));
create policy claimant_claims on cis_claim for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and claimed_by = (select fw_person())
    and state = 'open');
create policy supplier_answers on cis_claim for update to fw_app
    using (strand = (select fw_strand()) and owner_id = (select fw_supplier()) and state = 'open')
    with check (owner_id = (select fw_supplier()) and state in ('agreed', 'declined') and answered_by = (select fw_person()));
create policy claimant_is_paid on cis_claim for update to fw_app
    using (strand = (select fw_strand()) and authority_id = (select fw_supplier()) and state = 'agreed')
    with check (authority_id = (select fw_supplier()) and state = 'paid' and paid_by = (select fw_person()));
-- Who says that it is paid changes nothing of what was agreed.
create function cis_claim_moves() returns trigger language plpgsql as $$
begin
    if new.state = 'paid' and (new.share_percent, new.answered_by, new.answered_at, new.answer)
        is distinct from (old.share_percent, old.answered_by, old.answered_at, old.answer) then
        raise exception 'GOV-03: what was agreed is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_claim_moves before update on cis_claim for each row execute function cis_claim_moves();
grant select (id, state, paid_on, answered_at), delete on cis_claim to fw_jobs;
create policy over_is_found on cis_claim for select to fw_jobs using ((select fw_role()) = 'system'
    and ((state = 'paid' and paid_on < (select fw_kept_from())::date)
        or (state = 'declined' and answered_at < (select fw_kept_from()))));
create policy over_ends on cis_claim for delete to fw_jobs using ((select fw_role()) = 'system'
    and ((state = 'paid' and paid_on < (select fw_kept_from())::date)
        or (state = 'declined' and answered_at < (select fw_kept_from()))));
