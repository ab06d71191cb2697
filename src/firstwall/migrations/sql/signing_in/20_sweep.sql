-- What is over ends, by the login of the jobs and not a day earlier (SEC-34, SEC-35).
do $$
declare
    rule record;
begin
    for rule in select * from (values
        ('authorities_person', 'id, leaves_on', 'leaves_on < (select fw_kept_from())::date'),
        ('authorities_session', 'id, ends_at', 'ends_at < (select fw_kept_from())'),
        ('authorities_passkey', 'id, ended_at', 'ended_at < (select fw_kept_from())'),
        ('authorities_identity', 'id, ended_at', 'ended_at < (select fw_kept_from())'),
        ('authorities_fallback', 'id, ends_at', 'ends_at < now()'),
        ('authorities_used_challenge', 'hash, expires_at', 'expires_at < now()'),
        ('authorities_proposal', 'id, proposed_at', 'proposed_at < (select fw_kept_from())')
    ) as rules (name, columns, over)
    loop
        execute format('grant select (%s), delete on %I to fw_jobs', rule.columns, rule.name);
        execute format('create policy over_is_found on %I for select to fw_jobs
            using ((select fw_role()) = ''system'' and %s)', rule.name, rule.over);
        execute format('create policy over_ends on %I for delete to fw_jobs
            using ((select fw_role()) = ''system'' and %s)', rule.name, rule.over);
    end loop;
end $$;

-- What was granted to a person ends with the account: the job sees no account but those that are over.
grant select (id, person_id), delete on authorities_role_grant to fw_jobs;
create policy over_is_found on authorities_role_grant for select to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from authorities_person p where p.id = person_id));
create policy over_ends on authorities_role_grant for delete to fw_jobs using ((select fw_role()) = 'system'
    and exists (select 1 from authorities_person p where p.id = person_id));
