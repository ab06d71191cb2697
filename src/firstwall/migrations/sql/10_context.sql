-- The request context that row-level security reads (SEC-07, SEC-08).
-- The web process writes fw.ctx once per transaction:  v1|person|authority|strand|role|purpose|mandate|pid|start|mac
-- pid and transaction start are part of the MAC, so a value copied to another connection or into the next transaction is
-- worth nothing, and a value made up by injected SQL has no MAC. The key is readable by fw_owner's function alone.

create table authorities_context_key (
    id smallint primary key check (id = 1),
    ipad bytea not null check (length(ipad) = 64),
    opad bytea not null check (length(opad) = 64)
);
alter table authorities_context_key enable row level security;
alter table authorities_context_key force row level security;
create policy owner_reads on authorities_context_key for select to fw_owner using (true);

create function fw_context() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    raw text := current_setting('fw.ctx', true);
    parts text[];
    payload text;
    key authorities_context_key;
begin
    if coalesce(raw, '') = '' then return null; end if;
    parts := string_to_array(raw, '|');
    if cardinality(parts) <> 10 or parts[1] <> 'v1' then return null; end if;
    if parts[8] <> pg_backend_pid()::text then return null; end if;
    if parts[9] <> ((extract(epoch from transaction_timestamp()) * 1000000)::bigint)::text then return null; end if;
    select * into key from authorities_context_key where id = 1;
    if not found then return null; end if;
    payload := array_to_string(parts[1:9], '|');
    if encode(sha256(key.opad || sha256(key.ipad || convert_to(payload, 'UTF8'))), 'hex') <> parts[10] then
        return null;
    end if;
    return parts;
end $$;

create function fw_person() returns uuid language sql stable as $$ select nullif((fw_context())[2], '')::uuid $$;
create function fw_authority() returns uuid language sql stable as $$ select nullif((fw_context())[3], '')::uuid $$;
create function fw_strand() returns text language sql stable as $$ select nullif((fw_context())[4], '') $$;
create function fw_role() returns text language sql stable as $$ select nullif((fw_context())[5], '') $$;
create function fw_purpose() returns text language sql stable as $$ select nullif((fw_context())[6], '') $$;
create function fw_mandate() returns uuid language sql stable as $$ select nullif((fw_context())[7], '')::uuid $$;

-- What the mandate may read is computed here from the list of designations in force today, never taken from the caller.
create function fw_classes() returns int[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(distinct c.id), '{}')
    from authorities_designation d
    join authorities_access_class c on c.strand = d.strand and c.category = any (d.categories)
    join authorities_audience a on a.id = c.audience_id
    join authorities_authority y on y.id = d.authority_id
    join law_access l on l.strand = d.strand and l.authority_type = y.type and l.access <> 'none'
    where d.authority_id = (select fw_authority())
      and d.strand = (select fw_strand())
      and (select fw_purpose()) = any (d.purposes)
      and 'read' = any (d.rights)
      and (select fw_role()) not in ('system', 'administrator')
      and d.valid_from <= current_date and coalesce(d.valid_until, 'infinity') > current_date
      and (a.id = 0 or (select fw_authority()) = any (a.members))
$$;

create function fw_supervised() returns uuid[]
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select coalesce(array_agg(s.supervised_id), '{}')
    from authorities_supervision s
    where s.supervisor_id = (select fw_authority()) and (select fw_role()) = 'supervisor'
$$;

revoke all on authorities_context_key from public;
revoke all on function fw_context(), fw_person(), fw_authority(), fw_strand(), fw_role(), fw_purpose(), fw_mandate(),
    fw_classes(), fw_supervised() from public;
grant execute on function fw_context(), fw_person(), fw_authority(), fw_strand(), fw_role(), fw_purpose(), fw_mandate(),
    fw_classes(), fw_supervised() to fw_app, fw_screen, fw_log, fw_super, fw_jobs;
grant usage on schema public to fw_app, fw_screen, fw_log, fw_super, fw_jobs, fw_backup;
