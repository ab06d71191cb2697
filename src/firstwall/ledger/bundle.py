"""The exported form of a span of the ledger: lines of canonical JSON that `tools/verify.py` checks offline (SEC-31).

The span's own entries give its root; a proof of consistency leads on to a checkpoint signed after the export itself, and
proofs of inclusion bring the entries that declare this export and earlier prunings. No clock and no chance enters: the
same ledger with the same cosignatures gives the same bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from firstwall.ledger import leaf, merkle, reading, tree, witnessing
from firstwall.ledger.models import Place

EXPORT = "supervision.export_ledger"
FORM = "firstwall-ledger/1"


@dataclass(frozen=True, slots=True)
class Span:
    """Which places: from `first`, up to but without `size`; strands that may be shown; the export's own entry."""

    first: int
    size: int
    strands: tuple[str, ...]
    export: UUID
    # Sizes of checkpoints that the reader kept and wants to see continued.
    earlier: tuple[int, ...] = ()


def signed_beyond(entry_id: UUID, *, using: str) -> reading.Checkpoint | None:
    """Return the first checkpoint that covers an entry; None while it waits."""
    place = reading.places_of([entry_id], using=using).get(entry_id)
    return None if place is None else reading.checkpoints(using).filter(size__gt=place).first()


def lines(span: Span, *, using: str) -> Iterator[bytes]:
    """Write the bundle, line by line, in flat memory.

    Raises:
        LookupError: the export's own entry is not signed yet.
    """
    final = signed_beyond(span.export, using=using)
    if final is None:
        raise LookupError("the export is not signed yet")
    peaks = [hash_.hex() for hash_ in tree.frontier_at(span.first, using=using).peaks]
    yield _line({"kind": "bundle", "form": FORM, "first": span.first, "size": span.size, "peaks": peaks})
    yield from _places(span, using)
    if final.size != span.size:
        yield from _consistency(span.size, final.size, using)
        yield _line({"kind": "checkpoint", "note": final.note})
    for size in sorted(set(span.earlier)):
        if 0 < size < final.size and not span.first <= size <= span.size:
            yield from _consistency(size, final.size, using)
    yield from _declarations(span, final, using)
    yield _line({"kind": "end"})


def hash_of_places(places: Iterable[int]) -> str:
    """The digest by which an export declares the places that it leaves out."""
    return hashlib.sha256(",".join(map(str, places)).encode()).hexdigest()


def proof_line(row: Any, proof: reading.Proof) -> bytes:
    """Write one entry with the proof of its place and the checkpoint it leads to."""
    said = {"kind": "proof", "entry": _entry(row), "seq": proof.seq, "path": _hex(proof.path), "note": proof.note}
    return _line(said)


def _places(span: Span, using: str) -> Iterator[bytes]:
    _, absent = reading.unseen_places(span.first, span.size, strands=span.strands, using=using)
    gone = set(absent)
    signed = reading.checkpoints(using).filter(size__gt=span.first, size__lte=span.size)
    notes = witnessing.with_cosignatures(dict(signed.values_list("size", "note")), using=using)
    for seq, _, leaf_hash, row in reading.placed_rows(using, first=span.first, size=span.size):
        shown = row is not None and row["strand"] in span.strands
        if shown and row is not None:
            yield b'{"entry":%b,"kind":"entry","leaf":"%b","seq":%d}\n' % (
                leaf.canonical(leaf.accountability(row)), leaf_hash.hex().encode(), seq,
            )  # fmt: skip
        else:
            said = {"kind": "leaf", "seq": seq, "leaf": leaf_hash.hex()}
            yield _line(said | {"gone": True} if seq in gone else said)
        if seq + 1 in notes:
            yield _line({"kind": "checkpoint", "note": notes[seq + 1]})


def _consistency(old: int, new: int, using: str) -> Iterator[bytes]:
    if 0 < old < new:
        path = reading.consistency(old, new, using=using)
        yield _line({"kind": "consistency", "from": old, "to": new, "path": _hex(path)})


def _declarations(span: Span, final: reading.Checkpoint, using: str) -> Iterator[bytes]:
    own = reading.entries(using).filter(id=span.export)
    for row in [*own, *reading.prunings(using).order_by("id")]:
        place = Place.objects.using(using).filter(entry_id=row.id, seq__lt=final.size).first()
        if place is not None:
            over = tree.hasher_at([place.seq], final.size, using=using)
            path = merkle.inclusion_proof(place.seq, final.size, over)
            yield _line({"kind": "proof", "entry": _entry(row), "seq": place.seq, "path": _hex(path)})


def _entry(row: Any) -> dict[str, Any]:
    return leaf.accountability({name: getattr(row, name) for name in leaf.COLUMNS})


def _hex(path: Sequence[bytes]) -> list[str]:
    return [step.hex() for step in path]


def _line(said: dict[str, Any]) -> bytes:
    return leaf.canonical(said) + b"\n"
