-- Authorities and mandates. Reference rows are readable under any valid context; people only within their own authority;
-- secrets only by the doorkeeper (role 'system', before a mandate exists). Rows are written by the system mandate alone.

-- seeded before the wall goes up: FORCE binds the owner too
insert into authorities_audience (id, key, members) values (0, 'all', '{}');
insert into authorities_access_class (id, strand, category, audience_id)
    select row_number() over (order by s, c), s, c, 0
    from unnest(array['A', 'C']) s, unnest(array['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) c;

do $$
declare t text;
begin
    foreach t in array array['authorities_state', 'authorities_authority', 'authorities_office', 'authorities_person',
        'authorities_role_grant', 'authorities_designation', 'authorities_supervision', 'authorities_audience',
        'authorities_access_class', 'authorities_mandate', 'authorities_token', 'authorities_enrolment']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('create policy system_writes on %I for insert to fw_app with check ((select fw_role()) = ''system'')', t);
    end loop;

    foreach t in array array['authorities_state', 'authorities_authority', 'authorities_office', 'authorities_designation',
        'authorities_supervision', 'authorities_audience', 'authorities_access_class']
    loop
        execute format('create policy any_mandate_reads on %I for select to fw_app, fw_super using ((select fw_role()) is not null)', t);
        execute format('grant select on %I to fw_super', t);
    end loop;

    -- the functions fw_classes() and fw_supervised() run as fw_owner
    foreach t in array array['authorities_designation', 'authorities_supervision', 'authorities_audience', 'authorities_access_class',
        'authorities_authority']
    loop
        execute format('create policy functions_read on %I for select to fw_owner using (true)', t);
    end loop;
end $$;

-- people: the doorkeeper, or colleagues of the same authority
create policy colleagues_read on authorities_person for select to fw_app
    using ((select fw_role()) = 'system' or authority_id = (select fw_authority()));
create policy own_settings on authorities_person for update to fw_app
    using (id = (select fw_person())) with check (id = (select fw_person()));
grant update (theme, single_keys) on authorities_person to fw_app;
create policy own_or_system on authorities_role_grant for select to fw_app
    using ((select fw_role()) = 'system' or person_id = (select fw_person()));

-- a mandate belongs to its person; a job reads the mandate it was given
create policy own_or_system on authorities_mandate for select to fw_app
    using ((select fw_role()) = 'system' or person_id = (select fw_person()));
create policy closed_by_person on authorities_mandate for update to fw_app
    using ((select fw_role()) = 'system' or person_id = (select fw_person()))
    with check ((select fw_role()) = 'system' or person_id = (select fw_person()));
grant update (closed_at) on authorities_mandate to fw_app;

create policy doorkeeper_reads on authorities_token for select to fw_app using ((select fw_role()) = 'system');
create policy doorkeeper_reads on authorities_enrolment for select to fw_app using ((select fw_role()) = 'system');
create policy doorkeeper_uses on authorities_enrolment for update to fw_app
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');
grant update (used_at) on authorities_enrolment to fw_app;

-- An entry needs the number of its access class: a supplier may add a class for an audience that includes itself.
create policy supplier_adds on authorities_audience for insert to fw_app
    with check ((select fw_authority()) = any (members));
create policy supplier_adds on authorities_access_class for insert to fw_app
    with check (strand = (select fw_strand()) and (select fw_authority()) is not null);

grant usage, select on all sequences in schema public to fw_app;
