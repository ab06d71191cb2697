"""Candidate rows: made once for a party and an alert, with the decision that is remembered for them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.ids import canonical_json, record_id
from firstwall.screening.found import Found
from firstwall.screening.models import ScreeningCandidate
from firstwall.screening.rules import HIT_CLOCK, due_at, grade_of, rank_of
from firstwall.screening.types import Facts
from firstwall.seals.digests import lasting_digest
from firstwall.seals.services import open_json, seal_json

SAME_OCCASION = timedelta(hours=12)


def digest_of(actor: Actor, facts: Facts) -> bytes:
    """What recognises these facts again: a decision is remembered while they stay the same."""
    use = f"screening decision {actor.strand}"
    return lasting_digest(canonical_json(facts.as_json()), use=use, authority_id=authority_of(actor))


def remembered(digests: Iterable[bytes], found: Iterable[Found]) -> dict[tuple[bytes, UUID, int], ScreeningCandidate]:
    """The latest decided or open row for each question and alert version."""
    rows = ScreeningCandidate.objects.filter(
        query_digest__in=list(set(digests)), alert_id__in={one.alert.id for one in found}
    ).order_by("created_at")
    return {(bytes(row.query_digest), row.alert_id, row.alert_version): row for row in rows}


def is_same_occasion(row: ScreeningCandidate, now: datetime) -> bool:
    """Whether a row of an earlier check answers this one: still open, or decided and not a new meeting."""
    if row.run_id is not None:
        return row.state == "different" and not row.needs_second
    if row.state == "same":
        return row.sighting_id is None and now - row.created_at < SAME_OCCASION
    return True


def new_candidate(
    actor: Actor,
    facts: Facts,
    one: Found,
    *,
    digest: bytes,
    now: datetime,
    reference: str = "",
    run_id: UUID | None = None,
    line: int | None = None,
    label: str = "",
    proof: dict | None = None,
    earlier: ScreeningCandidate | None = None,
    clock: timedelta = HIT_CLOCK,
    feed_id: UUID | None = None,
    movement: bytes | None = None,
) -> ScreeningCandidate:
    """A row, not yet stored; an earlier "different" on the same facts and alert version answers it at once.

    Who asks in person answers for what was found; what a file or a feed finds is the shift's.
    """
    is_shifts = bool(run_id or feed_id)
    row = ScreeningCandidate(
        id=record_id(),
        run_id=run_id,
        line=line,
        strand=str(actor.strand),
        alert_id=one.alert.id,
        alert_version=one.alert.version,
        alert_owner_id=one.alert.owner_id,
        alert_category=str(one.alert.category),
        action=one.alert.marks.action,
        score=one.score,
        grade=grade_of(one.score),
        query_digest=digest,
        authority_id=authority_of(actor),
        office_id=actor.office_id,
        place=actor.place,
        reference=reference or actor.reference,
        created_by=person_of(actor),
        created_at=now,
        due_at=due_at(now, clock),
        clock_minutes=clock // timedelta(minutes=1),
        rank=rank_of(one.score, one.alert.marks.action),
        assigned_to=None if is_shifts else person_of(actor),
        assigned_at=None if is_shifts else now,
        needs_second=False,
        feed_id=feed_id,
        movement_digest=movement,
    )
    held = {"facts": facts.as_json(), "label": label, "entity": one.entity_id.partition(":")[2]}
    row.queried = seal_json(held | ({"proof": proof} if proof else {}), **_bound(row))
    if earlier is not None:
        row.remembered_from = earlier.id
        if earlier.state == "different" and not earlier.needs_second:
            row.state, row.reason, row.due_at = "different", earlier.reason, None
            row.decided_by, row.decided_at = earlier.decided_by, earlier.decided_at
            row.seconded_by, row.seconded_at = earlier.seconded_by, earlier.seconded_at
    return row


def opened(row: ScreeningCandidate) -> dict:
    """What was asked: `facts`, the line's `label`, the `entity` found by, the `proof` of a chunk."""
    return open_json(row.queried, **_bound(row))


def _bound(row: ScreeningCandidate) -> dict:
    return {"authority_id": row.authority_id, "record_id": row.id, "strand": row.strand}
