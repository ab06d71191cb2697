-- Screening. What an authority asked and decided is its own, per strand; a sighting is read by its reporter and by the
-- alert's owner and by nobody else (CIS-34, SEC-48). Rows are never deleted by the application.

do $$
declare t text;
begin
    foreach t in array array['screening_run', 'screening_candidate', 'screening_sighting', 'screening_line_error']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
    end loop;

    foreach t in array array['screening_run', 'screening_candidate', 'screening_line_error']
    loop
        execute format('create policy own_reads on %I for select to fw_app
            using (authority_id = (select fw_authority()) and strand = (select fw_strand()))', t);
        execute format('create policy own_writes on %I for insert to fw_app
            with check (authority_id = (select fw_authority()) and strand = (select fw_strand()))', t);
    end loop;

    foreach t in array array['screening_run', 'screening_candidate']
    loop
        execute format('create policy own_changes on %I for update to fw_app
            using (authority_id = (select fw_authority()) and strand = (select fw_strand()))
            with check (authority_id = (select fw_authority()) and strand = (select fw_strand()))', t);
    end loop;
end $$;

grant usage, select on sequence screening_line_error_id_seq to fw_app;
grant update (state, done_bytes, lines, parties, candidates, errors, cancel_requested, mandate_id, started_at,
    finished_at, failure) on screening_run to fw_app;
grant update (state, revision, decided_by, decided_at, reason, due_at, sighting_id) on screening_candidate to fw_app;

create policy parties_read on screening_sighting for select to fw_app
    using (strand = (select fw_strand())
        and (owner_authority_id = (select fw_authority()) or reporting_authority_id = (select fw_authority())));
create policy reporter_writes on screening_sighting for insert to fw_app
    with check (strand = (select fw_strand()) and reporting_authority_id = (select fw_authority())
        and reported_by = (select fw_person()) and acknowledged_at is null and outcome = '');
create policy owner_answers on screening_sighting for update to fw_app
    using (strand = (select fw_strand()) and owner_authority_id = (select fw_authority()))
    with check (strand = (select fw_strand()) and owner_authority_id = (select fw_authority()));
grant update (acknowledged_at, acknowledged_by, outcome, outcome_at, outcome_by) on screening_sighting to fw_app;
