"""Corrections that others propose: said with evidence, decided by the supplier in time, told to all (CIS-57, CIS-58)."""

from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.correcting.models import Correction
from firstwall.cis.correcting.rules import CORRECTING, must_be_amended
from firstwall.cis.models import Alert
from firstwall.cis.owning import as_supplier
from firstwall.cis.passing.pushing import tell_readers
from firstwall.cis.seeing import alert_of_others, chosen, must_be_version, text_given
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.law.sharing import CORRECTION_KINDS, after
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

PROPOSE, DECIDE = "cis.propose_correction", "cis.decide_correction"
RULE = "CIS-58"


def propose_correction(
    actor: Actor, alert_id: UUID, *, kind: str, what: str, evidence: str, version: int, key: str = ""
) -> UUID:
    """Tell the supplier that its data are wrong or unlawful, with evidence; until it decides, the alert is shown as contested.

    Args:
        actor: whoever may read the alert; the agencies' desks too, who never amend (CIS-32f).
        alert_id: which alert.
        kind: a code of the list.
        what: what is wrong, and what would be right.
        evidence: from where this is known.
        version: the version that was looked at.
        key: idempotency key.

    Raises:
        NothingHere: hidden, absent or over.
        FieldRefused: no such kind, nothing said, no evidence.
        Fault: 409, changed meanwhile.
    """
    with lawful(actor, PROPOSE, object_type="alert", object_id=alert_id):
        kind = chosen(kind, CORRECTION_KINDS, "kind", RULE, CORRECTING)
        what = text_given(what, "what", RULE, CORRECTING, N_("A proposal says what is wrong."), N_("Say it."))
        evidence = text_given(
            evidence,
            "evidence",
            RULE,
            CORRECTING,
            N_("A proposal gives its evidence."),
            N_("Say from where you know it."),
        )
        said = {"what": what, "evidence": evidence}
        body = once.body_hash({"propose": str(alert_id), "kind": kind, "said": said, "version": version})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["correction"])
        alert = alert_of_others(actor, alert_id, rule=RULE, article=CORRECTING)
        must_be_version(alert, version)
        now = utc_now()
        row = Correction(
            id=record_id(),
            strand=alert.strand,
            alert_id=alert.id,
            alert_reference=alert.reference,
            alert_version=alert.version,
            owner_id=alert.owner_id,
            authority_id=authority_of(actor),
            kind=kind,
            proposed_by=person_of(actor),
            proposed_at=now,
            due_on=after(now.date(), "correction"),
        )
        row.proposal = seal_json(said, **bound(row))
        row.save(force_insert=True)
        details = {"alert": str(alert.id), "version": alert.version, "kind": kind, "due_on": row.due_on}
        ledger.record(actor, act=PROPOSE, object_type="correction", object_id=row.id, details=details)
        _owe(actor, "correction_proposed", row.owner_id, row)
        once.remember(actor, key, body, {"correction": str(row.id)})
        return row.id


def accept_correction(actor: Actor, correction_id: UUID, *, reasons: str, key: str = "") -> str:
    """Say that the supplier has amended or withdrawn the alert because of a proposal; what was withdrawn is erased at once.

    Raises:
        NothingHere, NotPermitted: not the supplier's to decide.
        FieldRefused: no reasons.
        Refusal: the alert still says what it said.
        Fault: 409, decided already.
    """
    with lawful(actor, DECIDE, object_type="correction", object_id=correction_id):
        row, reasons = _as_supplier(actor, correction_id), _reasons(reasons)
        body = once.body_hash({"accept": str(correction_id), "reasons": reasons})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return str(earlier["outcome"])
        alert = Alert.objects.filter(id=row.alert_id).first()
        outcome = "amended" if alert is not None and alert.state == "active" else "erased"
        if alert is not None and outcome == "amended":
            must_be_amended(version=alert.version, version_before=row.alert_version, rule=RULE, article=CORRECTING)
        _store(actor, row, "accepted", outcome, reasons, alert)
        once.remember(actor, key, body, {"outcome": outcome})
        return outcome


def reject_correction(actor: Actor, correction_id: UUID, *, reasons: str, key: str = "") -> None:
    """Leave the alert as it is, with reasons; it is contested no longer.

    Raises:
        NothingHere, NotPermitted: not the supplier's to decide.
        FieldRefused: no reasons.
        Fault: 409, decided already.
    """
    with lawful(actor, DECIDE, object_type="correction", object_id=correction_id):
        row, reasons = _as_supplier(actor, correction_id), _reasons(reasons)
        body = once.body_hash({"reject": str(correction_id), "reasons": reasons})
        if once.answered_before(actor, key, body) is not None:
            return
        alert = Alert.objects.filter(id=row.alert_id).first()
        _store(actor, row, "rejected", "", reasons, alert)
        once.remember(actor, key, body, {"correction": str(row.id)})


def proposal_of(row: Correction) -> dict:
    """Open what was proposed; empty once it went with the alert."""
    return open_json(row.proposal, **bound(row)) if row.proposal else {"what": "", "evidence": ""}


def reasons_of(row: Correction) -> str:
    """Open why it was decided so."""
    return open_json(row.reasons, **bound(row))["reasons"] if row.reasons else ""


def bound(row: Correction) -> dict:
    """By what the texts of a correction are bound: the supplier's key, this row, this strand."""
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}


def _store(actor: Actor, row: Correction, state: str, outcome: str, reasons: str, alert: Alert | None) -> None:
    if row.state != "open":
        raise Fault("decided", N_("This proposal was decided already."), status=409)
    row.state, row.outcome = state, outcome
    row.decided_by, row.decided_at = actor.person_id, utc_now()
    row.reasons = seal_json({"reasons": reasons}, **bound(row))
    row.save(update_fields=["state", "outcome", "decided_by", "decided_at", "reasons"])
    details = {"alert": str(row.alert_id), "decision": state, "outcome": outcome}
    ledger.record(actor, act=DECIDE, object_type="correction", object_id=row.id, details=details)
    outbox.mark_read(actor, object_id=row.id, kind="correction_proposed")
    _owe(actor, f"correction_{state}", row.authority_id, row)
    if alert is not None:
        tell_readers(actor, alert, kind=f"alert_correction_{state}")


def _as_supplier(actor: Actor, correction_id: UUID) -> Correction:
    only = N_("Only the supplier of the alert decides on a proposed correction.")
    return as_supplier(actor, Correction, correction_id, sentence=only, cure=N_("Wait for its decision."))


def _reasons(text: str) -> str:
    return text_given(text, "reasons", RULE, CORRECTING, N_("A decision has reasons."), N_("Give them."))


def _owe(actor: Actor, kind: str, recipient: UUID, row: Correction) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="correction", object_id=row.id)
