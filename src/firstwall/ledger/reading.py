"""Rows of the ledger for those who may read it: narrowed by the login and its policies, never by an argument here."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connections
from django.db.models import Exists, Max, Min, OuterRef

from firstwall.ledger import merkle, tree
from firstwall.ledger.leaf import COLUMNS
from firstwall.ledger.models import Checkpoint, Entry, Personal, Place

# The act that declares which entries were pruned: `details.places` holds pairs of first and last place (SEC-33).
PRUNE = "supervision.prune_ledger"
_MARGIN = timedelta(minutes=1)
# No id is older: what was asked since the year 1 is asked since then.
_FIRST = datetime(1970, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Proof:
    """Proof that an entry stands in the tree that a signed checkpoint describes."""

    seq: int
    leaf_hash: bytes
    path: tuple[bytes, ...]
    size: int
    root: bytes
    note: str

    @property
    def holds(self) -> bool:
        """Tell whether the path leads from the leaf to the signed root."""
        return merkle.verify_inclusion(self.leaf_hash, self.seq, self.size, self.path, self.root)


def entries(using: str) -> Any:
    """Return a query over the entries that the login may read."""
    return Entry.objects.using(using)


def between(low: datetime, high: datetime, *, using: str) -> Any:
    """Return a query over the entries of a span of time; ids are ordered by time and indexed, times are not."""
    ids = {"id__gte": _first_id(_a_little_before(low)), "id__lt": _first_id(high + _MARGIN)}
    return Entry.objects.using(using).filter(at__gte=low, at__lt=high, **ids)


def since(moment: datetime, rows: Any) -> Any:
    """Narrow a query over entries to those since a moment; by their ids, which are ordered by time and indexed."""
    return rows.filter(id__gte=_first_id(_a_little_before(moment)), at__gte=moment)


def until(moment: datetime, rows: Any) -> Any:
    """Narrow a query over entries to those before a moment; by their ids."""
    return rows.filter(id__lt=_first_id(moment + _MARGIN), at__lt=moment)


def older_than(moment: datetime, *, using: str) -> Any:
    """Return a query over the entries before a moment; by their ids, which are ordered by time and indexed."""
    return Entry.objects.using(using).filter(id__lt=_first_id(moment + _MARGIN), at__lt=moment)


def personal_parts(using: str) -> Any:
    """Return a query over the personal parts that the login may read."""
    return Personal.objects.using(using)


def places_of(entry_ids: list[UUID], *, using: str) -> dict[UUID, int]:
    """Return the places of those entries that have one."""
    return dict(Place.objects.using(using).filter(entry_id__in=entry_ids).values_list("entry_id", "seq"))


def digests_like(wanted: list[tuple[date, bytes]], *, using: str) -> Iterator[tuple[date, bytes, UUID]]:
    """Return the stored digests that equal one of those wanted."""
    query = """SELECT d.day, d.digest, d.entry_id FROM ledger_digest d
               JOIN unnest(%s::date[], %s::bytea[]) AS w (day, digest) ON d.day = w.day AND d.digest = w.digest"""
    with connections[using].cursor() as cursor:
        cursor.execute(query, [[day for day, _ in wanted], [digest for _, digest in wanted]])
        for day, digest, entry_id in cursor.fetchall():
            yield day, bytes(digest), entry_id


def showing(object_id: str, *, using: str) -> list[UUID]:
    """Return the ids of the entries whose details say that they showed an object; whether one may be read is asked apart."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM fw_ledger_showed(%s)", [object_id])
        return [row[0] for row in cursor.fetchall()]


def time_of_last_entry(using: str) -> datetime | None:
    """Return when the newest entry was written, by its time-ordered id; None while the ledger is empty."""
    return Entry.objects.using(using).order_by("-id").values_list("at", flat=True).first()


def size(using: str) -> int:
    """Return how many entries have a place."""
    last = Place.objects.using(using).order_by("-seq").values_list("seq", flat=True).first()
    return 0 if last is None else last + 1


def latest_checkpoint(using: str) -> Checkpoint | None:
    """Return the newest signed checkpoint."""
    return Checkpoint.objects.using(using).order_by("-size").first()


def proof_of(entry_id: UUID, *, using: str) -> Proof | None:
    """Prove an entry against the latest checkpoint; None while it waits for its place or for the next signature."""
    place = Place.objects.using(using).filter(entry_id=entry_id).first()
    signed = latest_checkpoint(using)
    if place is None or signed is None or place.seq >= signed.size:
        return None
    over = tree.hasher_at([place.seq], signed.size, using=using)
    path = merkle.inclusion_proof(place.seq, signed.size, over)
    return Proof(place.seq, bytes(place.leaf_hash), tuple(path), signed.size, bytes(signed.root), signed.note)


def consistency(old_size: int, new_size: int, *, using: str) -> list[bytes]:
    """Prove that the tree of one checkpoint begins with that of an earlier one: what a witness asks for (SEC-30)."""
    over = tree.hasher_at([old_size - 1, old_size], new_size, using=using)
    return merkle.consistency_proof(old_size, new_size, over)


def places_in(
    since: datetime | None, until: datetime | None, *, strands: Sequence[str], using: str
) -> tuple[int, int] | None:
    """Return the first place of a period and the place after its last, over the entries that the login may read."""
    found = Entry.objects.using(using).filter(strand__in=strands)
    # ids are ordered by time to the millisecond, and are indexed; the margin is the moment between taking time and id
    if since:
        found = found.filter(id__gte=_first_id(_a_little_before(since)), at__gte=since)
    if until:
        found = found.filter(id__lt=_first_id(until + _MARGIN), at__lt=until)
    places = Place.objects.using(using).filter(entry_id__in=found.values("id"))
    ends = places.aggregate(low=Min("seq"), high=Max("seq"))
    return None if ends["low"] is None else (ends["low"], ends["high"] + 1)


def are_all_placed(since: datetime, *, using: str) -> bool:
    """Tell whether every entry since a moment that the login may read has its place."""
    placed = Place.objects.using(using).filter(entry_id=OuterRef("id"))
    return not Entry.objects.using(using).filter(~Exists(placed), id__gte=_first_id(since)).exists()


def unseen_places(first: int, size: int, *, strands: Sequence[str], using: str) -> tuple[list[int], list[int]]:
    """Return the places whose entries are withheld from this login or strand, and those whose entries are gone."""
    shown = "EXISTS (SELECT 1 FROM ledger_entry e WHERE e.id = p.entry_id AND e.strand = ANY(%s))"
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT * FROM fw_ledger_gone(%s, %s)", [first, size])
        gone = [row[0] for row in cursor.fetchall()]
        cursor.execute(
            f"SELECT p.seq FROM ledger_place p WHERE p.seq >= %s AND p.seq < %s AND NOT {shown} ORDER BY p.seq",  # noqa: S608
            [first, size, list(strands)],
        )
        without = set(gone)
        return [row[0] for row in cursor.fetchall() if row[0] not in without], gone


def prunings(using: str) -> Any:
    """Return a query over the entries that declare the pruning of other entries, by their places."""
    return Entry.objects.using(using).filter(act=PRUNE, details__has_key="places")


def checkpoints(using: str) -> Any:
    """Return a query over the signed checkpoints."""
    return Checkpoint.objects.using(using).order_by("size")


def placed_rows(
    using: str, chunk: int = 2_000, *, first: int = 0, size: int = 2**62
) -> Iterator[tuple[int, UUID, bytes, dict[str, Any] | None]]:
    """Stream every place with its entry (None when the entry is gone), in order, in flat memory."""
    columns = ", ".join("e.details::text" if name == "details" else f"e.{name}" for name in COLUMNS)
    query = (
        f"SELECT p.seq, p.entry_id, p.leaf_hash, {columns} FROM ledger_place p "  # noqa: S608 - constants only
        "LEFT JOIN ledger_entry e ON e.id = p.entry_id WHERE p.seq >= %s AND p.seq < %s ORDER BY p.seq"
    )
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(query, [first, size])
        while rows := cursor.fetchmany(chunk):
            for seq, entry_id, leaf, *values in rows:
                row = dict(zip(COLUMNS, values, strict=True))
                found = row["id"] is not None
                yield seq, entry_id, bytes(leaf), row | {"details": json.loads(row["details"])} if found else None


def _a_little_before(moment: datetime) -> datetime:
    return max(moment, _FIRST) - _MARGIN


def _first_id(moment: datetime) -> UUID:
    """The smallest UUIDv7 of a moment."""
    return UUID(int=max(0, int(moment.timestamp() * 1000)) << 80)
