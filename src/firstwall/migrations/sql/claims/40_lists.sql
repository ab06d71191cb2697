-- CIS-26: who checks and who confirms sign with their own person and authority, whatever a client writes, and confirming changes
-- nothing of the check.
create or replace function authorities_list_moves() returns trigger language plpgsql as $$
begin
    if (old.state, new.state) not in (('proposed', 'checked'), ('proposed', 'returned'), ('checked', 'confirmed')) then
        raise exception 'CIS-26: a list is checked, then confirmed, once' using errcode = 'integrity_constraint_violation';
    end if;
    if current_user = 'fw_app' and (case when new.state = 'confirmed'
        then new.confirmed_by is distinct from fw_person()
            or (new.finding, new.checked_by, new.checked_for, new.checked_at)
                is distinct from (old.finding, old.checked_by, old.checked_for, old.checked_at)
        else new.checked_by is distinct from fw_person() or new.checked_for is distinct from fw_authority()
            or new.confirmed_by is not null end) then
        raise exception 'CIS-26: who checks or confirms a list signs for it' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;

-- CIS-25: a confirmed list ends what was in force, once, before it begins; it lengthens nothing, and later it ends nothing more.
drop policy confirmed_list_ends on authorities_designation;
create policy confirmed_list_ends on authorities_designation for update to fw_app
    using (strand = (select fw_strand())
        and exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        where v.state = 'confirmed' and v.confirmed_by = (select fw_person()) and v.strand = authorities_designation.strand
            and y.id = authority_id and (v.state_code <> '' or y.id = v.proposed_for) and not fw_list_has_begun(v.id)))
    with check (exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        where v.state = 'confirmed' and v.confirmed_by = (select fw_person()) and v.strand = authorities_designation.strand
            and v.in_force_from = valid_until and y.id = authority_id
            and (v.state_code <> '' or y.id = v.proposed_for) and not fw_list_has_begun(v.id)));
create function authorities_designation_ends() returns trigger language plpgsql as $$
begin
    if current_user = 'fw_app' and (new.valid_until is null or new.valid_until > coalesce(old.valid_until, 'infinity')
        or new.valid_until < (now() at time zone 'UTC')::date) then
        raise exception 'CIS-25: a row of the list is ended by a later list, never lengthened, never backwards'
            using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end $$;
create trigger authorities_designation_ends before update on authorities_designation
    for each row execute function authorities_designation_ends();
