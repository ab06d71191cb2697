-- Requests of persons about themselves (RTS-01 to RTS-09). Read and written by the staff named for it, of the authority that took
-- them; a supplier sees what it is asked and nothing of who asks; the supervisor sees how it was decided.
do $$
declare t text;
begin
    foreach t in array array['supervision_rights_request', 'supervision_rights_holding']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('create policy named_staff_reads on %I for select to fw_app using (
            strand = (select fw_strand()) and authority_id = (select fw_authority())
            and (select fw_role()) = ''rights_officer'')', t);
        execute format('create policy named_staff_writes on %I for insert to fw_app with check (
            strand = (select fw_strand()) and authority_id = (select fw_authority())
            and (select fw_role()) = ''rights_officer'')', t);
        execute format('create policy named_staff_changes on %I for update to fw_app
            using (strand = (select fw_strand()) and authority_id = (select fw_authority())
                and (select fw_role()) = ''rights_officer'')
            with check (strand = (select fw_strand()) and authority_id = (select fw_authority())
                and (select fw_role()) = ''rights_officer'')', t);
    end loop;
end $$;
grant update (state, gathered_at, answer_from, outcome, ground, reason, decided_by, decided_at, answered_at,
    answer_sha256, kept_until) on supervision_rights_request to fw_app;
grant update (concerns, asked, asked_at, position_due_on, position, position_ground, position_reason, position_at, position_by,
    is_disclosed, alert_version) on supervision_rights_holding to fw_app;

-- A supervisor reads how it was decided, and nothing of who asks.
grant select (id, reference, authority_id, strand, asks, identity, law, state, received_on, due_on, taken_by, taken_at, gathered_at,
    answer_from, outcome, ground, reason, decided_by, decided_at, answered_at, answer_sha256, kept_until)
    on supervision_rights_request to fw_super;
grant select on supervision_rights_holding to fw_super;

-- The supplier that was asked (RTS-03).
create policy supplier_reads on supervision_rights_holding for select to fw_app using (
    strand = (select fw_strand()) and owner_id = (select fw_authority()) and asked_at is not null
    and (select fw_role()) in ('rights_officer', 'coordinator', 'investigator'));
create policy supplier_answers on supervision_rights_holding for update to fw_app
    using (strand = (select fw_strand()) and owner_id = (select fw_authority()) and asked_at is not null
        and (select fw_role()) in ('rights_officer', 'coordinator', 'investigator'))
    with check (strand = (select fw_strand()) and owner_id = (select fw_authority()));

-- Nobody speaks for another: the supplier states its position once, and the authority that asked can only note its silence, and
-- not before its time is over (RTS-03).
create function supervision_rights_positions() returns trigger language plpgsql as $$
begin
    if new.position is distinct from old.position then
        if old.position <> '' then
            raise exception 'RTS-03: a position is stated once' using errcode = 'integrity_constraint_violation';
        end if;
        if new.position = 'silent' then
            if new.owner_id = fw_authority() or new.position_due_on >= (now() at time zone 'UTC')::date then
                raise exception 'RTS-03: its time still runs' using errcode = 'integrity_constraint_violation';
            end if;
        elsif new.owner_id <> fw_authority() then
            raise exception 'RTS-03: the supplier alone states its position' using errcode = 'integrity_constraint_violation';
        end if;
    end if;
    if new.authority_id <> fw_authority() and (new.is_disclosed is distinct from old.is_disclosed
        or new.concerns <> old.concerns or new.alert_version <> old.alert_version or new.asked is distinct from old.asked
        or new.position_due_on is distinct from old.position_due_on) then
        raise exception 'RTS-02: the authority that was asked decides' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger supervision_rights_positions before update on supervision_rights_holding
    for each row execute function supervision_rights_positions();

-- A decision stands as it was made, for the supervisor (RTS-05); only where an alert that it discloses changed before the answer went
-- out is it made anew, for nobody decided on what the alert says now. What was given is not given otherwise afterwards.
create function supervision_rights_moves() returns trigger language plpgsql as $$
begin
    if old.outcome <> '' and (new.outcome <> old.outcome or new.ground <> old.ground or new.reason is distinct from old.reason
        or new.decided_by is distinct from old.decided_by or new.decided_at is distinct from old.decided_at)
        and (old.answered_at is not null or not exists (select 1 from supervision_rights_holding h where h.request_id = old.id
            and h.is_disclosed and h.alert_version <> coalesce((select a.version from cis_alert a where a.id = h.alert_id), 0))) then
        raise exception 'RTS-05: a decision is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    if old.answer_sha256 <> '' and new.answer_sha256 <> old.answer_sha256 then
        raise exception 'RTS-06: an answer is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger supervision_rights_moves before update on supervision_rights_request
    for each row execute function supervision_rights_moves();

-- The supervisors of the authority that decides and of each supplier (RTS-09).
create policy supervisor_reads on supervision_rights_holding for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (authority_id = any ((select fw_supervised())::uuid[]) or owner_id = any ((select fw_supervised())::uuid[])));
create policy supervisor_reads on supervision_rights_request for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (authority_id = any ((select fw_supervised())::uuid[])
        or exists (select 1 from supervision_rights_holding h where h.request_id = supervision_rights_request.id
            and h.concerns = 'yes' and h.asked_at is not null)));

-- An answered request ends on its day, what was found for it before it (SEC-35).
grant select (id, kept_until), delete on supervision_rights_request to fw_jobs;
grant select (id, request_id), delete on supervision_rights_holding to fw_jobs;
create policy retention_finds on supervision_rights_request for select to fw_jobs
    using ((select fw_role()) = 'system' and kept_until <= (select (now() at time zone 'UTC')::date));
create policy retention_ends on supervision_rights_request for delete to fw_jobs
    using ((select fw_role()) = 'system' and kept_until <= (select (now() at time zone 'UTC')::date));
create policy retention_finds on supervision_rights_holding for select to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from supervision_rights_request r where r.id = request_id));
create policy retention_ends on supervision_rights_holding for delete to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from supervision_rights_request r where r.id = request_id));
