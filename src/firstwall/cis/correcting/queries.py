"""Reads of the registers of corrections, decisions and disputes, narrowed by policy to the parties; each is recorded."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful, where
from firstwall.cis.correcting.contests import contests_on
from firstwall.cis.correcting.decisions import decidable_alert, said_of
from firstwall.cis.correcting.disputes import first_said, later_said
from firstwall.cis.correcting.models import Claim, Correction, Decision, Dispute
from firstwall.cis.correcting.proposals import proposal_of, reasons_of
from firstwall.cis.correcting.types import ContestView, CorrectionView, DecisionView, DisputeView
from firstwall.cis.seeing import strand_of_row
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger

READ = "cis.read_corrections"
MOST = 200
_CORRECTION = ("id", "alert_id", "alert_reference", "alert_version", "owner_id", "authority_id", "kind", "proposed_at")
_DECISION = ("id", "alert_id", "alert_reference", "alert_version", "owner_id", "authority_id", "body", "state_code")
_DISPUTE = ("id", "first_alert_id", "first_owner_id", "later_alert_id", "later_owner_id", "opened_at", "referred_on")


def corrections_of(actor: Actor, *, alert_id: UUID | None = None, open_only: bool = False) -> list[CorrectionView]:
    """Proposals one made and proposals on one's own alerts; the nearest day first."""
    with lawful(actor, READ, object_type="correction"):
        rows = Correction.objects.order_by("due_on", "id")
        if alert_id is not None:
            rows = rows.filter(alert_id=alert_id)
        if open_only:
            rows = rows.filter(state="open")
        found = [_correction(actor, row) for row in rows[:MOST]]
        _record(actor, "correction", [one.id for one in found])
        return found


def correction_for(actor: Actor, correction_id: UUID) -> CorrectionView:
    """One proposal.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, READ, object_type="correction", object_id=correction_id):
        row = Correction.objects.filter(id=correction_id).first()
        if row is None:
            raise NothingHere
        _record(actor, "correction", [row.id])
        return _correction(actor, row)


def decisions_of(actor: Actor, *, alert_id: UUID | None = None) -> list[DecisionView]:
    """Decisions one registered and decisions on one's own alerts; the newest first."""
    with lawful(actor, READ, object_type="decision"):
        rows = Decision.objects.order_by("-registered_at", "id")
        if alert_id is not None:
            rows = rows.filter(alert_id=alert_id)
        shown = list(rows[:MOST])
        contests = contests_on(row.id for row in shown)
        found = [_decision(actor, row, contests.get(row.id)) for row in shown]
        _record(actor, "decision", [one.id for one in found])
        return found


def decision_for(actor: Actor, decision_id: UUID) -> DecisionView:
    """One decision.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, READ, object_type="decision", object_id=decision_id):
        row = Decision.objects.filter(id=decision_id).first()
        if row is None:
            raise NothingHere
        _record(actor, "decision", [row.id])
        return _decision(actor, row, contests_on([row.id]).get(row.id))


def disputes_of(actor: Actor) -> list[DisputeView]:
    """Disputes in which one's own authority is a party; the newest first."""
    with lawful(actor, READ, object_type="dispute"):
        found = [_dispute(actor, row) for row in Dispute.objects.order_by("-opened_at", "id")[:MOST]]
        _record(actor, "dispute", [one.id for one in found])
        return found


def answers_owed(actor: Actor) -> dict[str, int]:
    """How many proposals, decisions, claims and disputes wait for the actor's own authority, in the strand acted in."""
    with acting(actor):
        mine = authority_of(actor)
        return {
            "corrections": Correction.objects.filter(owner_id=mine, state="open").count(),
            "decisions": Decision.objects.filter(owner_id=mine, state="open").count(),
            "claims": Claim.objects.filter(owner_id=mine, state="open").count(),
            "disputes": Dispute.objects.filter(first_owner_id=mine, state="open").count(),
        }


def where_correction(actor: Actor, correction_id: UUID) -> Actor:
    """The actor in the strand of its mandate in which the proposal can be seen; as it is when in none."""
    return strand_of_row(actor, Correction, Q(id=correction_id))


def where_decision(actor: Actor, decision_id: UUID) -> Actor:
    """The same for a decision."""
    return strand_of_row(actor, Decision, Q(id=decision_id))


def where_reference(actor: Actor, named: str) -> Actor:
    """The actor in the strand in which an alert can be decided upon, blocked or not; as it is when in none."""
    return where(actor, lambda: decidable_alert(named) is not None) or actor


def ends_of(ids: Iterable[UUID]) -> dict[UUID, str]:
    """How decisions stand, as far as they can be seen: the outcome, or the state. The caller acts and records."""
    rows = Decision.objects.filter(id__in=list(ids)).values_list("id", "state", "outcome")
    return {number: outcome or state for number, state, outcome in rows}


def where_dispute(actor: Actor, dispute_id: UUID) -> Actor:
    """The same for a dispute."""
    return strand_of_row(actor, Dispute, Q(id=dispute_id))


def _record(actor: Actor, what: str, ids: list[UUID]) -> None:
    ledger.record(actor, act=READ, object_type=what, details={"shown": [str(one) for one in ids]})


def _correction(actor: Actor, row: Correction) -> CorrectionView:
    names = (*_CORRECTION, "due_on", "state", "outcome", "decided_at")
    return CorrectionView(
        strand=Strand(row.strand),
        reasons=reasons_of(row),
        is_own=row.owner_id == actor.authority_id,
        **proposal_of(row),
        **{name: getattr(row, name) for name in names},
    )


def _decision(actor: Actor, row: Decision, contest: ContestView | None) -> DecisionView:
    names = (*_DECISION, "decided_on", "order", "registered_at", "state", "outcome", "ended_at")
    return DecisionView(
        strand=Strand(row.strand),
        contest=contest.state if contest else "",
        contest_reason=contest.reason if contest else "",
        judgement=contest.judgement if contest else "",
        is_own=row.owner_id == actor.authority_id,
        **said_of(row),
        **{name: getattr(row, name) for name in names},
    )


def _dispute(actor: Actor, row: Dispute) -> DisputeView:
    later = later_said(row)
    return DisputeView(
        strand=Strand(row.strand),
        fields=tuple(row.fields),
        withheld=later["withheld"],
        later_position=later["position"],
        first_position=first_said(row),
        is_first=row.first_owner_id == actor.authority_id,
        **{name: getattr(row, name) for name in (*_DISPUTE, "escalates_on", "state")},
    )
