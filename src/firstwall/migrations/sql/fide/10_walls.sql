-- FIDE. An authority reads its own entries; others' entries come out of fide_found() alone, to whoever names what they know of
-- them: there is no row of another authority to browse, count or join (FIDE-12, FIDE-13). The list of designations says who may.

create function fw_fide(wanted text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (
        select 1
        from authorities_designation d
        join authorities_authority y on y.id = d.authority_id
        join law_access l on l.strand = d.strand and l.authority_type = y.type and l.access <> 'none'
        where d.authority_id = (select fw_authority())
          and d.strand = (select fw_strand())
          and (select fw_purpose()) = any (d.purposes)
          and wanted = any (d.rights)
          and (select fw_role()) not in ('system', 'administrator')
          and d.valid_from <= current_date and coalesce(d.valid_until, 'infinity') > current_date)
$$;
revoke all on function fw_fide(text) from public;
grant execute on function fw_fide(text) to fw_app;

create function fw_today() returns date language sql stable as $$ select (now() at time zone 'UTC')::date $$;
revoke all on function fw_today() from public;
grant execute on function fw_today() to fw_app, fw_super, fw_jobs;

do $$
declare t text;
begin
    foreach t in array array['fide_offence_list', 'fide_entry', 'fide_entry_key', 'fide_deferral', 'fide_ended_count']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
    end loop;
end $$;

-- The lists of offences are given to all (FIDE-05); each by its own state, never changed.
grant select, insert on fide_offence_list to fw_app;
create policy everyone_reads on fide_offence_list for select to fw_app using ((select fw_authority()) is not null);
create policy state_gives on fide_offence_list for insert to fw_app with check (
    authority_id = (select fw_authority()) and given_by = (select fw_person())
    and state_code = (select y.state_code from authorities_authority y where y.id = (select fw_authority()))
    and state_code <> '' and in_force_from >= (select fw_today()) and (select fw_fide('fide_enter')));

-- Entries. The day of the end is computed from the file's own days and never longer than the law's longest (FIDE-16).
grant select, insert, delete on fide_entry to fw_app;
grant update (status, subject, offence_code, offence_list_id, filed_on, last_act_on, gone_from, version, changed_at, said)
    on fide_entry to fw_app;
create policy owner_reads on fide_entry for select to fw_app using (
    owner_id = (select fw_authority()) and strand = (select fw_strand()) and gone_from > (select fw_today())
    and (select fw_fide('fide_enter')));
create policy owner_enters on fide_entry for insert to fw_app with check (
    owner_id = (select fw_authority())
    and state_code = (select y.state_code from authorities_authority y where y.id = (select fw_authority())) and strand = (select fw_strand()) and entered_by = (select fw_person())
    and gone_from > (select fw_today()) and (select fw_fide('fide_enter')));
create policy owner_changes on fide_entry for update to fw_app
    using (owner_id = (select fw_authority()) and strand = (select fw_strand()) and (select fw_fide('fide_enter')))
    with check (owner_id = (select fw_authority()) and strand = (select fw_strand()));
create policy owner_clears on fide_entry for delete to fw_app using (
    owner_id = (select fw_authority()) and strand = (select fw_strand()) and (select fw_fide('fide_enter')));

create function fide_entry_clock() returns trigger language plpgsql as $$
declare longest int;
begin
    longest := case new.status when 'suspected' then 3 when 'established' then 6 else 10 end;
    if new.gone_from > (new.filed_on + make_interval(years => longest))::date then
        raise exception 'FIDE-16: not longer than the law''s % years from the date in the file', longest
            using errcode = 'integrity_constraint_violation';
    end if;
    if new.status = 'suspected' and new.gone_from > (new.last_act_on + interval '1 year')::date then
        raise exception 'FIDE-18: not longer than a year without an act' using errcode = 'integrity_constraint_violation';
    end if;
    if tg_op = 'UPDATE' and new.version <> old.version + 1 then
        raise exception 'REL-02: one version after the other' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger fide_entry_clock before insert or update on fide_entry for each row execute function fide_entry_clock();

-- Keys live and die with their entry; nobody reads them but the owner of the entry and the question below.
grant select, insert, delete on fide_entry_key to fw_app;
grant usage, select on sequence fide_entry_key_id_seq to fw_app;
create policy owner_keeps on fide_entry_key for all to fw_app
    using (exists (select 1 from fide_entry e where e.id = entry_id))
    with check (exists (select 1 from fide_entry e where e.id = entry_id));

-- The one way to others' entries: by keys that the asker computed from what was asked; each key is worth so many rows at most.
create policy question_reads on fide_entry for select to fw_owner using (true);
create policy question_reads on fide_entry_key for select to fw_owner using (true);
create function fide_found(wanted bytea[], most int) returns setof fide_entry
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.*
    from fide_entry e
    where (select fw_fide('fide_read'))
      and e.id in (
        select k.entry_id
        from unnest(wanted[1:120]) as w (key)
        cross join lateral (
            select i.entry_id from fide_entry_key i join fide_entry o on o.id = i.entry_id
            where i.key = w.key and o.strand = (select fw_strand()) and o.owner_id <> (select fw_authority())
              and o.gone_from > (select fw_today())
            limit least(most, 200)) k)
$$;
revoke all on function fide_found(bytea[], int) from public;
grant execute on function fide_found(bytea[], int) to fw_app;

-- Deferrals never leave their authority (FIDE-15).
grant select, insert on fide_deferral to fw_app;
grant update (ended_on, recheck_on) on fide_deferral to fw_app;
create policy owner_reads on fide_deferral for select to fw_app using (
    owner_id = (select fw_authority()) and strand = (select fw_strand()) and (select fw_fide('fide_enter')));
create policy owner_defers on fide_deferral for insert to fw_app with check (
    owner_id = (select fw_authority()) and strand = (select fw_strand()) and made_by = (select fw_person())
    and ended_on is null and recheck_on <= (select fw_today()) + 90 and (select fw_fide('fide_enter')));
create policy owner_looks_again on fide_deferral for update to fw_app
    using (owner_id = (select fw_authority()) and strand = (select fw_strand()) and ended_on is null)
    with check (owner_id = (select fw_authority()) and strand = (select fw_strand())
        and recheck_on <= (select fw_today()) + 90);

-- What is over ends without a human act, in time and not earlier (FIDE-20, SEC-35); before, it is counted without a name (FIDE-18).
grant select (id, strand, kind, state_code, owner_id, status, subject, filed_on, last_act_on, gone_from), delete on fide_entry to fw_jobs;
grant select (id, entry_id), delete on fide_entry_key to fw_jobs;
create policy retention_finds on fide_entry for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_ends on fide_entry for delete to fw_jobs
    using ((select fw_role()) = 'system' and gone_from <= (select fw_today()));
create policy retention_ends on fide_entry_key for all to fw_jobs using ((select fw_role()) = 'system');
grant select (id, strand, owner_id, ended_on, recheck_on), delete on fide_deferral to fw_jobs;
create policy retention_finds on fide_deferral for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_ends on fide_deferral for delete to fw_jobs
    using ((select fw_role()) = 'system' and ended_on < (select fw_today()) - 730);
grant select, insert, update (number) on fide_ended_count to fw_app, fw_jobs;
grant usage, select on sequence fide_ended_count_id_seq to fw_app, fw_jobs;
create policy own_state_counts on fide_ended_count for all to fw_app
    using (strand = (select fw_strand()) and (select fw_fide('fide_enter'))
        and state_code = (select y.state_code from authorities_authority y where y.id = (select fw_authority())))
    with check (strand = (select fw_strand()) and (select fw_fide('fide_enter')) and why = 'cleared' and number > 0
        and state_code = (select y.state_code from authorities_authority y where y.id = (select fw_authority())));
create policy ending_counts on fide_ended_count for all to fw_jobs using ((select fw_role()) = 'system')
    with check ((select fw_role()) = 'system' and number > 0);

-- The supervisor of the authority sees that an entry is there and its days, never whom it concerns (AUD-06).
grant select (id, strand, kind, owner_id, state_code, status, subject, filed_on, last_act_on, gone_from, entered_at, changed_at)
    on fide_entry to fw_super;
create policy supervisor_reads on fide_entry for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand()) and owner_id = any ((select fw_supervised())::uuid[]));
