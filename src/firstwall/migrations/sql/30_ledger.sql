-- The ledger. Acts only insert (as fw_app or fw_jobs); the sequencer's login gives places and never sees a personal
-- part; the supervisor's login reads what its authorities did; nobody changes a row (SEC-26 to SEC-33, LOG-05, LOG-06).
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['ledger_entry', 'ledger_personal', 'ledger_digest', 'ledger_tray', 'ledger_place',
                                'ledger_node', 'ledger_checkpoint', 'ledger_once'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('GRANT SELECT ON %I TO fw_backup', name);
        EXECUTE format('CREATE POLICY %I ON %I FOR SELECT TO fw_backup USING (true)', name || '_backup', name);
        IF name NOT IN ('ledger_once', 'ledger_tray', 'ledger_personal', 'ledger_digest') THEN
            EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE OR DELETE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION fw_refuse_change()', name || '_kept', name);
        ELSIF name <> 'ledger_once' THEN
            EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I '
                           'FOR EACH ROW EXECUTE FUNCTION fw_refuse_change()', name || '_kept', name);
        END IF;
    END LOOP;
END
$$;

-- Writing. An entry names the person and authority of the context, never another's. In a system context (a login, an
-- enrolment, a job) there is no person yet, and the program names who it was: that context is MAC-bound like any other.
GRANT INSERT ON ledger_entry, ledger_personal, ledger_digest, ledger_tray TO fw_app, fw_jobs;
CREATE POLICY ledger_entry_write ON ledger_entry FOR INSERT TO fw_app, fw_jobs
    WITH CHECK ((SELECT fw_role()) = 'system'
                OR (actor_id = (SELECT fw_person()) AND authority_id = (SELECT fw_authority())));
CREATE POLICY ledger_personal_write ON ledger_personal FOR INSERT TO fw_app, fw_jobs
    WITH CHECK ((SELECT fw_role()) IS NOT NULL);
CREATE POLICY ledger_digest_write ON ledger_digest FOR INSERT TO fw_app, fw_jobs
    WITH CHECK ((SELECT fw_role()) IS NOT NULL);
CREATE POLICY ledger_tray_write ON ledger_tray FOR INSERT TO fw_app, fw_jobs
    WITH CHECK ((SELECT fw_role()) IS NOT NULL);

-- The sequencer.
GRANT SELECT ON ledger_entry TO fw_log;
GRANT SELECT, DELETE ON ledger_tray TO fw_log;
GRANT SELECT, INSERT ON ledger_place, ledger_node, ledger_checkpoint TO fw_log;
CREATE POLICY ledger_entry_place ON ledger_entry FOR SELECT TO fw_log USING (true);
CREATE POLICY ledger_tray_see ON ledger_tray FOR SELECT TO fw_log USING (true);
CREATE POLICY ledger_tray_take ON ledger_tray FOR DELETE TO fw_log USING (true);
CREATE POLICY ledger_place_see ON ledger_place FOR SELECT TO fw_log USING (true);
CREATE POLICY ledger_place_give ON ledger_place FOR INSERT TO fw_log WITH CHECK (true);
CREATE POLICY ledger_node_see ON ledger_node FOR SELECT TO fw_log USING (true);
CREATE POLICY ledger_node_keep ON ledger_node FOR INSERT TO fw_log WITH CHECK (true);
CREATE POLICY ledger_checkpoint_see ON ledger_checkpoint FOR SELECT TO fw_log USING (true);
CREATE POLICY ledger_checkpoint_sign ON ledger_checkpoint FOR INSERT TO fw_log WITH CHECK (true);

-- The supervisor. Entries of the supervised authorities, and their personal parts and digests through them; hashes and
-- checkpoints of all, because a proof needs them and they tell nothing. What the system did by itself is shown as well.
GRANT SELECT ON ledger_entry, ledger_personal, ledger_digest, ledger_place, ledger_node, ledger_checkpoint TO fw_super;
CREATE POLICY ledger_entry_supervise ON ledger_entry FOR SELECT TO fw_super
    USING ((SELECT fw_role()) = 'supervisor'
           AND (authority_id = ANY ((SELECT fw_supervised())::uuid[]) OR authority_id = (SELECT fw_authority())));
CREATE POLICY ledger_personal_supervise ON ledger_personal FOR SELECT TO fw_super
    USING (EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = entry_id));
CREATE POLICY ledger_digest_supervise ON ledger_digest FOR SELECT TO fw_super
    USING (EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = entry_id));
CREATE POLICY ledger_place_supervise ON ledger_place FOR SELECT TO fw_super
    USING ((SELECT fw_role()) = 'supervisor');
CREATE POLICY ledger_node_supervise ON ledger_node FOR SELECT TO fw_super
    USING ((SELECT fw_role()) = 'supervisor');
CREATE POLICY ledger_checkpoint_supervise ON ledger_checkpoint FOR SELECT TO fw_super
    USING ((SELECT fw_role()) = 'supervisor');

-- Pruning: the personal part after six calendar months, and not a day earlier whatever a job asks for (LOG-05, SEC-35).
GRANT SELECT (entry_id, day), DELETE ON ledger_personal TO fw_jobs;
GRANT SELECT (id, day), DELETE ON ledger_digest TO fw_jobs;
CREATE POLICY ledger_personal_due ON ledger_personal FOR SELECT TO fw_jobs
    USING (day < (CURRENT_DATE - INTERVAL '6 months')::date);
CREATE POLICY ledger_personal_prune ON ledger_personal FOR DELETE TO fw_jobs
    USING (day < (CURRENT_DATE - INTERVAL '6 months')::date);
CREATE POLICY ledger_digest_due ON ledger_digest FOR SELECT TO fw_jobs
    USING (day < (CURRENT_DATE - INTERVAL '6 months')::date);
CREATE POLICY ledger_digest_prune ON ledger_digest FOR DELETE TO fw_jobs
    USING (day < (CURRENT_DATE - INTERVAL '6 months')::date);

-- Idempotency keys: a person sees and answers only its own; the answer is written once (REL-02).
GRANT SELECT, INSERT, UPDATE (answer) ON ledger_once TO fw_app;
CREATE POLICY ledger_once_own ON ledger_once FOR SELECT TO fw_app
    USING (actor_key = (SELECT fw_person())::text OR ((SELECT fw_role()) = 'system' AND actor_key = 'system'));
CREATE POLICY ledger_once_claim ON ledger_once FOR INSERT TO fw_app
    WITH CHECK (actor_key = (SELECT fw_person())::text OR ((SELECT fw_role()) = 'system' AND actor_key = 'system'));
CREATE POLICY ledger_once_answer ON ledger_once FOR UPDATE TO fw_app
    USING (answer IS NULL AND (actor_key = (SELECT fw_person())::text
                               OR ((SELECT fw_role()) = 'system' AND actor_key = 'system')))
    WITH CHECK (answer IS NOT NULL);
GRANT SELECT (actor_key, at), DELETE ON ledger_once TO fw_jobs;
CREATE POLICY ledger_once_due ON ledger_once FOR SELECT TO fw_jobs USING (at < now() - INTERVAL '7 days');
CREATE POLICY ledger_once_forget ON ledger_once FOR DELETE TO fw_jobs USING (at < now() - INTERVAL '7 days');
