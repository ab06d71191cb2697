-- A confirmed version becomes the rows it says, their legal basis included (CIS-22); versions proposed before name none.
drop policy confirmed_list_begins on authorities_designation;
create policy confirmed_list_begins on authorities_designation for insert to fw_app with check (
    strand = (select fw_strand())
    and not fw_list_has_begun(list_id)
    and exists (select 1 from authorities_list_version v join authorities_authority y on y.state_code = v.state_code
        cross join jsonb_array_elements(v.rows) said
        where v.id = list_id and v.state = 'confirmed' and v.confirmed_by = (select fw_person())
            and v.strand = authorities_designation.strand and v.in_force_from = valid_from and y.id = authority_id
            and (v.state_code <> '' or y.id = v.proposed_for)
            and jsonb_build_object('legal_basis', '') || said = jsonb_build_object('authority', authority_id,
                'categories', categories, 'purposes', purposes, 'rights', rights, 'screen_only', screen_only,
                'valid_until', valid_until, 'legal_basis', legal_basis)));
