-- Evidence beside a report: written by the reporter, read by the two, withheld and erased with the alert (CIS-33, CIS-34, CIS-37).
alter table screening_evidence enable row level security;
alter table screening_evidence force row level security;
grant select, insert on screening_evidence to fw_app;
grant select on screening_evidence to fw_backup;
create policy backup_reads on screening_evidence for select to fw_backup using (true);
create policy parties_read on screening_evidence for select to fw_app
    using (strand = (select fw_strand())
        and (owner_authority_id = (select fw_authority()) or reporting_authority_id = (select fw_authority())));
create policy reporter_adds on screening_evidence for insert to fw_app
    with check (strand = (select fw_strand()) and reporting_authority_id = (select fw_authority())
        and added_by = (select fw_person())
        and exists (select 1 from screening_sighting s where s.id = sighting_id and s.alert_id = screening_evidence.alert_id
            and s.owner_authority_id = screening_evidence.owner_authority_id
            and s.reporting_authority_id = screening_evidence.reporting_authority_id));
create policy not_withheld on screening_evidence as restrictive for select to fw_app using (not withheld);
grant select (id, alert_id, withheld), update (withheld), delete on screening_evidence to fw_jobs;
create policy retention_finds on screening_evidence for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_withholds on screening_evidence for update to fw_jobs using ((select fw_role()) = 'system')
    with check (withheld and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'restricted'));
create policy retention_erases on screening_evidence for delete to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from cis_alert a where a.id = alert_id
        and a.last_day <= (select (now() at time zone 'UTC')::date)));
