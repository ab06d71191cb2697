-- Who saw an object (SEC-32): the searches that showed it. The operator on JSON is not leakproof, so no index is used beside a policy;
-- this function has the index, gives ids alone, and the caller reads the entries themselves under its own policies.
create index ledger_entry_shown on ledger_entry using gin ((details -> 'shown') jsonb_path_ops);
create function fw_ledger_showed(object text) returns setof uuid
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select e.id from ledger_entry e
    where (select fw_role()) = 'supervisor' and e.details -> 'shown' @> jsonb_build_array(object)
$$;
revoke all on function fw_ledger_showed(text) from public;
grant execute on function fw_ledger_showed(text) to fw_super;
