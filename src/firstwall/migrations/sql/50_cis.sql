-- Customs Information System: who reads and who writes an alert, said by the database itself (SEC-04, CIS-56).
-- Every policy asks the context through a scalar subselect, so that PostgreSQL evaluates it once and indexes stay usable.

do $$
declare t text;
begin
    foreach t in array array['cis_alert', 'cis_alert_version', 'cis_index_entry', 'cis_counter']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
    end loop;
end $$;

-- The authority whose own entries this mandate may handle: none for the doorkeeper and for the machine's administrator,
-- who is not a reader of the data (CIS-29).
create function fw_supplier() returns uuid language sql stable as $$
    select case when (select fw_role()) not in ('system', 'administrator') then (select fw_authority()) end
$$;
revoke all on function fw_supplier() from public;
grant execute on function fw_supplier() to fw_app;

-- Alerts. One strand at a time (CIS-01); partners read what their designation and the supplier's audience allow (CIS-25,
-- CIS-28); out of reach from 00:00 UTC of the last day on, whatever has or has not been erased yet (CLK-01, CLK-04).
grant select, insert on cis_alert to fw_app;
grant update (action, handling, evaluation_source, evaluation_information, is_narrowed, access_class, state, version,
    changed_at) on cis_alert to fw_app;
create policy mandate_reads on cis_alert for select to fw_app using (
    strand = (select fw_strand())
    and last_day > (select (now() at time zone 'UTC')::date)
    and (owner_id = (select fw_supplier())
        or (state = 'active' and access_class = any ((select fw_classes())::int[])))
);
create policy supplier_enters on cis_alert for insert to fw_app with check (
    owner_id = (select fw_supplier())
    and strand = (select fw_strand())
    and exists (
        select 1 from authorities_access_class c
        where c.id = access_class and c.strand = cis_alert.strand and c.category = cis_alert.category
            and (c.audience_id <> 0) = cis_alert.is_narrowed)
    and exists (
        select 1 from authorities_designation d
        where d.authority_id = (select fw_authority()) and d.strand = cis_alert.strand
            and cis_alert.category = any (d.categories) and 'enter' = any (d.rights)
            and d.valid_from <= current_date and coalesce(d.valid_until, 'infinity') > current_date)
);
create policy supplier_changes on cis_alert for update to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (
        owner_id = (select fw_supplier()) and strand = (select fw_strand())
        and exists (
            select 1 from authorities_access_class c
            where c.id = access_class and c.strand = cis_alert.strand and c.category = cis_alert.category
                and (c.audience_id <> 0) = cis_alert.is_narrowed));
-- retention reads the clocks, never a value
grant select on cis_alert to fw_jobs;
create policy clocks_read on cis_alert for select to fw_jobs using (true);

create function cis_alert_moves() returns trigger language plpgsql as $$
begin
    if old.state <> 'active' then
        raise exception 'CIS-56: an alert that ended is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'CIS-56: every change of an alert is a version' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_alert_moves before update on cis_alert for each row execute function cis_alert_moves();

-- Versions: a reader has the current one, the supplier all of them; written by the supplier, never changed. (Nobody is granted TRUNCATE: SEC-05.)
grant select, insert on cis_alert_version to fw_app;
create policy with_its_alert on cis_alert_version for select to fw_app using (
    strand = (select fw_strand())
    and exists (select 1 from cis_alert a where a.id = alert_id
        and (a.owner_id = (select fw_supplier()) or a.version = cis_alert_version.version))
);
create policy supplier_adds on cis_alert_version for insert to fw_app with check (
    owner_id = (select fw_supplier())
    and strand = (select fw_strand())
    and exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = cis_alert_version.owner_id
        and a.version = cis_alert_version.version)
);

create function cis_append_only() returns trigger language plpgsql as $$
begin
    raise exception 'CIS-56: a version of an alert is append-only' using errcode = 'integrity_constraint_violation';
end $$;
create trigger cis_append_only before update or delete on cis_alert_version
    for each row execute function cis_append_only();

-- Index entries: the supplier writes, fw_screen reads. Nobody else, not even a partner that may read the alert.
grant select, insert on cis_index_entry to fw_app;
grant update (access_class, version, sealed, removed) on cis_index_entry to fw_app;
create policy supplier_reads on cis_index_entry for select to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()));
create policy supplier_adds on cis_index_entry for insert to fw_app with check (
    owner_id = (select fw_supplier()) and strand = (select fw_strand())
    and exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = cis_index_entry.owner_id
        and a.access_class = cis_index_entry.access_class)
);
create policy supplier_changes on cis_index_entry for update to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (
        owner_id = (select fw_supplier()) and strand = (select fw_strand())
        and exists (select 1 from cis_alert a where a.id = alert_id and a.owner_id = cis_index_entry.owner_id
            and a.access_class = cis_index_entry.access_class));
grant select on cis_index_entry to fw_screen;
create policy index_reads on cis_index_entry for select to fw_screen using (true);

create function cis_index_entry_changes() returns trigger language plpgsql as $$
begin
    new.changed_tx := pg_current_xact_id();
    return new;
end $$;
create trigger cis_index_entry_changes before insert or update on cis_index_entry
    for each row execute function cis_index_entry_changes();

-- Numbers: each authority counts for itself, per strand, so that a gap says nothing about the other strand (CIS-01).
grant select, insert on cis_counter to fw_app;
grant update (last) on cis_counter to fw_app;
create policy supplier_counts on cis_counter for all to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()))
    with check (owner_id = (select fw_supplier()) and strand = (select fw_strand()));
