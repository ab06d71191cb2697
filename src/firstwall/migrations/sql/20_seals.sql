-- Data keys, wrapped. Every authority's values may be shown to another authority that is allowed to read them, so the
-- rows are readable to each login that opens values: without the key file outside the database they open nothing.
ALTER TABLE seals_datakey ENABLE ROW LEVEL SECURITY;
ALTER TABLE seals_datakey FORCE ROW LEVEL SECURITY;

GRANT SELECT ON seals_datakey TO fw_app, fw_screen, fw_super, fw_jobs, fw_backup;
GRANT INSERT ON seals_datakey TO fw_app, fw_jobs;

CREATE POLICY seals_datakey_read ON seals_datakey FOR SELECT
    TO fw_app, fw_screen, fw_super, fw_jobs, fw_backup USING (true);
-- A key is made for the authority that acts, or by the system for any. Nobody changes or deletes one.
CREATE POLICY seals_datakey_make ON seals_datakey FOR INSERT TO fw_app, fw_jobs
    WITH CHECK (authority_id = (SELECT fw_authority()) OR (SELECT fw_role()) = 'system');

CREATE FUNCTION fw_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER seals_datakey_kept BEFORE DELETE ON seals_datakey
    FOR EACH ROW EXECUTE FUNCTION fw_refuse_change();
