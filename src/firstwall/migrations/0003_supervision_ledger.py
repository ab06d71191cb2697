"""What an export needs to know: which entries are gone, as against withheld; and what the system did for supervision."""

from django.db import migrations

GONE = """
-- A supervisor sees hashes of all places and entries of its own authorities. That an entry of others is still there is all
-- that this function tells: without it, an entry deleted by force would look like one withheld (SEC-31, SEC-33).
CREATE POLICY ledger_entry_exists ON ledger_entry FOR SELECT TO fw_owner USING (true);
CREATE POLICY ledger_place_exists ON ledger_place FOR SELECT TO fw_owner USING (true);
CREATE FUNCTION fw_ledger_gone(first_place bigint, size bigint) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT p.seq FROM ledger_place p
    WHERE p.seq >= first_place AND p.seq < size AND (SELECT fw_role()) = 'supervisor'
      AND NOT EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id)
    ORDER BY p.seq
$$;
REVOKE ALL ON FUNCTION fw_ledger_gone(bigint, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION fw_ledger_gone(bigint, bigint) TO fw_super;
"""

SYSTEM = """
-- What the system did by itself for supervision (pruning, drawing a sample) is shown to every supervisor: no person's act.
CREATE POLICY ledger_entry_of_supervision ON ledger_entry FOR SELECT TO fw_super
    USING ((SELECT fw_role()) = 'supervisor' AND authority_id IS NULL AND actor_id IS NULL AND act LIKE 'supervision.%');
"""


class Migration(migrations.Migration):
    dependencies = [("firstwall", "0002_walls")]
    operations = [migrations.RunSQL([GONE]), migrations.RunSQL([SYSTEM])]
