"""The review that a record of before 8.4.2024 owes: released by a person, with the reason, or withdrawn (CIS-66)."""

from dataclasses import asdict, replace
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.entering import must_be_designated
from firstwall.cis.owning import must_be_at, open_current, own_alert, prior_hash, read_reason, ref_from
from firstwall.cis.store import store_release
from firstwall.cis.types import AlertRef
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.law import legacy
from firstwall.ledger import once
from firstwall.ledger import services as ledger

ACT = "cis.release_alert"


def release_alert(actor: Actor, alert_id: UUID, *, version: int, reason: str, key: str = "") -> AlertRef:
    """Say, after a review, that an alert in quarantine may stand: from now on it is found, and others may see it.

    Args:
        actor: who reviewed it, for the supplier; the ledger keeps the person.
        alert_id: which alert.
        version: the version the person was looking at.
        reason: why it may stand, in the supplier's words.
        key: idempotency key.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56), or the list of designations no longer lets it be entered (CIS-25).
        FieldRefused: no reason was given.
        Fault: 409, it is not in quarantine, or was changed in between.
    """
    with lawful(actor, ACT, object_type="alert", object_id=alert_id):
        alert = own_alert(actor, alert_id)
        reason = read_reason(reason, "reason")
        if not any(char.isalnum() for char in reason):
            sentence, cure = N_("A review ends with its reason."), N_("Say why it may stand.")
            raise FieldRefused([FieldProblem("reason", legacy.RULE, legacy.article(), sentence, cure)])
        body = once.body_hash({"release": str(alert_id), "version": version, "reason": reason})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, version, quarantined=True)
        if alert.state != "quarantine":
            raise Fault("not-held", N_("This alert is not in quarantine."), status=409)
        now = utc_now()
        must_be_designated(actor, Category(alert.category), now.date())
        prior = prior_hash(alert)
        content, marks = open_current(alert)
        ref = store_release(actor, alert, replace(content, reason_of_change=reason), marks, now=now)
        details = {"reference": ref.reference, "version": ref.version, "entered_on": alert.entered_on}
        ledger.record(actor, act=ACT, object_type="alert", object_id=ref.id, details=details, prior_hash=prior)
        once.remember(actor, key, body, asdict(ref))
        return ref
