"""A sighting goes to the alert's owner and to nobody else; the owner acknowledges it and records what became of it."""

from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.cis import queries as cis
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.screening.here import done_here
from firstwall.screening.models import ScreeningCandidate, ScreeningSighting
from firstwall.screening.placing import in_strand_of
from firstwall.screening.sighting_views import sighting_view
from firstwall.screening.types import Outcome, SightingBlocks, SightingView
from firstwall.seals.services import seal_json

LONGEST_BLOCK = 2000
REPORT, ACKNOWLEDGE, OUTCOME = (
    "screening.report_sighting",
    "screening.acknowledge_sighting",
    "screening.record_outcome",
)


def report_sighting(actor: Actor, candidate_id: UUID, *, blocks: SightingBlocks, key: str = "") -> SightingView:
    """Tell the alert's owner what was found, in one transaction with the message that is owed (CIS-33, CIS-34).

    Raises:
        NothingHere: no such candidate, or the alert is no longer there for this mandate.
        Refusal: block 1 is missing, or the officer has not said that it is the same.
        Fault: a block is too long.
    """
    _check_blocks(blocks)
    actor = in_strand_of(actor, ScreeningCandidate, candidate_id)
    body = once.body_hash({"candidate": candidate_id, "blocks": blocks.as_json()})
    with lawful(actor, REPORT, object_type="candidate", object_id=candidate_id):
        earlier = once.answered_before(actor, key, body)
        if earlier is not None:
            return sighting_view(actor, ScreeningSighting.objects.get(id=earlier["sighting"]))
        candidate = ScreeningCandidate.objects.select_for_update().filter(id=candidate_id).first()
        if candidate is None or not cis.confirm(actor, [candidate.alert_id]):
            raise NothingHere
        _check_reportable(candidate)
        row = _store(actor, candidate, blocks)
        ledger.record(
            actor,
            act=REPORT,
            object_type="sighting",
            object_id=row.id,
            details={"alert": str(row.alert_id), "candidate": str(candidate.id), "asked": row.action_asked},
        )
        _owe(actor, "sighting", row.owner_authority_id, row)
        once.remember(actor, key, body, {"sighting": str(row.id)})
        return sighting_view(actor, row)


def acknowledge_sighting(actor: Actor, sighting_id: UUID, *, key: str = "") -> SightingView:
    """The owner confirms receipt; twice is the same as once (CIS-38).

    Raises:
        NothingHere: hidden, absent, or not the owner's.
    """
    actor = in_strand_of(actor, ScreeningSighting, sighting_id)
    body = once.body_hash({"acknowledge": sighting_id})
    with lawful(actor, ACKNOWLEDGE, object_type="sighting", object_id=sighting_id):
        is_done = once.answered_before(actor, key, body) is not None
        row = _locked_as_owner(actor, sighting_id)
        if row.acknowledged_at is None:
            row.acknowledged_at, row.acknowledged_by = utc_now(), actor.person_id
            row.save(update_fields=["acknowledged_at", "acknowledged_by"])
            ledger.record(actor, act=ACKNOWLEDGE, object_type="sighting", object_id=row.id)
            _owe(actor, "sighting_acknowledged", row.reporting_authority_id, row)
            outbox.mark_read(actor, object_id=row.id, kind="sighting")
        if not is_done:
            once.remember(actor, key, body, {"sighting": str(row.id)})
        return sighting_view(actor, row)


def record_outcome(actor: Actor, sighting_id: UUID, *, outcome: Outcome | str, key: str = "") -> SightingView:
    """The owner says what became of it; a receipt is implied. Another outcome replaces the first, both stay in the ledger.

    Raises:
        NothingHere: hidden, absent, or not the owner's.
        Fault: an outcome that is not on the list.
    """
    wanted = _outcome(outcome)
    actor = in_strand_of(actor, ScreeningSighting, sighting_id)
    body = once.body_hash({"outcome": str(wanted), "sighting": sighting_id})
    with lawful(actor, OUTCOME, object_type="sighting", object_id=sighting_id):
        is_done = once.answered_before(actor, key, body) is not None
        row = _locked_as_owner(actor, sighting_id)
        if not is_done and row.outcome != wanted:
            now = utc_now()
            row.acknowledged_at, row.acknowledged_by = (
                row.acknowledged_at or now,
                row.acknowledged_by or actor.person_id,
            )
            before, row.outcome, row.outcome_at, row.outcome_by = row.outcome, str(wanted), now, actor.person_id
            row.save(update_fields=["acknowledged_at", "acknowledged_by", "outcome", "outcome_at", "outcome_by"])
            details = {"outcome": row.outcome, "before": before, "review_data": wanted is Outcome.FALSE_MATCH}
            ledger.record(actor, act=OUTCOME, object_type="sighting", object_id=row.id, details=details)
            _owe(actor, "sighting_outcome", row.reporting_authority_id, row)
            outbox.mark_read(actor, object_id=row.id, kind="sighting")
        if not is_done:
            once.remember(actor, key, body, {"sighting": str(row.id)})
        return sighting_view(actor, row)


def _store(actor: Actor, candidate: ScreeningCandidate, blocks: SightingBlocks) -> ScreeningSighting:
    sighting_id = record_id()
    owner = candidate.alert_owner_id
    here = authorities.authority(authority_of(actor))
    row = ScreeningSighting(
        id=sighting_id,
        candidate_id=candidate.id,
        alert_id=candidate.alert_id,
        alert_version=candidate.alert_version,
        alert_category=candidate.alert_category,
        strand=candidate.strand,
        owner_authority_id=owner,
        reporting_authority_id=authority_of(actor),
        office_id=actor.office_id,
        action_asked=candidate.action,
        action_taken=done_here(candidate.action, here),
        blocks=seal_json(blocks.as_json(), authority_id=owner, record_id=sighting_id, strand=candidate.strand),
        reported_at=utc_now(),
        reported_by=person_of(actor),
    )
    row.save(force_insert=True)
    candidate.sighting_id, candidate.due_at = row.id, None
    candidate.revision += 1
    candidate.save(update_fields=["sighting_id", "due_at", "revision"])
    return row


def _owe(actor: Actor, kind: str, recipient: UUID, row: ScreeningSighting) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="sighting", object_id=row.id)


def _check_blocks(blocks: SightingBlocks) -> None:
    if blocks.found is not True:
        raise Refusal(
            "CIS-33",
            N_("A sighting report says at least that the goods, means, business or person was found."),
            article="Decision 2009/917/JHA Art. 6(1); Regulation (EC) 515/97 Art. 28(1)",
            cure=N_("Tick 'found', or decide 'different'."),
            field="found",
        )
    for name, value in blocks.as_json().items():
        if name != "found" and (not isinstance(value, str) or len(value) > LONGEST_BLOCK or "\x00" in value):
            raise Fault("too_long", N_("A part of the report is longer than 2,000 characters."), place=name, status=422)


def _check_reportable(candidate: ScreeningCandidate) -> None:
    if candidate.sighting_id is not None:
        raise Fault("reported", N_("This hit was reported already."), cure=N_("Open the report."), status=409)
    if candidate.state != "same":
        raise Refusal(
            "CIS-33",
            N_("Only what was found to be the same is reported."),
            cure=N_("Decide first: same, different or unsure."),
            status=409,
        )
    if candidate.needs_second:
        raise Refusal(
            "CIS-38",
            N_("This verdict waits for a second person."),
            cure=N_("Ask a colleague to look at the hit."),
            status=409,
        )


def _locked_as_owner(actor: Actor, sighting_id: UUID) -> ScreeningSighting:
    """The row, locked; the reporter may read it and still finds nothing here to answer."""
    mine = ScreeningSighting.objects.filter(id=sighting_id, owner_authority_id=authority_of(actor))
    row = mine.select_for_update().first()
    if row is None:
        raise NothingHere
    return row


def _outcome(outcome: Outcome | str) -> Outcome:
    try:
        return Outcome(outcome)
    except ValueError:
        raise Fault(
            "unknown_outcome", N_("The outcome is true_match, false_match or unclear."), place="outcome", status=422
        ) from None
