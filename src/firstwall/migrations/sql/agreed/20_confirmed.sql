-- As before; and nobody confirms a colleague for longer than the law's quarter (CIS-24; a month of room for the calendar).
create or replace function authorities_person_keeps() returns trigger language plpgsql as $$
begin
    if current_user <> 'fw_app' or coalesce(fw_role(), '') = 'system' then
        return new;
    end if;
    if (new.confirmed_until, new.confirmed_by) is distinct from (old.confirmed_until, old.confirmed_by)
        and (new.id = fw_person() or new.confirmed_by is distinct from fw_person()
            or fw_role() not in ('administrator', 'coordinator')) then
        raise exception 'CIS-24: nobody confirms the own access' using errcode = 'insufficient_privilege';
    end if;
    if new.confirmed_until is distinct from old.confirmed_until
        and new.confirmed_until > (now() at time zone 'UTC')::date + interval '4 months' then
        raise exception 'CIS-24: a confirmation lasts a quarter' using errcode = 'insufficient_privilege';
    end if;
    if (new.theme, new.single_keys) is distinct from (old.theme, old.single_keys) and new.id is distinct from fw_person() then
        raise exception 'a person alone changes the own settings' using errcode = 'insufficient_privilege';
    end if;
    if (new.is_active, new.leaves_on) is distinct from (old.is_active, old.leaves_on) and not fw_keeps(new.id, 'leave') then
        raise exception 'SEC-12: this account is not kept by one person alone' using errcode = 'insufficient_privilege';
    end if;
    if new.office_id is distinct from old.office_id and not fw_keeps(new.id, 'grant') then
        raise exception 'SEC-12: this account is not kept by one person alone' using errcode = 'insufficient_privilege';
    end if;
    return new;
end $$;
