"""Reads of Europol's and Eurojust's matches, for the supplier and for the desk that found them; nobody else has any."""

from dataclasses import dataclass
from uuid import UUID

from firstwall.authorities.acting import acting, lawful
from firstwall.authorities.permissions import is_permitted
from firstwall.cis.models import AgencyMatch, Alert
from firstwall.cis.types import MatchView
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.seals.services import open_json

READ = "cis.read_matches"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Opened:
    """A supplier's answer, opened."""

    reason: str = ""
    conditions: str = ""
    passing_on: str = ""


def matches_of(
    actor: Actor, *, alert_id: UUID | None = None, only_open: bool = False, size: int = PAGE
) -> list[MatchView]:
    """The matches that the own authority answers, or that the own desk found; those without an answer first, oldest first.

    They exist in the criminal strand only (CIS-32e): a mandate without it has none.
    """
    if Strand.CRIMINAL not in actor.strands:
        return []
    there = actor.in_strand(Strand.CRIMINAL)
    with lawful(there, READ):
        rows = AgencyMatch.objects.filter(**({"alert_id": alert_id} if alert_id else {}))
        if only_open:
            rows = rows.filter(state="open")
        waiting = list(rows.filter(state="open").order_by("found_at", "id")[:size])
        answered = list(rows.exclude(state="open").order_by("-decided_at", "id")[: size - len(waiting)])
        found = waiting + answered
        ledger.record(there, act=READ, object_type="match", details={"matches": [str(row.id) for row in found]})
        references = _references({row.alert_id for row in found})
        return [match_view(there, row, references) for row in found]


def match_for(actor: Actor, match_id: UUID) -> MatchView:
    """One match, for its supplier or its desk.

    Raises:
        NothingHere: for anybody else, and when there is none.
    """
    if Strand.CRIMINAL not in actor.strands:
        raise NothingHere
    there = actor.in_strand(Strand.CRIMINAL)
    with lawful(there, READ, object_type="match", object_id=match_id):
        row = AgencyMatch.objects.filter(id=match_id).first()
        if row is None:
            raise NothingHere
        ledger.record(there, act=READ, object_type="match", object_id=match_id)
        return match_view(there, row)


def count_to_answer(actor: Actor) -> int:
    """How many matches wait for the own authority's answer: a count, no reading."""
    if Strand.CRIMINAL not in actor.strands or not is_permitted(actor, "cis.consent_to_use"):
        return 0
    with acting(actor.in_strand(Strand.CRIMINAL)):
        return AgencyMatch.objects.filter(owner_id=authority_of(actor), state="open").count()


def match_view(actor: Actor, row: AgencyMatch, references: dict[UUID, str] | None = None) -> MatchView:
    """One row as its supplier or its desk reads it; needs the context."""
    held = opened_answer(row)
    known = references if references is not None else _references({row.alert_id})
    return MatchView(
        id=row.id,
        alert_id=row.alert_id,
        alert_reference=known.get(row.alert_id, ""),
        alert_version=row.alert_version,
        owner_id=row.owner_id,
        agency_id=row.agency_id,
        found_at=row.found_at,
        purpose=row.purpose,
        reference=row.reference,
        state=row.state,
        reason=held.reason,
        conditions=held.conditions,
        passing_on=held.passing_on,
        decided_at=row.decided_at,
        is_mine_to_answer=row.owner_id == actor.authority_id,
    )


def opened_answer(row: AgencyMatch) -> Opened:
    """What the supplier answered; nothing while it has not."""
    if row.state == "open":
        return Opened()
    return Opened(**open_json(row.sealed, authority_id=row.owner_id, record_id=row.id, strand=row.strand))


def _references(alerts: set[UUID]) -> dict[UUID, str]:
    """Of those alerts that this mandate may still see: one that ended leaves its match without a name."""
    return dict(Alert.objects.filter(id__in=alerts).values_list("id", "reference"))
