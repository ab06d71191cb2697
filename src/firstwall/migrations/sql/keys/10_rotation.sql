-- Keys change while work goes on (SEC-40).

-- A data key may be wrapped anew and may be ended, by the login of the jobs; never made another authority's, never deleted.
grant update (wrapped, not_after) on seals_datakey to fw_jobs;
create policy seals_datakey_turn on seals_datakey for update to fw_jobs
    using ((select fw_role()) = 'system') with check ((select fw_role()) = 'system');

-- Two context keys are accepted while the second takes the place of the first: a transaction that began under the old one ends so.
alter table authorities_context_key drop constraint authorities_context_key_id_check;
alter table authorities_context_key add constraint authorities_context_key_id_check check (id in (1, 2));

create or replace function fw_context() returns text[]
language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp as $$
declare
    raw text := current_setting('fw.ctx', true);
    parts text[];
    payload bytea;
    key authorities_context_key;
begin
    if coalesce(raw, '') = '' then return null; end if;
    parts := string_to_array(raw, '|');
    if cardinality(parts) <> 10 or parts[1] <> 'v1' then return null; end if;
    if parts[8] <> pg_backend_pid()::text then return null; end if;
    if parts[9] <> ((extract(epoch from transaction_timestamp()) * 1000000)::bigint)::text then return null; end if;
    payload := convert_to(array_to_string(parts[1:9], '|'), 'UTF8');
    for key in select * from authorities_context_key order by id loop
        if encode(sha256(key.opad || sha256(key.ipad || payload)), 'hex') = parts[10] then
            return parts;
        end if;
    end loop;
    return null;
end $$;
