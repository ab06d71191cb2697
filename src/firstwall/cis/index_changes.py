"""What the matching index has to take in: read by the login that sees index entries and nothing else (fw_screen)."""

from django.db import connections

from firstwall.cis import sealing
from firstwall.cis.facts import unpacked
from firstwall.cis.models import IndexEntry
from firstwall.cis.types import IndexChanges
from firstwall.kernel.words import Strand
from firstwall.matching.types import Entity

_COLUMNS = ("alert_id", "owner_id", "access_class", "sealed", "removed")
_AT_ONCE = 5000


def index_changes(strand: Strand, since: int | None = None) -> IndexChanges:
    """Entries that changed since the mark, and the next mark; without a mark, all that stand.

    The mark is the oldest transaction still running: whatever commits late has this number or a higher one, so that
    nothing is missed. An entry may come twice; taking it in twice changes nothing.
    """
    mark = _oldest_running()
    rows = IndexEntry.objects.using("screen").filter(strand=str(strand))
    rows = rows.filter(removed=False) if since is None else rows.filter(changed_tx__gte=since)
    entities: list[Entity] = []
    removed: list[str] = []
    columns = rows.values_list(*_COLUMNS)
    # a server-side cursor keeps the first load flat; for the few rows of a later look it would only add round trips
    found = columns.iterator(chunk_size=_AT_ONCE) if since is None else columns
    for alert_id, owner_id, access_class, sealed, gone in found:
        if gone:
            removed.append(str(alert_id))
            continue
        facts = sealing.open_facts(sealed, alert_id=alert_id, owner_id=owner_id, strand=str(strand))
        entities += unpacked(facts, alert_id=str(alert_id), access_class=access_class)
    return IndexChanges(mark, tuple(entities), tuple(removed))


def _oldest_running() -> int:
    with connections["screen"].cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])
