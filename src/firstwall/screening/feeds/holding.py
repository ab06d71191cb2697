"""Held traffic: what of a movement was screened before, and until when it is kept (SEC-49).

A row is claimed before it is read, in the order of the digests, so that two messages on one movement wait for each other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections

from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.ids import record_id
from firstwall.screening.candidates import digest_of
from firstwall.screening.feeds.models import Feed, HeldMovement
from firstwall.screening.feeds.movements import Read
from firstwall.screening.feeds.rules import held_until, is_held
from firstwall.screening.types import Party
from firstwall.seals.digests import lasting_digest
from firstwall.seals.services import seal_json

_CLAIM = """insert into screening_held (id, feed_id, authority_id, strand, reference_digest, party_digests, sealed, held_at,
        expires_at, seen_from, changed_tx)
    select unnest(%s::uuid[]), %s, %s, %s, unnest(%s::bytea[]), '{}', '', %s, %s, 0, 0
    on conflict (feed_id, strand, reference_digest) do nothing"""
_FILL = """update screening_held h set
        party_digests = array(select decode(d, 'hex') from unnest(string_to_array(n.digests, ',')) d),
        sealed = n.sealed, held_at = %s, seen_from = %s, expires_at = n.expires_at
    from unnest(%s::uuid[], %s::text[], %s::bytea[], %s::timestamptz[]) as n (id, digests, sealed, expires_at)
    where h.id = n.id"""


@dataclass(frozen=True, slots=True)
class Unit:
    """A movement as it is screened: the keyed digest of its reference, its parties by the keyed digest of their facts."""

    movement: bytes
    label: str
    parties: Mapping[bytes, Party]


@dataclass(frozen=True, slots=True)
class Before:
    """What was known when this message came: each movement's parties, and what was running in the database."""

    parties: Mapping[bytes, frozenset[bytes]]
    seen_from: int = 0


@dataclass(frozen=True, slots=True)
class New:
    """A party that was not screened before in its movement."""

    movement: bytes
    digest: bytes
    party: Party


def unit_of(actor: Actor, feed: Feed, read: Read) -> Unit:
    """A movement that was read, with the digests that recognise it in this authority and strand."""
    use = f"feed movement {feed.id} {actor.strand}"
    movement = lasting_digest(read.key, use=use, authority_id=authority_of(actor))
    return Unit(movement, read.label, {digest_of(actor, party.facts): party for party in read.parties})


def held_before(actor: Actor, feed: Feed, units: Sequence[Unit], *, now: datetime) -> Before:
    """Claim the movements of this message, and tell which parties each had before; nothing for a kind that is not held."""
    if not is_held(feed.kind) or not units:
        return Before({})
    ordered = sorted(unit.movement for unit in units)
    values: list[Any] = [
        [record_id() for _ in ordered],
        feed.id,
        authority_of(actor),
        str(strand_of(actor)),
        ordered,
        now,
        now,
    ]
    with connections["default"].cursor() as cursor:
        cursor.execute(_CLAIM, values)
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        seen_from = int(cursor.fetchone()[0])
    parties = {
        bytes(row.reference_digest): frozenset(map(bytes, row.party_digests)) if row.expires_at > now else frozenset()
        for row in _rows(actor, feed, ordered).order_by("reference_digest").select_for_update()
    }
    return Before(parties, seen_from)


def not_screened(units: Iterable[Unit], before: Before) -> list[New]:
    """Each party that is new in its movement, once in a message however often it is named."""
    found: dict[bytes, New] = {}
    for unit in units:
        known = before.parties.get(unit.movement, frozenset())
        for digest, party in unit.parties.items():
            if digest not in known:
                found.setdefault(digest, New(unit.movement, digest, party))
    return list(found.values())


def hold(actor: Actor, feed: Feed, units: Sequence[Unit], before: Before, *, now: datetime) -> int:
    """Keep the movements in their new form as long as the law of their kind lets them be held; how many are held."""
    if not is_held(feed.kind) or not units:
        return 0
    rows = dict(_rows(actor, feed, [unit.movement for unit in units]).values_list("reference_digest", "id"))
    ids = {bytes(digest): number for digest, number in rows.items()}
    bound = {"authority_id": authority_of(actor), "strand": strand_of(actor)}
    filled: tuple[list, list, list, list] = ([], [], [], [])
    for unit in units:
        said = {"label": unit.label, "parties": [[p.line, p.label, p.facts.as_json()] for p in unit.parties.values()]}
        row_id = ids[unit.movement]
        until = held_until(feed.kind, now, (party.facts for party in unit.parties.values()))
        digests = ",".join(digest.hex() for digest in unit.parties)
        for column, value in zip(
            filled, (row_id, digests, seal_json(said, record_id=row_id, **bound), until), strict=True
        ):
            column.append(value)
    with connections["default"].cursor() as cursor:
        cursor.execute(_FILL, [now, before.seen_from, *filled])
    return len(units)


def _rows(actor: Actor, feed: Feed, movements: Sequence[bytes]):
    return HeldMovement.objects.filter(
        feed_id=feed.id, strand=str(strand_of(actor)), reference_digest__in=list(movements)
    )
