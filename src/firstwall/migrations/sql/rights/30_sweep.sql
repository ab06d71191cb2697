-- What is declared to end after 24 months (or with its own last moment) ends: by the login of the jobs, in a system context, and by
-- these policies not a day earlier whatever a job asks for (SEC-34, SEC-35). Days are UTC days, as in the programs.
create function fw_kept_from() returns timestamptz language sql stable as $$
    select ((now() at time zone 'UTC')::date - interval '24 months') at time zone 'UTC'
$$;
revoke all on function fw_kept_from() from public;
grant execute on function fw_kept_from() to fw_jobs;

do $$
declare
    rule record;
begin
    for rule in select * from (values
        ('authorities_mandate', 'id, ends_at', 'ends_at < (select fw_kept_from())'),
        ('authorities_token', 'id, expires_at', 'expires_at < now()'),
        ('authorities_enrolment', 'id, expires_at, used_at', '(expires_at < now() or used_at is not null)'),
        ('outbox_message', 'id, created_at', 'created_at < (select fw_kept_from())'),
        ('screening_run', 'id, finished_at', 'finished_at < (select fw_kept_from())'),
        ('ledger_entry', 'id, at, act', 'at < (select fw_kept_from()) and act <> ''supervision.prune_ledger''')
    ) as rules (name, columns, over)
    loop
        execute format('grant select (%s), delete on %I to fw_jobs', rule.columns, rule.name);
        if rule.name <> 'ledger_entry' then  -- its time is shown to the job already
            execute format('create policy over_is_found on %I for select to fw_jobs
                using ((select fw_role()) = ''system'' and %s)', rule.name, rule.over);
        end if;
        execute format('create policy over_ends on %I for delete to fw_jobs
            using ((select fw_role()) = ''system'' and %s)', rule.name, rule.over);
    end loop;
end $$;

-- A remark on a line of traffic ends with its run.
grant select (id, run_id), delete on screening_line_error to fw_jobs;
create policy over_is_found on screening_line_error for select to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from screening_run r where r.id = run_id));
create policy over_ends on screening_line_error for delete to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from screening_run r where r.id = run_id));

-- A pruned entry keeps its place and leaf hash; the places that went are declared by an entry, which itself stays (SEC-33).
grant select (seq, entry_id) on ledger_place to fw_jobs;
create policy ledger_place_declare on ledger_place for select to fw_jobs using ((select fw_role()) = 'system');
create function fw_only_over_ends() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'fw_jobs' then
        return old;  -- the policy above holds the day
    end if;
    raise exception '% is append-only: % refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;
drop trigger ledger_entry_kept on ledger_entry;
create trigger ledger_entry_kept before update or delete on ledger_entry
    for each row execute function fw_only_over_ends();
drop trigger outbox_message_kept on outbox_message;
create trigger outbox_message_kept before delete on outbox_message
    for each row execute function fw_only_over_ends();
