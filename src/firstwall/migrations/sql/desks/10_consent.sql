-- Matches of Europol and Eurojust (CIS-32a, CIS-32d): read by the supplier and by the desk that found them, opened by the
-- desk with the alert as it stands, answered by the supplier alone. The content is the alert's; here stands its use.
alter table cis_agency_match enable row level security;
alter table cis_agency_match force row level security;
grant select, insert on cis_agency_match to fw_app;
grant update (state, sealed, decided_by, decided_at) on cis_agency_match to fw_app;
grant select on cis_agency_match to fw_backup;
create policy backup_reads on cis_agency_match for select to fw_backup using (true);
create policy both_read on cis_agency_match for select to fw_app using (
    strand = (select fw_strand()) and not withheld and (select fw_supplier()) in (owner_id, agency_id));
create policy desk_opens on cis_agency_match for insert to fw_app with check (
    strand = (select fw_strand()) and agency_id = (select fw_supplier()) and found_by = (select fw_person())
    and state = 'open' and not withheld
    and exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = cis_agency_match.owner_id
        and a.version = alert_version)
    and exists (select 1 from authorities_authority y join law_access l on l.authority_type = y.type
        where y.id = agency_id and l.strand = cis_agency_match.strand and l.access = 'read_on_screen'));
create policy supplier_answers on cis_agency_match for update to fw_app
    using (strand = (select fw_strand()) and owner_id = (select fw_supplier()))
    with check (strand = (select fw_strand()) and owner_id = (select fw_supplier())
        and state <> 'open' and decided_by = (select fw_person()));

-- It ends with its alert, and is withheld with it (CIS-37, CIS-71).
grant select (id, alert_id, withheld), update (withheld), delete on cis_agency_match to fw_jobs;
create policy retention_finds on cis_agency_match for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_withholds on cis_agency_match for update to fw_jobs using ((select fw_role()) = 'system')
    with check (withheld and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'restricted'));
create policy retention_erases on cis_agency_match for delete to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from cis_alert a where a.id = alert_id
        and a.last_day <= (select (now() at time zone 'UTC')::date)));
