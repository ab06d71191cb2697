-- Shifts: an authority's own. Who gives writes, another one of the same authority accepts, once.
do $$
declare t text;
begin
    foreach t in array array['screening_office_rule', 'screening_handover', 'screening_unanswered', 'screening_seizure']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_app, fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
    end loop;

    foreach t in array array['screening_handover', 'screening_unanswered', 'screening_seizure']
    loop
        execute format('create policy own_reads on %I for select to fw_app
            using (authority_id = (select fw_authority()) and strand = (select fw_strand()))', t);
    end loop;
end $$;

grant insert, update (clock_minutes, head_id, set_by, set_at) on screening_office_rule to fw_app;
create policy own_reads on screening_office_rule for select to fw_app using (authority_id = (select fw_authority()));
create policy coordinator_sets on screening_office_rule for insert to fw_app with check (
    authority_id = (select fw_authority()) and (select fw_role()) = 'coordinator' and set_by = (select fw_person()));
create policy coordinator_changes on screening_office_rule for update to fw_app
    using (authority_id = (select fw_authority()) and (select fw_role()) = 'coordinator')
    with check (authority_id = (select fw_authority()) and set_by = (select fw_person()));

grant insert, update (accepted_by, accepted_at) on screening_handover to fw_app;
create policy shift_gives on screening_handover for insert to fw_app with check (
    authority_id = (select fw_authority()) and strand = (select fw_strand()) and given_by = (select fw_person())
    and accepted_by is null);
create policy another_accepts on screening_handover for update to fw_app
    using (authority_id = (select fw_authority()) and strand = (select fw_strand()) and accepted_by is null)
    with check (authority_id = (select fw_authority()) and strand = (select fw_strand())
        and accepted_by = (select fw_person()));
grant select (id, given_at), delete on screening_handover to fw_jobs;
create policy retention_finds on screening_handover for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_ends on screening_handover for delete to fw_jobs using ((select fw_role()) = 'system'
    and given_at < (select now() - interval '90 days'));

grant select, insert, delete on screening_unanswered to fw_jobs;
create policy job_reads on screening_unanswered for select to fw_jobs using ((select fw_role()) = 'system');
create policy job_lists on screening_unanswered for insert to fw_jobs with check ((select fw_role()) = 'system' and hits > 0);
create policy retention_ends on screening_unanswered for delete to fw_jobs using ((select fw_role()) = 'system'
    and told_at < (select fw_kept_from()));
