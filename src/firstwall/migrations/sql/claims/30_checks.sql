-- A check that a person asked a supervisor for, and what supervisors ask each other about it (RTS-09). Seen by supervisors alone: the
-- check by who leads it, a question by the two. The authority that took the request learns the day on which it ended, and no more.
do $$
declare t text;
begin
    foreach t in array array['supervision_rights_check', 'supervision_check_question']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
        execute format('create policy leader_writes on %I for insert to fw_app with check (
            (select fw_role()) = ''supervisor'' and strand = (select fw_strand()) and authority_id = (select fw_authority())
            and state = ''open'')', t);
    end loop;
end $$;
create policy leader_reads on supervision_rights_check for select to fw_app using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand()) and authority_id = (select fw_authority()));
create policy only_of_supervised on supervision_rights_check as restrictive for insert to fw_app with check (
    taken_by_authority = any ((select fw_supervised())::uuid[]) and opened_by = (select fw_person()));
create policy leader_ends on supervision_rights_check for update to fw_app
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand()) and authority_id = (select fw_authority())
        and state = 'open' and answer_from <= (select (now() at time zone 'UTC')::date))
    with check (authority_id = (select fw_authority()) and state = 'closed' and closed_by = (select fw_person()));
grant update (state, finding, words, closed_by, closed_at) on supervision_rights_check to fw_app;

create policy both_read on supervision_check_question for select to fw_app using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (select fw_authority()) in (authority_id, asked_id));
-- Nobody replies for another, and nobody is noted as silent while its time runs.
create policy asked_replies on supervision_check_question for update to fw_app
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand()) and asked_id = (select fw_authority())
        and state = 'open')
    with check (asked_id = (select fw_authority()) and state = 'replied' and replied_by = (select fw_person()));
create policy leader_notes_silence on supervision_check_question for update to fw_app
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand()) and authority_id = (select fw_authority())
        and state = 'open' and due_on < (select (now() at time zone 'UTC')::date))
    with check (authority_id = (select fw_authority()) and state = 'silent');
grant update (state, finding, words, replied_by, replied_at) on supervision_check_question to fw_app;

grant select (checked_on) on supervision_rights_request to fw_super;
create policy check_ends on supervision_rights_request for update to fw_owner using (true) with check (checked_on is not null);
create policy check_finds on supervision_rights_request for select to fw_owner using (true);
create function fw_check_ended() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update supervision_rights_request r set checked_on = (new.closed_at at time zone 'UTC')::date
    where r.id = new.request_id and new.state = 'closed';
    return null;
end $$;
revoke all on function fw_check_ended() from public;
create trigger supervision_check_ended after update of state on supervision_rights_check
    for each row execute function fw_check_ended();

grant select (id, opened_at), delete on supervision_rights_check to fw_jobs;
grant select (id, asked_at), delete on supervision_check_question to fw_jobs;
create policy over_is_found on supervision_rights_check for select to fw_jobs
    using ((select fw_role()) = 'system' and opened_at < (select fw_kept_from()));
create policy over_ends on supervision_rights_check for delete to fw_jobs
    using ((select fw_role()) = 'system' and opened_at < (select fw_kept_from()));
create policy over_is_found on supervision_check_question for select to fw_jobs
    using ((select fw_role()) = 'system' and asked_at < (select fw_kept_from()));
create policy over_ends on supervision_check_question for delete to fw_jobs
    using ((select fw_role()) = 'system' and asked_at < (select fw_kept_from()));
