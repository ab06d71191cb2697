-- Messages are seen by their two authorities, in the strand of the context, and by nobody else (SEC-48).
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_message FORCE ROW LEVEL SECURITY;

GRANT SELECT, INSERT, UPDATE (state, read_at) ON outbox_message TO fw_app;
GRANT SELECT ON outbox_message TO fw_backup;

CREATE POLICY outbox_message_parties ON outbox_message FOR SELECT TO fw_app
    USING (strand = (SELECT fw_strand())
           AND (SELECT fw_authority()) IN (sender_authority, recipient_authority));
CREATE POLICY outbox_message_put ON outbox_message FOR INSERT TO fw_app
    WITH CHECK (strand = (SELECT fw_strand()) AND sender_authority = (SELECT fw_authority()));
-- Only the recipient marks a message as read.
CREATE POLICY outbox_message_read ON outbox_message FOR UPDATE TO fw_app
    USING (strand = (SELECT fw_strand()) AND recipient_authority = (SELECT fw_authority()))
    WITH CHECK (strand = (SELECT fw_strand()) AND recipient_authority = (SELECT fw_authority()));
CREATE POLICY outbox_message_backup ON outbox_message FOR SELECT TO fw_backup USING (true);

CREATE TRIGGER outbox_message_kept BEFORE DELETE ON outbox_message
    FOR EACH ROW EXECUTE FUNCTION fw_refuse_change();
