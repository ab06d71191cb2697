-- Retention reaches an alert, its versions and its index entry. The login of the jobs ends what is over and nothing else: the
-- days stand in the policies and triggers, so that no job can erase before an alert's last day, whatever it asks for (SEC-35).

-- Restricted (CIS-70, CIS-71) and erased alerts are out of everybody's reach, their supplier's too.
drop policy mandate_reads on cis_alert;
create policy mandate_reads on cis_alert for select to fw_app using (
    strand = (select fw_strand())
    and state not in ('restricted', 'erased')
    and last_day > (select (now() at time zone 'UTC')::date)
    and (owner_id = (select fw_supplier())
        or (state = 'active' and access_class = any ((select fw_classes())::int[])))
);

-- A review and a prolongation move days; never beyond the law of the day (CIS-62, CIS-63). Zero years: no longest period.
grant update (review_on, last_day, review_noticed_on, end_noticed_on) on cis_alert to fw_app;
create policy law_sets_the_later_day on cis_alert as restrictive for update to fw_app
    using (true)
    with check (exists (select 1 from law_profile p
        where p.strand = cis_alert.strand and current_date between p.in_force_from and coalesce(p.in_force_until, 'infinity')
          and (p.longest_retention_years = 0 or cis_alert.last_day
               <= cis_alert.entered_on + make_interval(years => p.longest_retention_years + p.extension_years))));

grant update (state, office_id, evaluation_source, evaluation_information, source_digest, source_content, last_day,
    review_noticed_on, end_noticed_on, restricted_on, changed_at) on cis_alert to fw_jobs;
create policy retention_ends on cis_alert for update to fw_jobs
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');

create or replace function cis_alert_moves() returns trigger language plpgsql as $$
begin
    if current_user = 'fw_jobs' then
        if old.state = 'erased' then
            raise exception 'CIS-65: an erased alert is not changed' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'erased' and old.last_day > (now() at time zone 'UTC')::date then
            raise exception 'SEC-35: not before its last day' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'restricted' and (old.state <> 'active' or old.review_on > (now() at time zone 'UTC')::date) then
            raise exception 'CIS-70: not before its review' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state <> old.state and new.state not in ('restricted', 'erased') then
            raise exception 'CIS-56: retention gives nothing back' using errcode = 'integrity_constraint_violation';
        end if;
        if new.last_day <> old.last_day and new.state <> 'restricted' then
            raise exception 'CIS-62: no prolongation but by the supplier' using errcode = 'integrity_constraint_violation';
        end if;
        return new;
    end if;
    if old.state <> 'active' then
        raise exception 'CIS-56: an alert that ended is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'CIS-56: every change of an alert is a version' using errcode = 'integrity_constraint_violation';
    end if;
    if new.last_day < old.last_day then
        raise exception 'CIS-62: a last day is prolonged, never moved back' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

-- Versions stay as they are until the whole alert ends; then all of them go at once.
grant select (id, alert_id), delete on cis_alert_version to fw_jobs;
create policy retention_finds on cis_alert_version for select to fw_jobs using (
    exists (select 1 from cis_alert a where a.id = alert_id and a.last_day <= (select (now() at time zone 'UTC')::date)));
create policy retention_erases on cis_alert_version for delete to fw_jobs using (
    (select fw_role()) = 'system'
    and exists (select 1 from cis_alert a where a.id = alert_id and a.last_day <= (select (now() at time zone 'UTC')::date)));
create or replace function cis_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'fw_jobs' then
        return old;  -- the policy above holds the last day
    end if;
    raise exception 'CIS-56: a version of an alert is append-only' using errcode = 'integrity_constraint_violation';
end $$;

-- The index entry is emptied, not deleted: that is how every follower learns that it is gone.
grant select (alert_id, removed), update (sealed, removed) on cis_index_entry to fw_jobs;
create policy retention_finds on cis_index_entry for select to fw_jobs using (true);
create policy retention_empties on cis_index_entry for update to fw_jobs
    using ((select fw_role()) = 'system')
    with check (removed and exists (select 1 from cis_alert a where a.id = alert_id and a.state in ('restricted', 'erased')));

-- The supervisor reads the clocks of the authorities it supervises (GOV-08, AUD-06), and in the restricted part the values,
-- to check that they are accurate and lawfully held (CIS-71).
grant select on cis_alert to fw_super;
create policy supervisor_reads_clocks on cis_alert for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and owner_id = any ((select fw_supervised())::uuid[]));
grant select on cis_alert_version to fw_super;
create policy supervisor_reads_restricted on cis_alert_version for select to fw_super using (
    exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'restricted'
        and a.last_day > (select (now() at time zone 'UTC')::date)));
