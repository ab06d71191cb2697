"""What the matching index has to take in: read by the login that sees index entries and nothing else (fw_screen)."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connections

from firstwall.cis import sealing
from firstwall.cis.facts import unpacked
from firstwall.cis.types import IndexChanges, IndexEnds
from firstwall.kernel.words import Strand
from firstwall.matching.types import Entity
from firstwall.seals.many import opener

_READ = """select alert_id::text, owner_id::text, access_class, sealed, removed from cis_index_entry
           where strand = %s and """
_ALL = _READ + "not removed"
_CHANGED = _READ + "changed_tx >= %s::text::xid8"
# One statement, so one moment: what changed, and (first) how many alerts stand as they stood.
_ENDED = """select null, false, count(*) from cis_index_entry
           where %(counted)s and strand = %(strand)s and not removed and changed_tx < %(since)s::text::xid8
           union all select alert_id::text, removed, 0 from cis_index_entry
           where strand = %(strand)s and changed_tx >= %(since)s::text::xid8"""
# A truncated table has another file node, a restored server another history, another server another identifier.
_SOURCE = """select concat_ws('.', s.system_identifier, c.timeline_id, pg_relation_filenode('cis_index_entry'))
           from pg_control_system() s, pg_control_checkpoint() c"""
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


def index_ends(strand: Strand, since: int, *, counted: bool = False) -> IndexEnds:
    """The same without a word of what the entries say: for whoever only takes out what is over.

    `counted` asks too how many alerts stand as they stood at the mark: the whole table is read for it.
    """
    mark = _oldest_running()
    with connections["screen"].cursor() as cursor:
        cursor.execute(_ENDED, {"strand": str(strand), "since": str(since), "counted": counted})
        ((_none, _nothing, standing), *rows) = cursor.fetchall()
    changed = frozenset(alert_id for alert_id, removed, _zero in rows if not removed)
    return IndexEnds(mark, changed, frozenset(alert_id for alert_id, removed, _zero in rows if removed), standing)


def index_source() -> str:
    """Which table on which server the marks belong to; a mark of another says nothing here."""
    return str(_one(_SOURCE))


def _rows(strand: Strand, since: int | None) -> Iterator[tuple]:
    with connections["screen"].cursor() as cursor:
        if since is None:
            cursor.execute(_ALL, [str(strand)])
        else:
            cursor.execute(_CHANGED, [str(strand), str(since)])
        while rows := cursor.fetchmany(_AT_ONCE):
            yield from rows


def _oldest_running() -> int:
    return int(_one("select pg_snapshot_xmin(pg_current_snapshot())::text"))


def _one(query: str, values: Sequence[str] = ()) -> Any:
    with connections["screen"].cursor() as cursor:
        cursor.execute(query, values)
        return cursor.fetchone()[0]
