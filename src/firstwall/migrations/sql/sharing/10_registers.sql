-- Registers of copies, transfers, corrections, decisions and disputes: seen by their two parties in the strand, and by the
-- supervisors of either. Who may write what is said table by table below.
do $$
declare t text;
begin
    foreach t in array array['cis_copy_service', 'cis_copy_analyst', 'cis_copy', 'cis_receipt', 'cis_transfer',
        'cis_transfer_made', 'cis_correction', 'cis_decision', 'cis_dispute']
    loop
        execute format('alter table %I enable row level security', t);
        execute format('alter table %I force row level security', t);
        execute format('grant select, insert on %I to fw_app', t);
        execute format('grant select on %I to fw_backup', t);
        execute format('create policy backup_reads on %I for select to fw_backup using (true)', t);
    end loop;

    foreach t in array array['cis_copy', 'cis_receipt', 'cis_transfer', 'cis_transfer_made', 'cis_correction', 'cis_decision']
    loop
        execute format('create policy parties_read on %I for select to fw_app using (strand = (select fw_strand())
            and (select fw_supplier()) in (authority_id, owner_id))', t);
        execute format('grant select on %I to fw_super', t);
        execute format('create policy supervisor_reads on %I for select to fw_super using (
            (select fw_role()) = ''supervisor'' and strand = (select fw_strand())
            and (authority_id = any ((select fw_supervised())::uuid[]) or owner_id = any ((select fw_supervised())::uuid[])))', t);
    end loop;
end $$;
