-- AUD-06: who may sign in at the authorities supervised, so that an account that nobody ever used is seen too.
grant select (id, login, name, authority_id, is_active) on authorities_person to fw_super;
create policy supervisor_reads_staff on authorities_person for select to fw_super using (
    (select fw_role()) = 'supervisor' and authority_id = any ((select fw_supervised())::uuid[]));
