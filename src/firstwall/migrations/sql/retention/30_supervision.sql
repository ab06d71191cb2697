-- Runs of the retention engine: written by the job, read by the job, by supervisors and by the backup. No person is named.
alter table supervision_retention_run enable row level security;
alter table supervision_retention_run force row level security;
grant select, insert, update (state, finished_at, fault, counts) on supervision_retention_run to fw_jobs;
grant usage, select on sequence supervision_retention_run_id_seq to fw_jobs;
grant select on supervision_retention_run to fw_super, fw_backup;
create policy job_reads on supervision_retention_run for select to fw_jobs using ((select fw_role()) = 'system');
create policy job_begins on supervision_retention_run for insert to fw_jobs with check ((select fw_role()) = 'system');
create policy job_goes_on on supervision_retention_run for update to fw_jobs
    using ((select fw_role()) = 'system' and state = 'working') with check ((select fw_role()) = 'system');
create policy supervisor_reads on supervision_retention_run for select to fw_super
    using ((select fw_role()) = 'supervisor');
create policy backup_reads on supervision_retention_run for select to fw_backup using (true);

-- The ledger's last entry is the third clock: its time alone is shown to the job.
grant select (id, at) on ledger_entry to fw_jobs;
create policy ledger_entry_time on ledger_entry for select to fw_jobs using ((select fw_role()) = 'system');

-- A notice of the system is told by an authority to itself, in the strand of the alert (CIS-69).
grant insert on outbox_message to fw_jobs;
create policy outbox_message_notice on outbox_message for insert to fw_jobs
    with check ((select fw_role()) = 'system' and sender_authority = recipient_authority);
