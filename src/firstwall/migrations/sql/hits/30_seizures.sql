-- A seizure is its authority's own record. Beside a hit it stands only where the hit can be seen; when the alert ends, the
-- link goes and the seizure stays.
grant insert, update (goods, quantity, unit, counted, value, currency, transport, concealment, place, seized_at, said,
    recorded_by, recorded_at, revision) on screening_seizure to fw_app;
create policy own_records on screening_seizure for insert to fw_app with check (
    authority_id = (select fw_authority()) and strand = (select fw_strand()) and recorded_by = (select fw_person())
    and ((candidate_id is null and alert_id is null)
        or exists (select 1 from screening_candidate c where c.id = candidate_id and c.alert_id = screening_seizure.alert_id)));
create policy own_corrects on screening_seizure for update to fw_app
    using (authority_id = (select fw_authority()) and strand = (select fw_strand()))
    with check (authority_id = (select fw_authority()) and strand = (select fw_strand())
        and recorded_by = (select fw_person()));
grant select (id, alert_id, candidate_id, recorded_at), update (alert_id, candidate_id), delete on screening_seizure to fw_jobs;
create policy retention_finds on screening_seizure for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_unlinks on screening_seizure for update to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from cis_alert a where a.id = alert_id
        and a.last_day <= (select (now() at time zone 'UTC')::date)))
    with check (alert_id is null and candidate_id is null);
create policy retention_ends on screening_seizure for delete to fw_jobs using ((select fw_role()) = 'system'
    and recorded_at < (select now() - interval '59 months'));
