-- The queue of jobs (procrastinate). It carries job numbers and nothing else, so it stands on the short list of tables
-- without a row policy (SEC-05); both the web process and the worker log in as fw_app.
grant select, insert, update, delete on procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers,
    procrastinate_workers to fw_app;
grant usage, select on all sequences in schema public to fw_app;
do $$
declare f text;
begin
    for f in select p.oid::regprocedure::text from pg_proc p where p.proname like 'procrastinate%' loop
        execute format('grant execute on function %s to fw_app', f);
    end loop;
end $$;
grant select on procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers to fw_backup;
grant select on django_migrations to fw_app, fw_backup;
