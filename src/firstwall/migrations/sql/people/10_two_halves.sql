-- SEC-12: the link of an account that becomes a higher one, or is one, has two halves. The hash of one half lies with the
-- proposal, written by its proposer; the link is made by who agrees, under that half and no other.
create function fw_agreed_code(account uuid) returns text
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select a.code from authorities_proposal a where a.person_id = account and a.kind in ('grant', 'link') and a.state = 'agreed'
        and a.decided_by = (select fw_person()) and a.decided_at >= transaction_timestamp() and a.code <> ''
        order by a.decided_at desc limit 1
$$;
revoke all on function fw_agreed_code(uuid) from public;
grant execute on function fw_agreed_code(uuid) to fw_app;

drop policy administrator_makes on authorities_enrolment;
create policy administrator_makes on authorities_enrolment for insert to fw_app
    with check (made_by = (select fw_person()) and fw_keeps(person_id, 'link')
        and exists (select 1 from authorities_person p where p.id = person_id and p.kind = 'person')
        and expires_at <= transaction_timestamp() + interval '8 days'
        and (not fw_is_higher(person_id) or (code <> '' and code = fw_agreed_code(person_id))));

-- An account becomes a higher one with nothing left that one administrator alone may hold.
create function authorities_higher_comes_anew() returns trigger language plpgsql as $$
begin
    if current_user <> 'fw_app' or coalesce(fw_role(), '') = 'system' or new.role not in ('administrator', 'supervisor')
        or fw_is_higher(new.person_id) then
        return new;
    end if;
    if exists (select 1 from authorities_session where person_id = new.person_id and ended_at is null)
        or exists (select 1 from authorities_passkey where person_id = new.person_id and ended_at is null)
        or exists (select 1 from authorities_identity where person_id = new.person_id and ended_at is null)
        or exists (select 1 from authorities_fallback where person_id = new.person_id and ended_at is null)
        or exists (select 1 from authorities_token where person_id = new.person_id and ended_at is null)
        or exists (select 1 from authorities_enrolment where person_id = new.person_id and used_at is null
            and (code = '' or code is distinct from fw_agreed_code(new.person_id))) then
        raise exception 'SEC-12: earlier ways in of this account must end first' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
create trigger authorities_higher_comes_anew before insert on authorities_role_grant
    for each row execute function authorities_higher_comes_anew();
