-- CIS-55e: use in proceedings is told by who sees and uses the alert, to its supplier; both read it, and their supervisors.
alter table cis_proceeding_use enable row level security;
alter table cis_proceeding_use force row level security;
grant select, insert on cis_proceeding_use to fw_app;
grant select on cis_proceeding_use to fw_backup, fw_super;
create policy backup_reads on cis_proceeding_use for select to fw_backup using (true);
create policy parties_read on cis_proceeding_use for select to fw_app
    using (strand = (select fw_strand()) and (select fw_supplier()) in (authority_id, owner_id));
create policy supervisor_reads on cis_proceeding_use for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (authority_id = any ((select fw_supervised())::uuid[]) or owner_id = any ((select fw_supervised())::uuid[])));
create policy user_tells on cis_proceeding_use for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and told_by = (select fw_person())
    and used_on <= (select (now() at time zone 'UTC')::date)
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and not a.is_blocked
        and a.owner_id = cis_proceeding_use.owner_id and a.strand = cis_proceeding_use.strand
        and a.version = cis_proceeding_use.alert_version));
create trigger cis_proceeding_use_kept before delete on cis_proceeding_use for each row execute function fw_refuse_change();

-- What people wrote goes with the alert; ids and dates stay.
grant select (id, alert_id), update (said) on cis_proceeding_use to fw_jobs;
create policy retention_finds on cis_proceeding_use for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_empties on cis_proceeding_use for update to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from cis_alert a where a.id = alert_id
        and a.last_day <= (select (now() at time zone 'UTC')::date)))
    with check (said is null);
