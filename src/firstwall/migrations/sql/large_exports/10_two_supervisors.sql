-- SEC-12: more than a thousand records leave only when two supervisors of an authority want it. The proposal is the asker's own,
-- another one decides; keepers of accounts have nothing to do with it.
alter table authorities_proposal drop constraint authorities_proposal_kind;
alter table authorities_proposal add constraint authorities_proposal_kind
    check (kind in ('grant', 'take', 'link', 'leave', 'export'));
create policy supervisor_reads on authorities_proposal for select to fw_app using (kind = 'export'
    and (select fw_role()) = 'supervisor' and authority_id = (select fw_authority()));
create policy supervisor_proposes on authorities_proposal for insert to fw_app with check (kind = 'export'
    and (select fw_role()) = 'supervisor' and authority_id = (select fw_authority()) and state = 'proposed'
    and proposed_by = (select fw_person()) and person_id = (select fw_person()));
create policy another_supervisor_decides on authorities_proposal for update to fw_app using (kind = 'export'
    and (select fw_role()) = 'supervisor' and authority_id = (select fw_authority()) and proposed_by <> (select fw_person()))
    with check (decided_by = (select fw_person()));
create policy exports_apart on authorities_proposal as restrictive for all to fw_app
    using ((select fw_role()) = 'system' or (kind = 'export') = ((select fw_role()) = 'supervisor'))
    with check ((select fw_role()) = 'system' or (kind = 'export') = ((select fw_role()) = 'supervisor'));
-- A column of the table goes before a parameter of the same name: since a proposal says what is wanted, the parameter is named in full.
create or replace function fw_agreed(account uuid, wanted text, wanted_role text, wanted_strand text) returns boolean
language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
    select exists (select 1 from authorities_proposal a where a.person_id = fw_agreed.account and a.kind = fw_agreed.wanted
        and a.state = 'agreed' and a.decided_by = (select fw_person()) and a.decided_at >= transaction_timestamp()
        and (fw_agreed.wanted_role = '' or (a.role = fw_agreed.wanted_role and fw_agreed.wanted_strand = any (a.strands))))
$$;
