-- What stands beside an alert ends with it (CIS-37), and is withheld with it (CIS-71: not even a hit).
do $$
declare t text;
begin
    foreach t in array array['screening_candidate', 'screening_sighting']
    loop
        execute format('create policy not_withheld on %I as restrictive for select to fw_app using (not withheld)', t);
        execute format('grant select (id, alert_id, withheld), update (withheld), delete on %I to fw_jobs', t);
        execute format('create policy retention_finds on %I for select to fw_jobs using ((select fw_role()) = ''system'')', t);
        execute format('create policy retention_withholds on %I for update to fw_jobs using ((select fw_role()) = ''system'')
            with check (withheld and exists (select 1 from cis_alert a where a.id = alert_id and a.state = ''restricted''))', t);
        execute format('create policy retention_erases on %I for delete to fw_jobs using ((select fw_role()) = ''system''
            and exists (select 1 from cis_alert a where a.id = alert_id
                and a.last_day <= (select (now() at time zone ''UTC'')::date)))', t);
    end loop;
end $$;
