-- Signing in: sessions, passkeys, identities, one-time links, and two people for higher accounts (SEC-12, SEC-15 to SEC-20).
-- The doorkeeper (role 'system', before a mandate exists) writes what a person proves; an administrator of the own authority
-- invites, changes roles and ends access; what touches a higher account needs a colleague's agreement, and PostgreSQL asks for it.

do $$
declare t text;
begin
    foreach t in array array['authorities_session', 'authorities_passkey', 'authorities_identity',
        'authorities_fallback', 'authorities_used_challenge', 'authorities_proposal']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
        execute format('create policy doorkeeper_reads on %I for select to fw_app using ((select fw_role()) = ''system'')', t);
        if t <> 'authorities_proposal' then
            execute format('create policy doorkeeper_writes on %I for insert to fw_app with check ((select fw_role()) = ''system'')', t);
        end if;
    end loop;
end $$;

-- A higher account: whoever keeps people, or watches over those who do.
create policy functions_read on authorities_role_grant for select to fw_owner using (true);
create policy functions_read on authorities_proposal for select to fw_owner using (true);
create function fw_is_higher(account uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select 1 from authorities_role_grant g where g.person_id = account
        and g.role in ('administrator', 'supervisor'))
        or exists (select 1 from authorities_person p where p.id = account and p.kind = 'break_glass')
$$;

-- What a colleague proposed and this administrator agreed to, in this very transaction: it serves once.
create function fw_agreed(account uuid, wanted text, wanted_role text, wanted_strand text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select 1 from authorities_proposal a where a.person_id = account and a.kind = wanted and a.state = 'agreed'
        and a.decided_by = (select fw_person()) and a.decided_at >= transaction_timestamp()
        and (wanted_role = '' or (a.role = wanted_role and wanted_strand = any (a.strands))))
$$;

-- Whether the acting administrator keeps this account: of the own authority, not the own, and alone only if it is no higher one.
create function fw_keeps(account uuid, wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select (select fw_role()) = 'administrator' and account <> (select fw_person())
        and exists (select 1 from authorities_person p where p.id = account and p.authority_id = (select fw_authority()))
        and (not fw_is_higher(account) or fw_agreed(account, wanted, '', ''))
$$;
revoke all on function fw_is_higher(uuid), fw_agreed(uuid, text, text, text), fw_keeps(uuid, text) from public;
grant execute on function fw_is_higher(uuid), fw_agreed(uuid, text, text, text), fw_keeps(uuid, text) to fw_app;

-- sessions, passkeys, identities: the person sees the own ones; they end by the doorkeeper, the person, or who keeps the account
do $$
declare t text;
begin
    foreach t in array array['authorities_session', 'authorities_passkey', 'authorities_identity', 'authorities_fallback']
    loop
        execute format('create policy own_or_kept on %I for select to fw_app using (person_id = (select fw_person())
            or ((select fw_role()) = ''administrator'' and exists (select 1 from authorities_person p
                where p.id = person_id and p.authority_id = (select fw_authority()))))', t);
        execute format('create policy ends on %I for update to fw_app
            using ((select fw_role()) = ''system'' or person_id = (select fw_person())
                or fw_keeps(person_id, ''link'') or fw_keeps(person_id, ''leave'') or fw_keeps(person_id, ''take''))
            with check (true)', t);
    end loop;
end $$;
grant update (fresh_at, ended_at) on authorities_session to fw_app;
grant update (sign_count, used_at, ended_at) on authorities_passkey to fw_app;
grant update (ended_at) on authorities_identity to fw_app;
grant update (last_step, failures, ended_at) on authorities_fallback to fw_app;
create function authorities_ended_stays() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null and new.ended_at is distinct from old.ended_at then
        raise exception 'SEC-18: what was ended stays ended' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger authorities_session_ends before update on authorities_session
    for each row execute function authorities_ended_stays();
create trigger authorities_passkey_ends before update on authorities_passkey
    for each row execute function authorities_ended_stays();
create trigger authorities_identity_ends before update on authorities_identity
    for each row execute function authorities_ended_stays();
create trigger authorities_fallback_ends before update on authorities_fallback
    for each row execute function authorities_ended_stays();

-- people and offices of the own authority
create policy administrator_enters on authorities_office for insert to fw_app
    with check ((select fw_role()) = 'administrator' and authority_id = (select fw_authority()));
create policy administrator_enters on authorities_person for insert to fw_app
    with check ((select fw_role()) = 'administrator' and authority_id = (select fw_authority()) and not is_demo
        and is_active and kind in ('person', 'service'));
grant update (is_active, leaves_on, office_id) on authorities_person to fw_app;
grant select (kind, leaves_on) on authorities_person to fw_super;
create or replace function authorities_person_keeps() returns trigger language plpgsql as $$
begin
    if current_user <> 'fw_app' or coalesce(fw_role(), '') = 'system' then
        return new;
    end if;
    if (new.confirmed_until, new.confirmed_by) is distinct from (old.confirmed_until, old.confirmed_by)
        and (new.id = fw_person() or new.confirmed_by is distinct from fw_person()
            or fw_role() not in ('administrator', 'coordinator')) then
        raise exception 'CIS-24: nobody confirms the own access' using errcode = 'insufficient_privilege';
    end if;
    if (new.theme, new.single_keys) is distinct from (old.theme, old.single_keys) and new.id is distinct from fw_person() then
        raise exception 'a person alone changes the own settings' using errcode = 'insufficient_privilege';
    end if;
    if (new.is_active, new.leaves_on) is distinct from (old.is_active, old.leaves_on) and not fw_keeps(new.id, 'leave') then
        raise exception 'SEC-12: this account is not kept by one person alone' using errcode = 'insufficient_privilege';
    end if;
    if new.office_id is distinct from old.office_id and not fw_keeps(new.id, 'grant') then
        raise exception 'SEC-12: this account is not kept by one person alone' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;

-- roles: an ordinary one by one administrator, a higher one and those of higher accounts by two (SEC-12)
create policy administrator_grants on authorities_role_grant for insert to fw_app with check (
    (select fw_role()) = 'administrator' and person_id <> (select fw_person())
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())
        and p.kind in ('person', 'service'))
    and (fw_agreed(person_id, 'grant', role, strand)
        or (role not in ('administrator', 'supervisor') and not fw_is_higher(person_id))));
grant delete on authorities_role_grant to fw_app;
create policy administrator_takes on authorities_role_grant for delete to fw_app using (
    (select fw_role()) = 'administrator' and person_id <> (select fw_person())
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority()))
    and (fw_agreed(person_id, 'take', role, strand)
        or (role not in ('administrator', 'supervisor') and not fw_is_higher(person_id))));

-- a mandate ends with the role or the person
create policy kept_is_read on authorities_mandate for select to fw_app using ((select fw_role()) = 'administrator'
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())));
create policy kept_is_closed on authorities_mandate for update to fw_app
    using (fw_keeps(person_id, 'leave') or fw_keeps(person_id, 'take') or fw_keeps(person_id, 'link'))
    with check (closed_at is not null);

-- one-time links: for a colleague; for a higher account by two
create policy administrator_reads on authorities_enrolment for select to fw_app using ((select fw_role()) = 'administrator'
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())));
create policy administrator_makes on authorities_enrolment for insert to fw_app
    with check (made_by = (select fw_person()) and fw_keeps(person_id, 'link')
        and exists (select 1 from authorities_person p where p.id = person_id and p.kind = 'person')
        and expires_at <= transaction_timestamp() + interval '8 days');
create policy administrator_ends on authorities_enrolment for update to fw_app
    using (fw_keeps(person_id, 'link') or fw_keeps(person_id, 'leave')) with check (used_at is not null);

-- tokens of services (SEC-19): at most twelve months, for accounts of the own authority that are no persons
create policy administrator_reads on authorities_token for select to fw_app using ((select fw_role()) = 'administrator'
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())));
create policy administrator_makes on authorities_token for insert to fw_app with check (
    made_by = (select fw_person()) and fw_keeps(person_id, 'grant')
    and exists (select 1 from authorities_person p where p.id = person_id and p.kind = 'service')
    and cardinality(scope) > 0 and cardinality(purposes) > 0 and cardinality(networks) > 0
    and expires_at <= transaction_timestamp() + interval '366 days');
grant update (ended_at) on authorities_token to fw_app;
create policy administrator_ends on authorities_token for update to fw_app
    using ((select fw_role()) = 'system' or fw_keeps(person_id, 'grant') or fw_keeps(person_id, 'leave')
        or fw_keeps(person_id, 'link'))
    with check (ended_at is not null);

-- proposals: made by one administrator of the authority, decided by another, never by whom they are about
create policy administrator_reads on authorities_proposal for select to fw_app
    using ((select fw_role()) = 'administrator' and authority_id = (select fw_authority()));
create policy administrator_proposes on authorities_proposal for insert to fw_app with check (
    (select fw_role()) = 'administrator' and authority_id = (select fw_authority()) and state = 'proposed'
    and proposed_by = (select fw_person()) and person_id <> (select fw_person())
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())));
grant update (state, decided_by, decided_at) on authorities_proposal to fw_app;
create policy another_decides on authorities_proposal for update to fw_app
    using ((select fw_role()) = 'system' or ((select fw_role()) = 'administrator' and authority_id = (select fw_authority())
        and proposed_by <> (select fw_person()) and person_id <> (select fw_person())))
    with check ((select fw_role()) = 'system' or decided_by = (select fw_person()));
create function authorities_proposal_moves() returns trigger language plpgsql as $$
begin
    if old.state <> 'proposed' then
        raise exception 'SEC-12: a proposal is decided once' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger authorities_proposal_moves before update on authorities_proposal
    for each row execute function authorities_proposal_moves();
