-- Copies (CIS-53 to CIS-55c). The lists of services go to all; who is an analyst stays with its own authority.
create policy everyone_reads on cis_copy_service for select to fw_app
    using (strand = (select fw_strand()) and (select fw_supplier()) is not null);
create policy authority_lists on cis_copy_service for insert to fw_app
    with check (authority_id = (select fw_supplier()) and strand = (select fw_strand()) and ended_on is null);
create policy authority_ends on cis_copy_service for update to fw_app
    using (authority_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (authority_id = (select fw_supplier()));
grant update (ended_on) on cis_copy_service to fw_app;
grant select on cis_copy_service to fw_super;
create policy supervisor_reads on cis_copy_service for select to fw_super
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand()));

create policy authority_reads on cis_copy_analyst for select to fw_app
    using (authority_id = (select fw_supplier()) and strand = (select fw_strand()));
create policy authority_lists on cis_copy_analyst for insert to fw_app
    with check (authority_id = (select fw_supplier()) and strand = (select fw_strand()) and ended_on is null
        and listed_by = (select fw_person())
        and exists (select 1 from cis_copy_service s where s.id = service_id and s.authority_id = cis_copy_analyst.authority_id
            and s.strand = cis_copy_analyst.strand and s.ended_on is null));
create policy authority_ends on cis_copy_analyst for update to fw_app
    using (authority_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (authority_id = (select fw_supplier()));
grant update (ended_on) on cis_copy_analyst to fw_app;
grant select on cis_copy_analyst to fw_super;
create policy supervisor_reads on cis_copy_analyst for select to fw_super
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand())
        and authority_id = any ((select fw_supervised())::uuid[]));

-- A copy is registered by the analyst that makes it, listed today, of an alert that this mandate sees today.
create policy analyst_registers on cis_copy for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and analyst_id = (select fw_person())
    and state = 'active' and need is not null
    and review_on <= made_on + 365 and last_day <= (made_on + interval '10 years')::date
    and made_on = (select (now() at time zone 'UTC')::date)
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and not a.is_blocked
        and a.strand = cis_copy.strand and a.owner_id = cis_copy.owner_id and a.version = cis_copy.alert_version)
    and exists (select 1 from cis_copy_analyst n join cis_copy_service s on s.id = n.service_id
        where n.service_id = cis_copy.service_id and n.person_id = (select fw_person())
            and n.ended_on is null and s.ended_on is null and s.kind = cis_copy.kind and s.system = cis_copy.system));
create policy holder_keeps on cis_copy for update to fw_app
    using (authority_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (authority_id = (select fw_supplier()) and strand = (select fw_strand())
        and review_on <= (select (now() at time zone 'UTC')::date) + 365);
grant update (alert_version, review_on, review_noticed_on, state, ended_on, ended_because) on cis_copy to fw_app;

-- Retention sees dates and holders, never a need; it blocks and erases in time and not earlier (SEC-35).
grant select (id, strand, alert_id, alert_reference, alert_version, owner_id, authority_id, made_on, review_on, last_day,
    review_noticed_on, state, ended_on, analyst_id), update (state, ended_on, ended_because, review_noticed_on, need, analyst_id)
    on cis_copy to fw_jobs;
create policy retention_finds on cis_copy for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_ends on cis_copy for update to fw_jobs
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');

create function cis_copy_moves() returns trigger language plpgsql as $$
declare today date := (now() at time zone 'UTC')::date;
begin
    if old.state = 'erased' and not (current_user = 'fw_jobs' and old.last_day <= today and new.state = 'erased') then
        raise exception 'CIS-55b: a copy that was erased is not taken up again' using errcode = 'integrity_constraint_violation';
    end if;
    if current_user = 'fw_jobs' then
        if new.state = 'erased' and old.last_day > today then
            raise exception 'SEC-35: not before its last day' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'blocked' and old.state = 'active' and old.review_on > today then
            raise exception 'SEC-35: not before its review' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'active' and old.state <> 'active' then
            raise exception 'CIS-55b: only a review gives a copy back' using errcode = 'integrity_constraint_violation';
        end if;
    elsif new.state = 'active' and old.state = 'blocked' and new.review_on <= old.review_on then
        raise exception 'CIS-55b: only a review gives a copy back' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_copy_moves before update on cis_copy for each row execute function cis_copy_moves();
create trigger cis_copy_kept before delete on cis_copy for each row execute function fw_refuse_change();

-- Receipts: owed by the holder to the supplier, laid on it by the supplier's act or by the end of the alert's time.
create policy supplier_asks on cis_receipt for insert to fw_app with check (
    owner_id = (select fw_supplier()) and strand = (select fw_strand()) and done_at is null);
create policy holder_confirms on cis_receipt for update to fw_app
    using (authority_id = (select fw_supplier()) and strand = (select fw_strand()) and done_at is null)
    with check (authority_id = (select fw_supplier()) and strand = (select fw_strand()) and done_by = (select fw_person()));
grant update (done_at, done_by) on cis_receipt to fw_app;
grant insert, select (held_id, alert_id, act) on cis_receipt to fw_jobs;
create policy retention_finds on cis_receipt for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_asks on cis_receipt for insert to fw_jobs
    with check ((select fw_role()) = 'system' and act = 'erase' and done_at is null);
create trigger cis_receipt_kept before delete on cis_receipt for each row execute function fw_refuse_change();
