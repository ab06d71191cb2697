"""What the matching index has to take in: read by the login that sees index entries and nothing else (fw_screen)."""

import json
from collections.abc import Iterator

from django.db import connections

from firstwall.cis import sealing
from firstwall.cis.facts import unpacked
from firstwall.cis.types import IndexChanges
from firstwall.kernel.words import Strand
from firstwall.matching.types import Entity
from firstwall.seals.many import opener

_READ = """select alert_id::text, owner_id::text, access_class, sealed, removed from cis_index_entry
           where strand = %s and """
_ALL = _READ + "not removed"
_CHANGED = _READ + "changed_tx >= %s::text::xid8"
_AT_ONCE = 5000


def index_changes(strand: Strand, since: int | None = None) -> IndexChanges:
    """Entries that changed since the mark, and the next mark; without a mark, all that stand.

    The mark is the oldest transaction still running: whatever commits late has this number or a higher one, so that
    nothing is missed. An entry may come twice; taking it in twice changes nothing.
    """
    mark = _oldest_running()
    entities: list[Entity] = []
    removed: list[str] = []
    open_one = opener(strand=str(strand), kind=sealing.INDEX, using="screen")
    for alert_id, owner_id, access_class, sealed, gone in _rows(strand, since):
        if gone:
            removed.append(alert_id)
        else:
            facts = json.loads(open_one(bytes(sealed), owner_id, alert_id))
            entities += unpacked(facts, alert_id=alert_id, access_class=access_class)
    return IndexChanges(mark, tuple(entities), tuple(removed))


def _rows(strand: Strand, since: int | None) -> Iterator[tuple]:
    with connections["screen"].cursor() as cursor:
        if since is None:
            cursor.execute(_ALL, [str(strand)])
        else:
            cursor.execute(_CHANGED, [str(strand), str(since)])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _oldest_running() -> int:
    with connections["screen"].cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        return int(cursor.fetchone()[0])
