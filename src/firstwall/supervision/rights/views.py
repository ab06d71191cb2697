"""Rows of requests as frozen values; the caller acts."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from firstwall.cis.types import AlertView
from firstwall.kernel.words import Strand
from firstwall.supervision.models import RightsHolding, RightsRequest
from firstwall.supervision.rights import rules, sealing
from firstwall.supervision.rights.types import HoldingView, Position, RequestRow, RequestView, State


def row_view(row: RightsRequest, today: date) -> RequestRow:
    """A request in a list, without the person."""
    return RequestRow(
        id=row.id,
        reference=row.reference,
        authority_id=row.authority_id,
        strand=Strand(row.strand),
        asks=tuple(row.asks),
        state=State(row.state),
        received_on=row.received_on,
        due_on=row.due_on,
        answer_from=row.answer_from,
        outcome=row.outcome,
        ground=row.ground,
        decided_at=row.decided_at,
        answered_at=row.answered_at,
        is_overdue=row.state != State.ANSWERED and today > row.due_on,
        checked_on=row.checked_on,
    )


def request_view(row: RightsRequest, holdings: tuple[HoldingView, ...], today: date) -> RequestView:
    """A request in full, with what is proposed once it has been gathered."""
    return RequestView(
        row=row_view(row, today),
        identity=row.identity,
        law=row.law,
        person=sealing.open_person(row),
        reason=sealing.open_reason(row),
        proposal=None if row.state == State.TAKEN else rules.proposal_of(holdings),
        holdings=holdings,
    )


def holding_view(row: RightsHolding, alerts: Mapping[UUID, AlertView], today: date) -> HoldingView:
    """One alert that may concern the person; one that has ended since is shown without what it said."""
    alert = alerts.get(row.alert_id)
    is_own = row.owner_id == row.authority_id
    why_not = rules.why_not(
        strand=Strand(row.strand),
        action=alert.marks.action if alert else row.action,
        in_force=alert is not None and alert.state == "active",
        is_own=is_own,
        concerns=row.concerns,
        position=Position(row.position),
        position_due_on=row.position_due_on,
        today=today,
    )
    return HoldingView(
        id=row.id,
        alert_id=row.alert_id,
        owner_id=row.owner_id,
        is_own=is_own,
        action=row.action,
        score=row.score,
        is_past=row.is_past,
        candidates=row.candidates,
        sightings=row.sightings,
        concerns=row.concerns,
        asked_at=row.asked_at,
        position_due_on=row.position_due_on,
        position=Position(row.position),
        position_ground=row.position_ground,
        position_reason=sealing.open_position(row),
        position_at=row.position_at,
        is_disclosed=row.is_disclosed,
        why_not=why_not,
        alert=alert,
    )
