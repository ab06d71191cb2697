-- Other use and onward transfer (CIS-50 to CIS-52): asked by who sees the alert, decided by its supplier alone.
create policy asker_asks on cis_transfer for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and asked_by = (select fw_person())
    and state = 'asked'
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and a.owner_id = cis_transfer.owner_id
        and a.strand = cis_transfer.strand));
create policy supplier_decides on cis_transfer for update to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (owner_id = (select fw_supplier()) and strand = (select fw_strand()) and decided_by is not null);
grant update (state, decided_by, decided_at, decided, authorisation_id, valid_until) on cis_transfer to fw_app;

create function cis_transfer_moves() returns trigger language plpgsql as $$
begin
    if current_user = 'fw_jobs' then return new; end if;
    if (old.state, new.state) not in (('asked', 'authorised'), ('asked', 'refused'), ('authorised', 'revoked')) then
        raise exception 'CIS-50: a decision stands; an authorisation can only be revoked'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_transfer_moves before update on cis_transfer for each row execute function cis_transfer_moves();
create trigger cis_transfer_kept before delete on cis_transfer for each row execute function fw_refuse_change();

-- No document without an authorisation in force, of an alert that stands; outside the Union not without security measures.
create policy asker_makes on cis_transfer_made for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and made_by = (select fw_person())
    and exists (select 1 from cis_transfer t where t.id = transfer_id and t.state = 'authorised'
        and t.authority_id = cis_transfer_made.authority_id and t.owner_id = cis_transfer_made.owner_id
        and t.alert_id = cis_transfer_made.alert_id and t.valid_until > (select (now() at time zone 'UTC')::date)
        and (t.kind not in ('third_country', 'organisation') or cis_transfer_made.security_measures <> ''))
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and not a.is_blocked
        and a.version = cis_transfer_made.alert_version));
create trigger cis_transfer_made_kept before update or delete on cis_transfer_made
    for each row execute function fw_refuse_change();

-- What people wrote goes with the alert; the register's dates and ids stay.
grant select (id, alert_id, owner_id, authority_id, strand, alert_reference, state), update (asked, decided)
    on cis_transfer to fw_jobs;
grant select (id, transfer_id, alert_id, owner_id, authority_id, strand, alert_version) on cis_transfer_made to fw_jobs;
create policy retention_finds on cis_transfer for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_finds on cis_transfer_made for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_empties on cis_transfer for update to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from cis_alert a where a.id = alert_id
        and a.last_day <= (select (now() at time zone 'UTC')::date)))
    with check (asked is null and decided is null);
