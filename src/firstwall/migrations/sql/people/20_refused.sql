-- Refused sign-ins are counted by the doorkeeper, and the counts go when they are summed up (SEC-26).
alter table authorities_refused_sign_in enable row level security;
alter table authorities_refused_sign_in force row level security;
grant select, insert, update, delete on authorities_refused_sign_in to fw_app;
create policy doorkeeper_counts on authorities_refused_sign_in for all to fw_app
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');
grant select on authorities_refused_sign_in to fw_backup;
create policy backup_reads on authorities_refused_sign_in for select to fw_backup using (true);
grant update (waits_until) on authorities_fallback to fw_app;
