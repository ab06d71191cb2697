-- CIS-66: what was entered in the criminal strand before 8.4.2024 and not reviewed since is stored in quarantine: out of every
-- index, seen by its supplier alone (mandate_reads lets nobody else see what is not active), until a person releases it.
grant update (legacy_reviewed_on) on cis_alert to fw_app;
create policy legacy_waits_for_review on cis_alert as restrictive for insert to fw_app with check (
    entered_on <= (select (now() at time zone 'UTC')::date)
    and (legacy_reviewed_on is null or legacy_reviewed_on <= (select (now() at time zone 'UTC')::date))
    and (state = 'active' or (state = 'quarantine' and legacy_reviewed_on is null))
    -- whether an alert of another category names somebody is sealed: the service decides there
    and (strand <> 'C' or category <> 'd' or entered_on >= date '2024-04-08' or state = 'quarantine'
        or legacy_reviewed_on >= date '2024-04-08'));
create policy only_what_stands_is_found on cis_index_entry as restrictive for insert to fw_app
    with check (exists (select 1 from cis_alert a where a.id = alert_id and a.state = 'active'));

create or replace function cis_alert_moves() returns trigger language plpgsql as $$
declare today date := (now() at time zone 'UTC')::date;
begin
    if current_user = 'fw_jobs' then
        if old.state = 'erased' then
            raise exception 'CIS-65: an erased alert is not changed' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'erased' and old.last_day > today then
            raise exception 'SEC-35: not before its last day' using errcode = 'integrity_constraint_violation';
        end if;
        if new.state = 'restricted' and (old.state <> 'active' or old.review_on > today) then
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
    if old.state not in ('active', 'quarantine') then
        raise exception 'CIS-56: an alert that ended is not changed' using errcode = 'integrity_constraint_violation';
    end if;
    if new.version <> old.version + 1 then
        raise exception 'CIS-56: every change of an alert is a version' using errcode = 'integrity_constraint_violation';
    end if;
    if new.state = 'quarantine' and old.state <> 'quarantine' then
        raise exception 'CIS-66: nothing goes into quarantine but at entry' using errcode = 'integrity_constraint_violation';
    end if;
    if (old.state = 'quarantine' and new.state = 'active') <> (new.legacy_reviewed_on is distinct from old.legacy_reviewed_on)
        or (old.state = 'quarantine' and new.state = 'active' and new.legacy_reviewed_on is distinct from today) then
        raise exception 'CIS-66: released by a review of today' using errcode = 'integrity_constraint_violation';
    end if;
    -- what was never released and is deleted goes at once; all else is prolonged or stays
    if new.last_day < old.last_day and not (old.state = 'quarantine' and new.state = 'withdrawn') then
        raise exception 'CIS-62: a last day is prolonged, never moved back' using errcode = 'integrity_constraint_violation';
    end if;
    if old.state = 'quarantine' and new.last_day > old.last_day then
        raise exception 'CIS-66: reviewed first, prolonged then' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
