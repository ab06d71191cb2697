"""Europol's and Eurojust's matches: told to the supplier at once, of no use until it consents (CIS-32a, CIS-32d).

`tell_of_matches` runs inside the search or the reading that found the alert, so that no match exists without its notice.
"""

from collections.abc import Iterable
from uuid import UUID

from firstwall.authorities.acting import acting, lawful
from firstwall.cis.consent_rules import DESKS, MOVES, Answer, must_allow_use, must_be_an_answer
from firstwall.cis.matches import Opened, match_view, opened_answer
from firstwall.cis.models import AgencyMatch, Alert
from firstwall.cis.owning import read_reason
from firstwall.cis.seeing import must_be_version, seen_alert
from firstwall.cis.types import MatchView
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import seal_json

CONSENT, USE = "cis.consent_to_use", "cis.record_use"
LONGEST_REFERENCE = 120


def is_desk(actor: Actor) -> bool:
    """Whether what this actor finds is of no use without the supplier's consent."""
    return actor.authority_type in DESKS


def tell_of_matches(actor: Actor, alerts: Iterable[tuple[UUID, int, UUID]]) -> dict[UUID, str]:
    """Open a task at each supplier for what a desk found in this case, in the caller's transaction.

    Args:
        actor: the desk, with the case's reference; anybody else tells nobody.
        alerts: id, version and owner of each.

    Returns:
        How far each may be used: the supplier's answer, or `open`.
    """
    found = {alert_id: (version, owner) for alert_id, version, owner in alerts}
    if not is_desk(actor) or not found:
        return {}
    with acting(actor):
        states = _known(actor, found)
        fresh = [_new(actor, alert_id, *found[alert_id]) for alert_id in found if alert_id not in states]
        AgencyMatch.objects.bulk_create(fresh, ignore_conflicts=True)
        for row in fresh:
            _owe(actor, "agency_match", row.owner_id, row)
        return states | {row.alert_id: "open" for row in fresh}


def tell_of_opening(actor: Actor, alert: Alert) -> None:
    """A desk that opens an alert has found it in the case of its mandate: what it found in another was asked for there."""
    tell_of_matches(actor, [(alert.id, alert.version, alert.owner_id)])


def consent_to_use(actor: Actor, match_id: UUID, *, answer: Answer, key: str = "") -> MatchView:
    """The supplier consents, consents with conditions or refuses, with a reason; the desk is told (CIS-32a, CIS-32d).

    Args:
        actor: who answers, for the supplier.
        match_id: which match.
        answer: the decision, its reason, conditions, and to whom it may be passed on.
        key: idempotency key.

    Raises:
        NothingHere: no such match, or another authority's to answer.
        FieldRefused: an answer without reason, or parts that do not fit it.
    """
    with lawful(actor, CONSENT, object_type="match", object_id=match_id):
        said = _read(answer)
        must_be_an_answer(said)
        body = once.body_hash({"consent": str(match_id), "decision": said.decision, **said.as_json()})
        is_done = once.answered_before(actor, key, body) is not None
        row = AgencyMatch.objects.select_for_update().filter(id=match_id, owner_id=authority_of(actor)).first()
        if row is None or said.decision not in MOVES[row.state]:
            raise NothingHere
        if not is_done:
            _store(actor, row, said)
            once.remember(actor, key, body, {"match": str(row.id)})
        return match_view(actor, row)


def record_use(actor: Actor, match_id: UUID, *, use: str, recipient: str = "", key: str = "") -> MatchView:
    """A desk states what it does with what it found: refused before consent, told to the supplier after (CIS-32a, CIS-32d).

    Args:
        actor: the desk that found it.
        match_id: which match.
        use: what for, in the desk's words; sealed in the ledger.
        recipient: the third country or body it is passed on to, through the agency's own channels; empty for none.
        key: idempotency key.

    Raises:
        NothingHere: no such match of this desk, or its alert is blocked or over.
        NotPermitted: no consent, or none to pass it on.
        FieldRefused: no use was stated.
        Fault: 409, the supplier amended the alert since: it consented to another version.
    """
    with lawful(actor, USE, object_type="match", object_id=match_id):
        row = AgencyMatch.objects.filter(id=match_id, agency_id=authority_of(actor)).first()
        if row is None or not is_desk(actor):
            raise NothingHere
        use, recipient = read_reason(use, "use"), read_reason(recipient, "recipient")
        held = opened_answer(row)
        must_allow_use(row.state, actor.authority_type, recipient=recipient, passing_on=held.passing_on)
        if not any(map(str.isalnum, use)):
            sentence, cure = N_("The use is not stated."), N_("Say what it is used for.")
            raise FieldRefused([FieldProblem("use", DESKS[actor.authority_type][0], "", sentence, cure)])
        body = once.body_hash({"use": str(match_id), "for": use, "recipient": recipient})
        if once.answered_before(actor, key, body) is None:
            must_be_version(seen_alert(actor, row.alert_id), row.alert_version)
            _record_use(actor, row, held, use, recipient)
            once.remember(actor, key, body, {"match": str(row.id)})
        return match_view(actor, row)


def _known(actor: Actor, found: dict[UUID, tuple[int, UUID]]) -> dict[UUID, str]:
    rows = AgencyMatch.objects.filter(
        agency_id=authority_of(actor), alert_id__in=found, reference=actor.reference[:LONGEST_REFERENCE]
    )
    return {row.alert_id: row.state for row in rows if row.alert_version == found[row.alert_id][0]}


def _new(actor: Actor, alert_id: UUID, version: int, owner: UUID) -> AgencyMatch:
    return AgencyMatch(
        strand=str(Strand.CRIMINAL),
        alert_id=alert_id,
        alert_version=version,
        owner_id=owner,
        agency_id=authority_of(actor),
        found_by=person_of(actor),
        found_at=utc_now(),
        purpose=actor.purpose,
        reference=actor.reference[:LONGEST_REFERENCE],
    )


def _read(answer: Answer) -> Answer:
    return Answer(
        answer.decision,
        read_reason(answer.reason, "reason"),
        read_reason(answer.conditions, "conditions"),
        read_reason(answer.passing_on, "passing_on"),
    )


def _store(actor: Actor, row: AgencyMatch, said: Answer) -> None:
    before, row.state = row.state, said.decision
    row.sealed = seal_json(said.as_json(), authority_id=row.owner_id, record_id=row.id, strand=row.strand)
    row.decided_by, row.decided_at = person_of(actor), utc_now()
    row.save(update_fields=["state", "sealed", "decided_by", "decided_at"])
    details = _named(row) | {"from": before, "to": row.state, "may_be_passed_on": bool(said.passing_on)}
    ledger.record(
        actor, act=CONSENT, object_type="match", object_id=row.id, details=details, personal=dict(said.as_json())
    )
    outbox.mark_read(actor, object_id=row.id, kind="agency_match")
    _owe(actor, "agency_consent", row.agency_id, row)


def _record_use(actor: Actor, row: AgencyMatch, held: Opened, use: str, recipient: str) -> None:
    details = _named(row) | {"answer": row.state, "passed_on": bool(recipient)}
    said = {"use": use, "recipient": recipient, "conditions": held.conditions, "passing_on": held.passing_on}
    ledger.record(actor, act=USE, object_type="match", object_id=row.id, details=details, personal=said)
    outbox.mark_read(actor, object_id=row.id, kind="agency_consent")
    _owe(actor, "agency_use", row.owner_id, row)


def _named(row: AgencyMatch) -> dict[str, object]:
    return {"alert": str(row.alert_id), "version": row.alert_version, "agency": str(row.agency_id)}


def _owe(actor: Actor, kind: str, recipient: UUID, row: AgencyMatch) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="match", object_id=row.id)
