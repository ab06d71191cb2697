-- Witnesses and their cosignatures (SEC-30): public keys and signatures over hashes, which tell nothing about an act. Supervisors
-- put them in; nobody changes or removes one.
do $$
declare t text;
begin
    foreach t in array array['ledger_witness', 'ledger_cosignature']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_backup, fw_app, fw_log, fw_super', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
        execute format('create policy anyone_counts on %I for select to fw_app, fw_log using (true)', t);
        execute format('create policy supervisor_reads on %I for select to fw_super
            using ((select fw_role()) = ''supervisor'')', t);
        execute format('grant insert on %I to fw_app', t);
        execute format('create policy supervisor_takes on %I for insert to fw_app
            with check ((select fw_role()) = ''supervisor'')', t);
        execute format('create trigger %I before update or delete on %I
            for each row execute function fw_refuse_change()', t || '_kept', t);
    end loop;
end $$;

-- The health page says since when no witness has confirmed the ledger (REL-22): how many entries, when signed, and no hash.
grant select (size, at) on ledger_checkpoint to fw_app;
create policy health_counts on ledger_checkpoint for select to fw_app using (true);
