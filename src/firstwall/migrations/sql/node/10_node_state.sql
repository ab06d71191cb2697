-- How far the node's work has come, for its health page and its monitor (REL-22): counts and times, no row of anybody.
-- A definer, because those who run a node read no message and no entry; it answers in any context, and without one.
create policy outbox_message_counted on outbox_message for select to fw_owner using (true);
create policy ledger_tray_counted on ledger_tray for select to fw_owner using (true);
create policy ledger_checkpoint_counted on ledger_checkpoint for select to fw_owner using (true);

create function fw_node_state() returns table (
    unsent bigint, oldest_unsent timestamptz, unplaced bigint, oldest_unplaced uuid, signed_entries bigint,
    signed_at timestamptz, jobs_waiting bigint, worker_seen timestamptz, said_at timestamptz
)
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select
        (select count(*) from outbox_message where state = 'saved'),
        (select min(created_at) from outbox_message where state = 'saved'),
        (select count(*) from ledger_tray),
        (select entry_id from ledger_tray order by entry_id limit 1),
        (select max(size) from ledger_checkpoint),
        (select max(at) from ledger_checkpoint),
        (select count(*) from procrastinate_jobs where status = 'todo' and (scheduled_at is null or scheduled_at <= now())),
        (select max(last_heartbeat) from procrastinate_workers),
        clock_timestamp()
$$;
revoke all on function fw_node_state() from public;
grant execute on function fw_node_state() to fw_app;
