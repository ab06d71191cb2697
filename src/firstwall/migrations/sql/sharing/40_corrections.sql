-- Corrections and final decisions (CIS-55f, CIS-58, CIS-60): said by who sees the alert, carried out by its supplier alone.
create policy observer_proposes on cis_correction for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and proposed_by = (select fw_person())
    and state = 'open'
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and a.owner_id = cis_correction.owner_id
        and a.strand = cis_correction.strand and a.version = cis_correction.alert_version));
create policy supplier_decides on cis_correction for update to fw_app
    using (owner_id = (select fw_supplier()) and strand = (select fw_strand()) and state = 'open')
    with check (owner_id = (select fw_supplier()) and strand = (select fw_strand()) and decided_by = (select fw_person()));
grant update (state, outcome, decided_by, decided_at, reasons) on cis_correction to fw_app;
create trigger cis_correction_kept before delete on cis_correction for each row execute function fw_refuse_change();

create policy registered_by_who_sees_it on cis_decision for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and registered_by = (select fw_person())
    and (state = 'open' or ("order" = 'keep' and state = 'executed' and outcome = 'kept'))
    and exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active' and a.owner_id = cis_decision.owner_id
        and a.strand = cis_decision.strand and a.version = cis_decision.alert_version));
-- Executed by the supplier; taken back, when it was registered in error, by who registered it.
create policy supplier_executes on cis_decision for update to fw_app
    using (strand = (select fw_strand()) and state = 'open' and owner_id = (select fw_supplier()))
    with check (strand = (select fw_strand()) and owner_id = (select fw_supplier()) and state = 'executed'
        and ended_by = (select fw_person()));
create policy registrar_retracts on cis_decision for update to fw_app
    using (strand = (select fw_strand()) and authority_id = (select fw_supplier())
        and (state = 'open' or ("order" = 'keep' and state = 'executed' and outcome = 'kept')))
    with check (strand = (select fw_strand()) and authority_id = (select fw_supplier()) and state = 'retracted'
        and ended_by = (select fw_person()));
grant update (state, outcome, ended_by, ended_at) on cis_decision to fw_app;
create trigger cis_decision_kept before delete on cis_decision for each row execute function fw_refuse_change();

-- The alert carries the marks of its registers: contested, blocked; and a last day of today once it was erased by order. The
-- registers are written by others than the supplier, who alone may update the alert; so the owner's function does it.
create policy registers_mark on cis_alert for update to fw_owner using (true) with check (true);
create policy registers_find on cis_alert for select to fw_owner using (true);
create policy registers_count on cis_correction for select to fw_owner using (true);
create policy registers_count on cis_decision for select to fw_owner using (true);
create function fw_mark_alert() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update cis_alert a set
        is_contested = exists (select 1 from cis_correction c where c.alert_id = a.id and c.state = 'open'),
        is_blocked = exists (select 1 from cis_decision d where d.alert_id = a.id and d.state = 'open'),
        last_day = case when new.outcome = 'erased' and a.state <> 'active'
            then least(a.last_day, greatest(a.entered_on, (now() at time zone 'UTC')::date)) else a.last_day end
    where a.id = new.alert_id and a.owner_id = new.owner_id;
    return null;
end $$;
revoke all on function fw_mark_alert() from public;
create trigger cis_correction_marks after insert or update of state on cis_correction
    for each row execute function fw_mark_alert();
create trigger cis_decision_marks after insert or update of state on cis_decision
    for each row execute function fw_mark_alert();

drop trigger cis_alert_moves on cis_alert;
create trigger cis_alert_moves before update on cis_alert
    for each row when (current_user <> 'fw_owner') execute function cis_alert_moves();
create function cis_alert_is_marked() returns trigger language plpgsql as $$
declare marks text[] := array['is_contested', 'is_blocked', 'last_day'];
begin
    if to_jsonb(new) - marks <> to_jsonb(old) - marks or new.last_day > old.last_day then
        raise exception 'CIS-56: only the supplier amends' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_alert_is_marked before update on cis_alert
    for each row when (current_user = 'fw_owner') execute function cis_alert_is_marked();

-- CIS-60: until the decision is executed, nobody but the supplier sees the alert at all.
create policy not_while_blocked on cis_alert as restrictive for select to fw_app
    using (not is_blocked or owner_id = (select fw_supplier()));

-- Disputes between two suppliers (CIS-59, CIS-61).
create policy suppliers_read on cis_dispute for select to fw_app
    using (strand = (select fw_strand()) and (select fw_supplier()) in (first_owner_id, later_owner_id));
create policy later_supplier_opens on cis_dispute for insert to fw_app with check (
    later_owner_id = (select fw_supplier()) and strand = (select fw_strand()) and opened_by = (select fw_person())
    and state = 'open' and referred_on is null
    and exists (select 1 from cis_alert a where a.id = first_alert_id and a.owner_id = first_owner_id)
    and exists (select 1 from cis_alert a where a.id = later_alert_id and a.owner_id = later_owner_id));
create policy suppliers_settle on cis_dispute for update to fw_app
    using (strand = (select fw_strand()) and (select fw_supplier()) in (first_owner_id, later_owner_id)
        and state in ('open', 'referred'))
    with check (strand = (select fw_strand()) and (select fw_supplier()) in (first_owner_id, later_owner_id));
grant update (first_position, referred_on, escalates_on, state, ended_at, ended_by) on cis_dispute to fw_app;
create trigger cis_dispute_kept before delete on cis_dispute for each row execute function fw_refuse_change();
-- Nobody speaks for the other side, dates a referral back or goes to the Court before its day.
create function cis_dispute_moves() returns trigger language plpgsql as $$
declare today date := (now() at time zone 'UTC')::date;
begin
    if new.first_position is distinct from old.first_position and old.first_owner_id <> fw_supplier() then
        raise exception 'CIS-59: the first supplier states its own position' using errcode = 'integrity_constraint_violation';
    end if;
    if (new.referred_on is distinct from old.referred_on or new.escalates_on is distinct from old.escalates_on)
        and not (old.state = 'open' and new.state = 'referred' and new.referred_on = today and new.escalates_on > today) then
        raise exception 'CIS-61: a dispute is referred once, on the day' using errcode = 'integrity_constraint_violation';
    end if;
    if new.state = 'court' and (old.state <> 'referred' or old.escalates_on > today) then
        raise exception 'CIS-61: first the Council-level body, six months' using errcode = 'integrity_constraint_violation';
    end if;
    if new.ended_by is distinct from old.ended_by and new.ended_by is distinct from fw_person() then
        raise exception 'CIS-61: who settles signs for it' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger cis_dispute_moves before update on cis_dispute
    for each row when (current_user = 'fw_app') execute function cis_dispute_moves();
grant select on cis_dispute to fw_super;
create policy supervisor_reads on cis_dispute for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (first_owner_id = any ((select fw_supervised())::uuid[]) or later_owner_id = any ((select fw_supervised())::uuid[])));

-- What people wrote goes with the alert.
grant select (id, alert_id), update (proposal, reasons) on cis_correction to fw_jobs;
grant select (id, alert_id), update (said) on cis_decision to fw_jobs;
grant select (id, first_alert_id, later_alert_id), update (first_position, later_position) on cis_dispute to fw_jobs;
do $$
declare t text; reached text;
begin
    foreach t in array array['cis_correction', 'cis_decision', 'cis_dispute']
    loop
        reached := case t when 'cis_dispute' then 'a.id in (first_alert_id, later_alert_id)' else 'a.id = alert_id' end;
        execute format('create policy retention_finds on %I for select to fw_jobs using ((select fw_role()) = ''system'')', t);
        execute format('create policy retention_empties on %I for update to fw_jobs using ((select fw_role()) = ''system''
            and exists (select 1 from cis_alert a where %s and a.last_day <= (select (now() at time zone ''UTC'')::date)))
            with check (true)', t, reached);
    end loop;
end $$;
