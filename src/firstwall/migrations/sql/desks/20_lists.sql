-- The functions of the context ask more: an organisation's decision and its day (CIS-30), the person's confirmation (CIS-24).
create policy functions_read on authorities_person for select to fw_owner using (true);
create or replace function fw_classes() returns int[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(distinct c.id), '{}')
    from authorities_designation d
    join authorities_access_class c on c.strand = d.strand and c.category = any (d.categories)
    join authorities_audience a on a.id = c.audience_id
    join authorities_authority y on y.id = d.authority_id
    join law_access l on l.strand = d.strand and l.authority_type = y.type and l.access <> 'none'
    where d.authority_id = (select fw_authority())
      and d.strand = (select fw_strand())
      and (select fw_purpose()) = any (d.purposes)
      and 'read' = any (d.rights)
      and (select fw_role()) not in ('system', 'administrator')
      and d.valid_from <= current_date and coalesce(d.valid_until, 'infinity') > current_date
      and (l.access <> 'by_decision' or (d.strand = any (y.decision_strands) and y.decision_ends_on > current_date))
      and (a.id = 0 or (select fw_authority()) = any (a.members))
      and exists (select 1 from authorities_person p where p.id = (select fw_person())
          and p.confirmed_until > (now() at time zone 'UTC')::date)
$$;

-- CIS-30: whoever writes the row, an organisation's designation reads, and ends with its decision.
create function authorities_decision_ends() returns trigger language plpgsql as $$
declare y authorities_authority;
begin
    select * into y from authorities_authority where id = new.authority_id;
    if y.type = 'international_organisation' and (
        not new.strand = any (y.decision_strands) or new.valid_until is null or new.valid_until > y.decision_ends_on
        or 'enter' = any (new.rights)) then
        raise exception 'CIS-30: an organisation is designated to read, until its decision ends'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger authorities_decision_ends before insert or update on authorities_designation
    for each row execute function authorities_decision_ends();

-- CIS-31, CIS-30: who only reads supplies nothing, whatever role or list says otherwise by mistake.
create policy partners_supply on cis_alert as restrictive for insert to fw_app
    with check (exists (select 1 from authorities_authority y join law_access l on l.authority_type = y.type
        where y.id = owner_id and l.strand = cis_alert.strand and l.access = 'partner'));

-- Versions of the lists: read under any mandate, proposed by an administrator for the own state, checked and confirmed by
-- somebody else: in the administrative strand by the Commission's desk (CIS-26).
alter table authorities_list_version enable row level security;
alter table authorities_list_version force row level security;
grant select, insert on authorities_list_version to fw_app;
grant update (state, finding, checked_by, checked_for, checked_at, confirmed_by, confirmed_at)
    on authorities_list_version to fw_app;
grant select on authorities_list_version to fw_super, fw_backup;
create policy backup_reads on authorities_list_version for select to fw_backup using (true);
create policy any_mandate_reads on authorities_list_version for select to fw_app, fw_super
    using ((select fw_role()) is not null);
create policy administrator_proposes on authorities_list_version for insert to fw_app with check (
    (select fw_role()) = 'administrator' and strand = (select fw_strand()) and state = 'proposed'
    and proposed_by = (select fw_person()) and proposed_for = (select fw_authority())
    and exists (select 1 from authorities_authority y where y.id = proposed_for and y.state_code = authorities_list_version.state_code
        and y.type <> 'international_organisation')
    -- a body that belongs to no state lists itself only (CIS-24)
    and (state_code <> '' or not exists (select 1 from jsonb_array_elements(authorities_list_version.rows) r
        where r->>'authority' is distinct from proposed_for::text)));
create policy another_checks on authorities_list_version for update to fw_app
    using (strand = (select fw_strand()) and (select fw_role()) in ('administrator', 'coordinator')
        and proposed_by <> (select fw_person())
        and exists (select 1 from authorities_authority y where y.id = (select fw_authority())
            and y.type <> 'international_organisation'
            and (authorities_list_version.state_code <> '' or y.id = authorities_list_version.proposed_for)
            and case strand when 'A' then y.type = 'olaf' else y.state_code = authorities_list_version.state_code end))
    with check (strand = (select fw_strand()) and state <> 'proposed' and checked_by is not null);
create function authorities_list_moves() returns trigger language plpgsql as $$
begin
    if (old.state, new.state) not in (('proposed', 'checked'), ('proposed', 'returned'), ('checked', 'confirmed')) then
        raise exception 'CIS-26: a list is checked, then confirmed, once' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger authorities_list_moves before update on authorities_list_version
    for each row execute function authorities_list_moves();

-- A confirmed version becomes the rows it says, once, and ends those before it; nothing else of a row changes.
create function fw_list_has_begun(list uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select 1 from authorities_designation where list_id = list)
$$;
create policy confirmed_list_begins on authorities_designation for insert to fw_app with check (
    strand = (select fw_strand())
    and not fw_list_has_begun(list_id)
    and exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        cross join jsonb_array_elements(v.rows) said
        where v.id = list_id and v.state = 'confirmed' and v.confirmed_by = (select fw_person())
            and v.strand = authorities_designation.strand and v.in_force_from = valid_from and y.id = authority_id
            and (v.state_code <> '' or y.id = v.proposed_for)
            and said = jsonb_build_object('authority', authority_id, 'categories', categories, 'purposes', purposes,
                'rights', rights, 'screen_only', screen_only, 'valid_until', valid_until)));
grant update (valid_until) on authorities_designation to fw_app;
create policy confirmed_list_ends on authorities_designation for update to fw_app
    using (strand = (select fw_strand())
        and exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        where v.state = 'confirmed' and v.confirmed_by = (select fw_person()) and v.strand = authorities_designation.strand
            and y.id = authority_id and (v.state_code <> '' or y.id = v.proposed_for)))
    with check (exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        where v.state = 'confirmed' and v.confirmed_by = (select fw_person()) and v.strand = authorities_designation.strand
            and v.in_force_from = valid_until and y.id = authority_id
            and (v.state_code <> '' or y.id = v.proposed_for)));

-- People: confirmed by a colleague who keeps them, never by themselves; the operator stands in when nobody is left.
grant update (confirmed_until, confirmed_by) on authorities_person to fw_app;
create policy colleague_confirms on authorities_person for update to fw_app
    using (((select fw_role()) in ('administrator', 'coordinator') and authority_id = (select fw_authority()))
        or (select fw_role()) = 'system')
    with check (authority_id = (select fw_authority()) or (select fw_role()) = 'system');
create function authorities_person_keeps() returns trigger language plpgsql as $$
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
    return new;
end $$;
create trigger authorities_person_keeps before update on authorities_person
    for each row execute function authorities_person_keeps();
create policy keeper_reads on authorities_role_grant for select to fw_app using (
    (select fw_role()) in ('administrator', 'coordinator')
    and exists (select 1 from authorities_person p where p.id = person_id and p.authority_id = (select fw_authority())));

-- CIS-32c, AUD-06: the supervisor reads who is named in the authorities it supervises, and when each last worked.
grant select (id, login, name, authority_id, office_id, is_active, is_demo, theme, single_keys, confirmed_until, confirmed_by)
    on authorities_person to fw_super;
grant select on authorities_role_grant, authorities_mandate to fw_super;
create policy supervisor_reads on authorities_person for select to fw_super using (
    (select fw_role()) = 'supervisor' and authority_id = any ((select fw_supervised())::uuid[]));
create policy supervisor_reads on authorities_role_grant for select to fw_super using (
    exists (select 1 from authorities_person p where p.id = person_id));
create policy supervisor_reads on authorities_mandate for select to fw_super using (
    (select fw_role()) = 'supervisor' and authority_id = any ((select fw_supervised())::uuid[]));
