-- CIS-15: attachments lie beside their alert and are read by whoever reads it; only what the version in force names, but for
-- the supplier, who sees that others were there. Written by the supplier, once; removed is empty.
alter table cis_attachment enable row level security;
alter table cis_attachment force row level security;
grant select on cis_attachment to fw_backup;
create policy backup_reads on cis_attachment for select to fw_backup using (true);

grant select, insert, update (sealed, removed_version) on cis_attachment to fw_app;
create policy with_its_alert on cis_attachment for select to fw_app using (
    strand = (select fw_strand())
    and exists (select 1 from cis_alert a where a.id = alert_id
        and (a.owner_id = (select fw_supplier()) or cis_attachment.removed_version is null)));
create policy supplier_attaches on cis_attachment for insert to fw_app with check (
    owner_id = (select fw_supplier()) and strand = (select fw_strand()) and removed_version is null
    and exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = cis_attachment.owner_id
        and a.strand = cis_attachment.strand and a.version = added_version and a.state in ('active', 'quarantine')));
create policy supplier_removes on cis_attachment for update to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()) and removed_version is null)
    with check (exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = (select fw_supplier())
        and a.version = removed_version and a.state in ('active', 'quarantine')));

-- They end with the alert, never before its last day (SEC-35).
grant select (id, alert_id), delete on cis_attachment to fw_jobs;
create policy retention_finds on cis_attachment for select to fw_jobs using (
    exists (select 1 from cis_alert a where a.id = alert_id and a.last_day <= (select (now() at time zone 'UTC')::date)));
create policy retention_erases on cis_attachment for delete to fw_jobs using (
    (select fw_role()) = 'system'
    and exists (select 1 from cis_alert a where a.id = alert_id and a.last_day <= (select (now() at time zone 'UTC')::date)));
