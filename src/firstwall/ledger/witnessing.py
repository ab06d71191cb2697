"""What the node asks of its witnesses and what it holds from them (SEC-30), in C2SP's forms, so that any witness reads them.

A cosignature says: at this time, this was the largest tree that I saw of this ledger, and it continued all that I saw before.
It covers every smaller checkpoint as well, so what counts is how far each witness has come.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations
from uuid import UUID

from firstwall.ledger import reading
from firstwall.ledger.models import Checkpoint, Cosignature, Witness
from firstwall.seals.cosigning import Cosignature as Read
from firstwall.seals.cosigning import WitnessKey

# SEC-30: a checkpoint that lacks its two witnesses for longer than a day is a warning.
LONGEST_ALONE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How far a witness has come: the first `size` entries, and when by its clock; 0 and none while it has confirmed nothing."""

    name: str
    key: str
    size: int
    at: datetime | None
    registered_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """The witnesses, and since when a checkpoint lacks enough of them; none, when all have them."""

    witnesses: tuple[Confirmed, ...]
    alone_since: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Tell whether a checkpoint has waited for its witnesses longer than a day."""
        return self.alone_since is not None and now - self.alone_since > LONGEST_ALONE


def watch(using: str) -> Watch:
    """Return how far each witness has confirmed the ledger."""
    latest: dict[str, Cosignature] = {}
    for row in Cosignature.objects.using(using).order_by("key", "-size").distinct("key"):
        latest[row.key] = row
    confirmed = []
    for witness in Witness.objects.using(using).filter(ended_at=None).order_by("name", "key"):
        last = latest.get(witness.key)
        size, at = (last.size, last.cosigned_at) if last else (0, None)
        confirmed.append(Confirmed(witness.name, witness.key, size, at, witness.registered_by))
    waiting = Checkpoint.objects.using(using).filter(size__gt=covered(confirmed)).order_by("size")
    return Watch(tuple(confirmed), waiting.values_list("at", flat=True).first())


def covered(confirmed: Sequence[Confirmed]) -> int:
    """Return up to which size two witnesses have confirmed that nobody could have made alone."""
    return max((min(one.size, other.size) for one, other in pairs(confirmed)), default=0)


def pairs(confirmed: Sequence[Confirmed]) -> list[tuple[Confirmed, Confirmed]]:
    """Return the pairs that count: of two names, registered by two supervisors; two keys of one name are one witness."""
    return [
        (one, other)
        for one, other in combinations(confirmed, 2)
        if one.name != other.name and one.registered_by != other.registered_by
    ]


def request(old: int, *, using: str) -> str | None:
    """Write what a witness is asked: where it stands, the proof from there, the latest checkpoint; None while unsigned.

    Raises:
        LookupError: the ledger has not so many signed entries.
    """
    signed = reading.latest_checkpoint(using)
    if signed is None:
        return None
    if not 0 <= old <= signed.size:
        raise LookupError(old)
    path = reading.consistency(old, signed.size, using=using) if 0 < old < signed.size else []
    lines = [f"old {old}", *(base64.b64encode(step).decode() for step in path)]
    return "\n".join([*lines, "", signed.note])


def witness_keys(using: str) -> list[WitnessKey]:
    """Return the keys whose cosignatures this node takes."""
    return [
        WitnessKey.parse(one)
        for one in Witness.objects.using(using).filter(ended_at=None).values_list("key", flat=True)
    ]


def add_witness(key: WitnessKey, now: datetime, by: UUID) -> None:
    """Take a witness's key; one already there stays as it is, ended or not."""
    row = Witness(key=key.text, name=key.name, registered_at=now, registered_by=by)
    Witness.objects.bulk_create([row], ignore_conflicts=True)


def end_witness(key: str, now: datetime, by: UUID) -> str | None:
    """Take no more from a key, and count nothing that it has confirmed; return its name, or None when there is none to end."""
    rows = Witness.objects.filter(key=key, ended_at=None)
    name = rows.values_list("name", flat=True).first()
    return name if rows.update(ended_at=now, ended_by=by) else None


def keep(size: int, read: Sequence[Read], now: datetime) -> None:
    """Keep cosignatures on a checkpoint of this size; a witness's first one stays."""
    rows = [
        Cosignature(size=size, key=one.witness.text, line=one.line, cosigned_at=one.at, taken_at=now) for one in read
    ]
    Cosignature.objects.bulk_create(rows, ignore_conflicts=True)


def with_cosignatures(notes: dict[int, str], *, using: str) -> dict[int, str]:
    """Return checkpoints by size, each with the cosignatures that came for it, in an order that stays."""
    found = Cosignature.objects.using(using).filter(size__gte=min(notes, default=0), size__lte=max(notes, default=-1))
    said = dict(notes)
    for size, line in found.order_by("size", "key").values_list("size", "line"):
        if size in said:
            said[size] += f"{line}\n"
    return said


def stored(using: str) -> list[tuple[int, str]]:
    """Return each stored cosignature: the size it was given for, and its line."""
    return list(Cosignature.objects.using(using).order_by("size", "key").values_list("size", "line"))
