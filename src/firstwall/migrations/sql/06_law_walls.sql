-- The law is public: every login may read it, none may change it.
do $$
declare t text;
begin
    foreach t in array array['law_action_allowed', 'law_field_allowed', 'law_profile', 'law_purpose', 'law_access'] loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select on %I to fw_app, fw_screen, fw_super, fw_jobs, fw_backup', t);
        execute format('create policy law_is_public on %I for select to fw_app, fw_screen, fw_super, fw_jobs, fw_backup, fw_owner using (true)', t);
    end loop;
end $$;
