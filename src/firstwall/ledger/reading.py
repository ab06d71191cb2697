"""Rows of the ledger for those who may read it: narrowed by the login and its policies, never by an argument here."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connections

from firstwall.ledger import merkle, tree
from firstwall.ledger.leaf import COLUMNS
from firstwall.ledger.models import Checkpoint, Entry, Personal, Place


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


def placed_rows(using: str, chunk: int = 2_000) -> Iterator[tuple[int, UUID, bytes, dict[str, Any] | None]]:
    """Stream every place with its entry (None when the entry is gone), in order, in flat memory."""
    columns = ", ".join("e.details::text" if name == "details" else f"e.{name}" for name in COLUMNS)
    query = (
        f"SELECT p.seq, p.entry_id, p.leaf_hash, {columns} FROM ledger_place p "  # noqa: S608 - constants only
        "LEFT JOIN ledger_entry e ON e.id = p.entry_id ORDER BY p.seq"
    )
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(chunk):
            for seq, entry_id, leaf, *values in rows:
                row = dict(zip(COLUMNS, values, strict=True))
                found = row["id"] is not None
                yield seq, entry_id, bytes(leaf), row | {"details": json.loads(row["details"])} if found else None
