"""Acts on a person's request: take it, gather all that is held, sort it, decide, answer (RTS-01 to RTS-07, RTS-09).

Each is one transaction with its ledger entry, for staff named for it and nobody else. No act here changes an alert: who asks for
correction or erasure is passed on to the supplier, who alone executes it (RTS-07, CIS-56).
"""

import hashlib
from collections.abc import Collection
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.law.rights import LAW, ProcedureRow
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.supervision.models import RightsHolding, RightsRequest
from firstwall.supervision.rights import answering, finding, queries, remedies, rules, sealing
from firstwall.supervision.rights.positions import ask_supplier, give_position
from firstwall.supervision.rights.reading import read_request, read_words
from firstwall.supervision.rights.types import Outcome, Pack, Person, Position, State

__all__ = [
    "answer_request",
    "decide_request",
    "gather_holdings",
    "give_position",
    "sort_holding",
    "take_request",
]

TAKE, GATHER = "supervision.take_rights", "supervision.gather_holdings"
SORT, DECIDE, ANSWER = "supervision.sort_holding", "supervision.decide_rights", "supervision.answer_rights"
REQUEST, HOLDING = "rights_request", "rights_holding"


def take_request(
    actor: Actor,
    *,
    person: Person,
    asks: Collection[str],
    identity: str,
    received_on: date | None = None,
    key: str = "",
) -> UUID:
    """Take a request in the strand acted in; in any state, under that state's law (RTS-02).

    Args:
        actor: who takes it; staff named for it.
        person: who asks, as the paper or signature that was checked says.
        asks: access, rectification, erasure, check.
        identity: how it was established who asks.
        received_on: the day it came in, from which the time for the answer runs; empty, today.
        key: idempotency key.

    Raises:
        FieldRefused: what is missing or unreadable.
    """
    with lawful(actor, TAKE, object_type=REQUEST):
        now = utc_now()
        day = received_on or now.date()
        who, asked = read_request(person, asks=asks, identity=identity, received_on=day, today=now.date())
        body = once.body_hash({"take": asdict(who), "asks": asked, "identity": identity, "strand": actor.strand})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["id"])
        strand = strand_of(actor)
        row = RightsRequest(
            id=record_id(),
            authority_id=authority_of(actor),
            strand=str(strand),
            asks=list(asked),
            identity=identity,
            law=LAW[strand],
            received_on=day,
            due_on=rules.due_on(day, _procedure(actor)),
            taken_by=person_of(actor),
            taken_at=now,
        )
        row.reference = f"{actor.authority_code}-RTS-{row.id.hex[:8].upper()}"
        row.sealed = sealing.seal_person(who, row)
        row.save(force_insert=True)
        details = {"reference": row.reference, "asks": list(asked), "identity": identity, "law": row.law}
        ledger.record(actor, act=TAKE, object_type=REQUEST, object_id=row.id, details=details)
        once.remember(actor, key, body, {"id": row.id})
        return row.id


def gather_holdings(actor: Actor, request_id: UUID) -> int:
    """Gather all that this node holds on the person who asks and ask each other supplier for its position; how many are new.

    The search is recorded like any other: a supervisor finds it under the person's name (SEC-33). Safe to repeat.

    Raises:
        NothingHere: no such request here.
        Fault: it is decided already.
    """
    with lawful(actor, GATHER, object_type=REQUEST, object_id=request_id):
        row = _open_request(request_id)
        who, now, procedure = sealing.open_person(row), utc_now(), _procedure(actor)
        found = finding.holdings_on(actor, who)
        known = set(row.holdings.values_list("alert_id", flat=True))
        fresh = [finding.new_row(row, one) for one in found if one.alert.id not in known]
        RightsHolding.objects.bulk_create(fresh)
        for holding in fresh:
            if holding.concerns == "yes":
                ask_supplier(actor, row, holding, who, procedure, now)
        if row.state == State.TAKEN:
            row.state, row.gathered_at = State.GATHERED, now
            row.answer_from = rules.positions_due_on(now.date(), procedure)
            row.save(update_fields=["state", "gathered_at", "answer_from"])
            _tell_supervisors(actor, row, {one.owner_id for one in fresh if one.concerns == "yes"})
        details = {"shown": [str(one.alert.id) for one in found], "new": len(fresh)}
        ledger.record(
            actor,
            act=GATHER,
            object_type=REQUEST,
            object_id=row.id,
            result="found" if found else "none",
            reference=row.reference,
            details=details,
            personal={"person": asdict(replace(who, says="", address=""))},
            terms=[*who.names, *who.documents],
        )
        return len(fresh)


def sort_holding(actor: Actor, holding_id: UUID, *, is_the_person: bool, reason: str) -> None:
    """Say of an entry found whether it concerns the person who asks; if so its supplier is asked (RTS-03).

    Raises:
        NothingHere: no such entry here.
        FieldRefused: no reason.
        Fault: the request is decided already, or the supplier has answered.
    """
    with lawful(actor, SORT, object_type=HOLDING, object_id=holding_id):
        holding = RightsHolding.objects.filter(id=holding_id, authority_id=authority_of(actor)).first()
        if holding is None:
            raise NothingHere
        row = _open_request(holding.request_id)
        holding = RightsHolding.objects.select_for_update().get(id=holding.id)  # its supplier may be answering
        why = read_words(reason, "reason")
        if holding.position and not is_the_person:
            raise Fault(
                "supplier-answered",
                N_("The supplier of this entry has answered already."),
                cure=N_("Decide on it with the request."),
                status=409,
            )
        holding.concerns = "yes" if is_the_person else "no"
        holding.save(update_fields=["concerns"])
        if is_the_person and holding.asked_at is None:
            ask_supplier(actor, row, holding, sealing.open_person(row), _procedure(actor), utc_now())
        details = {"alert": str(holding.alert_id), "concerns": holding.concerns}
        ledger.record(
            actor, act=SORT, object_type=HOLDING, object_id=holding.id, details=details, personal={"reason": why}
        )


def decide_request(
    actor: Actor,
    request_id: UUID,
    *,
    disclose: Collection[UUID] | None = None,
    ground: str = "",
    reason: str,
    key: str = "",
) -> Outcome:
    """A person decides what is disclosed, with a ground for what is not and the reason of this case (RTS-04, RTS-05).

    Args:
        actor: who decides.
        request_id: which request.
        disclose: which of the entries gathered; None, those that are proposed.
        ground: from the closed list of the strand, where something is withheld.
        reason: why, in this one case; kept for the supervisor.
        key: idempotency key.

    Raises:
        NothingHere: no such request here.
        Refusal: a supplier's time still runs, something is not sorted out, or the ground is missing.
        FieldRefused: no reason.
        Fault: it is decided already, and what it discloses is unchanged.
    """
    with lawful(actor, DECIDE, object_type=REQUEST, object_id=request_id):
        picked = None if disclose is None else sorted(str(one) for one in disclose)
        body = once.body_hash({"decide": request_id, "disclose": picked, "ground": ground})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return Outcome(earlier["outcome"])
        row = _locked(request_id)
        is_anew = answering.is_decided_on_what_is_no_more(actor, row)
        if not is_anew:
            _must_be_open(row)
        if row.state == State.TAKEN:
            raise Fault(
                "not-gathered", N_("Nothing was gathered yet."), cure=N_("Gather what is held first."), status=409
            )
        why, now = read_words(reason, "reason"), utc_now()
        holdings = queries.holdings_of(actor, row, now.date())
        rules.must_be_decidable(holdings)
        concerned = [one for one in holdings if one.concerns == "yes"]
        chosen = {one.id for one in concerned if one.is_proposed} if disclose is None else set(disclose)
        if not chosen <= {one.id for one in concerned}:
            raise NothingHere
        outcome = rules.outcome_of(len(concerned), len(chosen))
        if remedies.binds_to_disclose(row):
            rules.must_disclose_all(outcome)
        rules.must_have_ground(outcome, ground, strand_of(actor))
        silent = [one.id for one in concerned if not one.is_own and one.position is Position.NONE]
        row.holdings.filter(id__in=silent).update(position=Position.SILENT)
        # the words of a decision that is made anew stay for the supervisor
        words = f"{sealing.open_reason(row)}\n\n{why}" if is_anew else why
        row.state, row.outcome, row.ground = State.DECIDED, outcome, ground
        row.reason, row.decided_by, row.decided_at = sealing.seal_reason(words, row), person_of(actor), now
        row.save(update_fields=["state", "outcome", "ground", "reason", "decided_by", "decided_at"])
        row.holdings.filter(concerns="yes").update(is_disclosed=False)
        for one in concerned:
            if one.id in chosen:
                row.holdings.filter(id=one.id).update(is_disclosed=True, alert_version=answering.version_of(one.alert))
        details = {
            "outcome": outcome,
            "ground": ground,
            "concerned": len(concerned),
            "disclosed": len(chosen),
            "silent": len(silent),
            "against_proposal": outcome is not rules.proposal_of(holdings),
            "anew": is_anew,
        }
        ledger.record(
            actor, act=DECIDE, object_type=REQUEST, object_id=row.id, reference=row.reference, details=details
        )
        once.remember(actor, key, body, {"outcome": outcome})
        return outcome


def answer_request(actor: Actor, request_id: UUID) -> Pack:
    """Write the answer pack: the letter, and the data that are disclosed. The first time it is given ends the request.

    Given again, it is the letter of the same day; every time is recorded, with the hash of what was given.

    Raises:
        NothingHere: no such request here.
        Refusal: its date would tell that nobody had to be asked (RTS-06).
        Fault: nobody has decided on what would be given now, or it would differ from what was given.
    """
    with lawful(actor, ANSWER, object_type=REQUEST, object_id=request_id):
        row = _locked(request_id)
        if row.state not in (State.DECIDED, State.ANSWERED) or row.answer_from is None:
            raise Fault("not-decided", N_("Nobody has decided on this request."), cure=N_("Decide first."), status=409)
        now, procedure = utc_now(), _procedure(actor)
        if row.answered_at is None:
            rules.must_not_tell_by_its_day(now.date(), row.answer_from)
        pack = answering.pack_for(actor, row, procedure, (row.answered_at or now).date())
        digest = hashlib.sha256(pack.content).hexdigest()
        answering.must_be_as_given(row, digest)
        if row.answered_at is None:
            row.state, row.answered_at, row.answer_sha256 = State.ANSWERED, now, digest
            row.kept_until = rules.kept_until(now.date(), procedure)
            row.save(update_fields=["state", "answered_at", "answer_sha256", "kept_until"])
        ledger.record(
            actor,
            act=ANSWER,
            object_type=REQUEST,
            object_id=row.id,
            reference=row.reference,
            details={"sha256": digest, "outcome": row.outcome},
        )
        return pack


def _locked(request_id: UUID) -> RightsRequest:
    row = RightsRequest.objects.select_for_update().filter(id=request_id).first()
    if row is None:
        raise NothingHere
    return row


def _open_request(request_id: UUID) -> RightsRequest:
    row = _locked(request_id)
    _must_be_open(row)
    return row


def _must_be_open(row: RightsRequest) -> None:
    if row.state in (State.DECIDED, State.ANSWERED):
        raise Fault("decided", N_("This request is decided already."), status=409)


def _procedure(actor: Actor) -> ProcedureRow:
    return queries.procedure_for(actor)


def _tell_supervisors(actor: Actor, row: RightsRequest, owners: Collection[UUID]) -> None:
    """RTS-09: a check is asked of the supervisor; where another state supplied the data, of that state's as well."""
    if "check" not in row.asks:
        return
    for supervisor in authorities.supervisors_of({row.authority_id, *owners}):
        outbox.put(
            actor, kind="rights_check_asked", recipient_authority=supervisor, object_type=REQUEST, object_id=row.id
        )
