-- What a court or authority ordered for a person who asked (RTS-08): registered and read by the staff named for it; read by the
-- supervisors of their authority. Changed once, when compensation is paid. It goes with its request.
alter table supervision_rights_remedy enable row level security;
alter table supervision_rights_remedy force row level security;
grant select, insert on supervision_rights_remedy to fw_app;
grant update (paid_on, paid_by) on supervision_rights_remedy to fw_app;
grant select on supervision_rights_remedy to fw_super, fw_backup;
create policy backup_reads on supervision_rights_remedy for select to fw_backup using (true);
create policy named_staff_reads on supervision_rights_remedy for select to fw_app using (
    strand = (select fw_strand()) and authority_id = (select fw_authority()) and (select fw_role()) = 'rights_officer');
create policy named_staff_registers on supervision_rights_remedy for insert to fw_app with check (
    strand = (select fw_strand()) and authority_id = (select fw_authority()) and (select fw_role()) = 'rights_officer'
    and registered_by = (select fw_person()) and paid_on is null
    and exists (select 1 from supervision_rights_request r where r.id = request_id));
create policy named_staff_pays on supervision_rights_remedy for update to fw_app
    using (strand = (select fw_strand()) and authority_id = (select fw_authority()) and (select fw_role()) = 'rights_officer'
        and paid_on is null)
    with check (strand = (select fw_strand()) and authority_id = (select fw_authority()) and paid_by = (select fw_person()));
create policy supervisor_reads on supervision_rights_remedy for select to fw_super using (
    (select fw_role()) = 'supervisor' and strand = (select fw_strand())
    and authority_id = any ((select fw_supervised())::uuid[]));
grant select (id, request_id), delete on supervision_rights_remedy to fw_jobs;
create policy retention_finds on supervision_rights_remedy for select to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from supervision_rights_request r where r.id = request_id));
create policy retention_ends on supervision_rights_remedy for delete to fw_jobs
    using ((select fw_role()) = 'system' and exists (select 1 from supervision_rights_request r where r.id = request_id));
