-- Kinds of feeds and their periods, as the file of the law has them; read by the policy below, written by nobody at run time.
alter table law_feed enable row level security;
alter table law_feed force row level security;
grant select on law_feed to fw_app, fw_screen, fw_super, fw_jobs, fw_backup;
create policy law_is_public on law_feed for select to fw_app, fw_screen, fw_super, fw_jobs, fw_backup, fw_owner using (true);

-- Feeds of the own authority, in the strands of the mandate; nothing personal stands in them. The proposer never agrees (SEC-12).
alter table screening_feed enable row level security;
alter table screening_feed force row level security;
grant select, insert, update (state, mandate_id, agreed_by, agreed_at, ends_at, ended_by, ended_at) on screening_feed to fw_app;
grant select on screening_feed to fw_backup;
create policy backup_reads on screening_feed for select to fw_backup using (true);
grant select (id, state) on screening_feed to fw_screen, fw_jobs;
create policy states_read on screening_feed for select to fw_screen, fw_jobs using (true);
create policy comparison_finds on screening_feed for select to fw_app using ((select fw_role()) = 'system');
create policy own_reads on screening_feed for select to fw_app
    using (authority_id = (select fw_authority()) and position((select fw_strand()) in strands) > 0);
create policy coordinator_proposes on screening_feed for insert to fw_app
    with check (authority_id = (select fw_authority()) and (select fw_role()) = 'coordinator'
        and proposed_by = (select fw_person()) and state = 'proposed');
create policy coordinator_moves on screening_feed for update to fw_app
    using (authority_id = (select fw_authority()) and (select fw_role()) = 'coordinator' and state <> 'ended')
    with check (authority_id = (select fw_authority())
        and (state <> 'open' or (agreed_by = (select fw_person()) and agreed_by <> proposed_by))
        and (state <> 'ended' or ended_by = (select fw_person())));

-- Receipts of messages: of the own authority, one strand at a time.
alter table screening_feed_message enable row level security;
alter table screening_feed_message force row level security;
grant select, insert, update (answer) on screening_feed_message to fw_app;
grant select on screening_feed_message to fw_backup;
create policy backup_reads on screening_feed_message for select to fw_backup using (true);
create policy own_reads on screening_feed_message for select to fw_app
    using (authority_id = (select fw_authority()) and strand = (select fw_strand()));
create policy own_writes on screening_feed_message for insert to fw_app
    with check (authority_id = (select fw_authority()) and strand = (select fw_strand()));
create policy own_answers on screening_feed_message for update to fw_app
    using (authority_id = (select fw_authority()) and strand = (select fw_strand()))
    with check (authority_id = (select fw_authority()) and strand = (select fw_strand()));
grant select (id, taken_at), delete on screening_feed_message to fw_jobs;
create policy sweep_finds on screening_feed_message for select to fw_jobs using ((select fw_role()) = 'system');
create policy sweep_erases on screening_feed_message for delete to fw_jobs
    using ((select fw_role()) = 'system' and taken_at < now() - interval '30 days');

-- Held traffic: written and compared under the feed's standing mandate, out of reach from the moment it is over, and never
-- held longer than the law of its kind says, whatever the application asks for (SEC-49).
alter table screening_held enable row level security;
alter table screening_held force row level security;
grant select, insert, update (party_digests, sealed, held_at, expires_at, seen_from) on screening_held to fw_app;
grant select on screening_held to fw_screen, fw_backup;
create policy backup_reads on screening_held for select to fw_backup using (true);
create policy index_reads on screening_held for select to fw_screen using (
    expires_at > now() and feed_id in (select id from screening_feed where state = 'open'));
create policy feed_reads on screening_held for select to fw_app using (
    authority_id = (select fw_authority()) and strand = (select fw_strand())
    and exists (select 1 from screening_feed f where f.id = feed_id and f.mandate_id = (select fw_mandate())));
create policy feed_writes on screening_held for insert to fw_app with check (
    authority_id = (select fw_authority()) and strand = (select fw_strand())
    and exists (select 1 from screening_feed f where f.id = feed_id and f.mandate_id = (select fw_mandate())));
create policy feed_changes on screening_held for update to fw_app
    using (authority_id = (select fw_authority()) and strand = (select fw_strand())
        and exists (select 1 from screening_feed f where f.id = feed_id and f.mandate_id = (select fw_mandate())))
    with check (authority_id = (select fw_authority()) and strand = (select fw_strand()));

create function screening_held_changes() returns trigger language plpgsql as $$
begin
    if not exists (select 1 from screening_feed f join law_feed l on l.code = f.kind
        where f.id = new.feed_id and f.state = 'open' and l.keeps <> ''
            and new.held_at <= clock_timestamp() + interval '5 minutes'
            and new.expires_at <= new.held_at + l.keeps::interval) then
        raise exception 'SEC-49: this traffic is not held, or not so long' using errcode = 'integrity_constraint_violation';
    end if;
    new.changed_tx := pg_current_xact_id()::text::bigint;
    return new;
end $$;
create trigger screening_held_changes before insert or update on screening_held
    for each row execute function screening_held_changes();

grant select (id, feed_id, expires_at), delete on screening_held to fw_jobs;
create policy sweep_finds on screening_held for select to fw_jobs using ((select fw_role()) = 'system');
create policy sweep_erases on screening_held for delete to fw_jobs
    using ((select fw_role()) = 'system'
        and (expires_at <= now() or feed_id in (select id from screening_feed where state = 'ended')));

-- How far the comparison has come: numbers of transactions, no traffic.
alter table screening_held_mark enable row level security;
alter table screening_held_mark force row level security;
grant select, insert, update (alerts, held, at) on screening_held_mark to fw_app;
grant select on screening_held_mark to fw_backup;
create policy backup_reads on screening_held_mark for select to fw_backup using (true);
create policy comparison_keeps on screening_held_mark for all to fw_app
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');
