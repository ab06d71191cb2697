-- A further decision on an alert that another one blocks is registered by its reference or number (CIS-60). The function tells a mandate that
-- would see the alert its id, supplier and version, and nothing of what it says; to any other mandate it is not there.
create function fw_blocked_alert(wanted text)
returns table (id uuid, reference text, strand text, owner_id uuid, version int, access_class int, state text, is_blocked boolean)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.id, a.reference, a.strand, a.owner_id, a.version, a.access_class, a.state, a.is_blocked
    from cis_alert a
    where (a.reference = wanted or a.id::text = wanted) and a.strand = (select fw_strand()) and a.state = 'active' and a.is_blocked
        and a.last_day > (select (now() at time zone 'UTC')::date)
        and a.access_class = any ((select fw_classes())::int[])
$$;
revoke all on function fw_blocked_alert(text) from public;
grant execute on function fw_blocked_alert(text) to fw_app;
create policy registered_by_reference on cis_decision for insert to fw_app with check (
    authority_id = (select fw_supplier()) and strand = (select fw_strand()) and registered_by = (select fw_person())
    and state = 'open'
    and exists (select 1 from fw_blocked_alert(alert_reference) b where b.id = alert_id and b.owner_id = cis_decision.owner_id
        and b.version = cis_decision.alert_version));

-- Whether a decision is genuine: the supplier contests it once, the supervisor of who registered it judges it once.
alter table cis_contest enable row level security;
alter table cis_contest force row level security;
grant select, insert on cis_contest to fw_app;
grant update (state, supervisor_id, judged_by, judged_at, judgement) on cis_contest to fw_app;
grant select on cis_contest to fw_super, fw_backup;
create policy backup_reads on cis_contest for select to fw_backup using (true);
create policy parties_read on cis_contest for select to fw_app using (
    strand = (select fw_strand()) and (select fw_supplier()) in (authority_id, owner_id));
create policy supervisor_reads on cis_contest for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and (authority_id = any ((select fw_supervised())::uuid[]) or owner_id = any ((select fw_supervised())::uuid[])));
create policy judge_reads on cis_contest for select to fw_app using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and authority_id = any ((select fw_supervised())::uuid[]));
create policy supplier_contests on cis_contest for insert to fw_app with check (
    owner_id = (select fw_supplier()) and strand = (select fw_strand()) and contested_by = (select fw_person())
    and state = 'open'
    and exists (select 1 from cis_decision d where d.id = decision_id and d.state = 'open' and d.alert_id = cis_contest.alert_id
        and d.owner_id = cis_contest.owner_id and d.authority_id = cis_contest.authority_id));
create policy supervisor_judges on cis_contest for update to fw_app
    using ((select fw_role()) = 'supervisor' and strand = (select fw_strand()) and state = 'open'
        and authority_id = any ((select fw_supervised())::uuid[]))
    with check ((select fw_role()) = 'supervisor' and strand = (select fw_strand()) and state in ('genuine', 'not_genuine')
        and supervisor_id = (select fw_authority()) and judged_by = (select fw_person()));
create trigger cis_contest_kept before delete on cis_contest for each row execute function fw_refuse_change();
-- The supervisor sees, under the login that judges, the decision that it judges.
create policy judge_reads on cis_decision for select to fw_app using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and authority_id = any ((select fw_supervised())::uuid[]));

-- A decision that is not genuine binds nobody: it ends with the judgement, and the alert loses its block.
create policy judged_ends on cis_decision for update to fw_owner using (state = 'open') with check (state = 'struck');
create policy judged_ends on cis_contest for select to fw_owner using (true);
create function fw_strike_decision() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
    update cis_decision d set state = 'struck', outcome = '', ended_by = new.judged_by, ended_at = new.judged_at
    where d.id = new.decision_id and d.state = 'open' and new.state = 'not_genuine';
    return null;
end $$;
revoke all on function fw_strike_decision() from public;
create trigger cis_contest_strikes after update of state on cis_contest
    for each row execute function fw_strike_decision();

-- What was written goes with the alert.
grant select (id, alert_id), update (reason, judgement) on cis_contest to fw_jobs;
create policy retention_finds on cis_contest for select to fw_jobs using ((select fw_role()) = 'system');
create policy retention_empties on cis_contest for update to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from cis_alert a where a.id = alert_id and a.last_day <= (select (now() at time zone 'UTC')::date)))
    with check (true);
