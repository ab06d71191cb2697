"""Acts on an alert's days: review the need, prolong beyond the limit. One alert at a time, by its supplier alone, in writing.

No door takes more than one alert: a prolongation in batch would be one that nobody established in the individual case (CIS-62).
"""

from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.models import Alert
from firstwall.cis.owning import must_be_at, open_current, own_alert, prior_hash, read_reason, ref_from
from firstwall.cis.store import store_days
from firstwall.cis.types import AlertRef
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.citations import articles_in_full
from firstwall.law.dates import after_review, prolonged_last_day
from firstwall.law.rows import ProfileRow
from firstwall.law.tables import profile_in_force
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox.services import mark_read


def review_alert(actor: Actor, alert_id: UUID, *, version: int, need: str, key: str = "") -> AlertRef:
    """Say in writing that an alert is still needed: its next review moves, and under today's law nothing else (CIS-68, CIS-72).

    Args:
        actor: who reviews, for the supplier.
        alert_id: which alert.
        version: the version the person was looking at.
        need: why it is still needed, in the supplier's words.
        key: idempotency key.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: no need was stated.
        Fault: 409, it has ended or was changed in between.
    """
    with lawful(actor, "cis.review_alert", object_type="alert", object_id=alert_id):
        alert, profile, today = _own(actor, alert_id)
        need = _need(need, profile)
        body = once.body_hash({"review": str(alert_id), "version": version, "need": need})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, version)
        review_on, last_day = after_review(today, alert.last_day, profile)
        return _store(actor, alert, "reviewed", need, review_on=review_on, last_day=last_day, key=key, body=body)


def prolong_alert(actor: Actor, alert_id: UUID, *, version: int, until: date, need: str, key: str = "") -> AlertRef:
    """Keep one alert beyond its last day, exceptionally, for a strict need established in this case (CIS-62, CIS-63).

    Args:
        actor: who decides, for the supplier.
        alert_id: which alert.
        version: the version the person was looking at.
        until: the new last day; at most two years more, seven in all.
        need: the strict need, in the supplier's words.
        key: idempotency key.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        Refusal: no need, too far, or not further than it is kept already.
        Fault: 409, it has ended or was changed in between.
    """
    with lawful(actor, "cis.prolong_alert", object_type="alert", object_id=alert_id):
        alert, profile, _today = _own(actor, alert_id)
        need = _need(need, profile)
        body = once.body_hash({"prolong": str(alert_id), "version": version, "until": until.isoformat(), "need": need})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, version)
        last_day = prolonged_last_day(
            entered_on=alert.entered_on, last_day=alert.last_day, until=until, need=need, profile=profile
        )
        return _store(actor, alert, "prolonged", need, review_on=alert.review_on, last_day=last_day, key=key, body=body)


def _own(actor: Actor, alert_id: UUID) -> tuple[Alert, ProfileRow, date]:
    alert, today = own_alert(actor, alert_id), utc_now().date()
    return alert, profile_in_force(Strand(alert.strand), today), today


def _need(text: str, profile: ProfileRow) -> str:
    need = read_reason(text, "need")
    if not any(char.isalnum() for char in need):
        problem = FieldProblem(
            "need",
            "CIS-62",
            articles_in_full(profile.citation, profile.strand),
            N_("An alert is kept longer for a need of this one case, in writing."),
            N_("Say why this alert is still needed."),
        )
        raise FieldRefused([problem])
    return need


def _store(
    actor: Actor, alert: Alert, act: str, need: str, *, review_on: date, last_day: date, key: str, body: str
) -> AlertRef:
    """A version of its own: the history shows who kept it, when, why and until when."""
    prior, before = prior_hash(alert), {"review_on": alert.review_on, "last_day": alert.last_day}
    content, marks = open_current(alert)
    said = replace(content, reason_of_change=need)
    ref = store_days(actor, alert, said, marks, act=act, review_on=review_on, last_day=last_day, now=utc_now())
    details = {"reference": ref.reference, "version": ref.version, "review_on": review_on, "last_day": last_day}
    details |= {f"{name}_before": day for name, day in before.items()}
    acts = {"reviewed": "cis.review_alert", "prolonged": "cis.prolong_alert"}
    ledger.record(
        actor,
        act=acts[act],
        object_type="alert",
        object_id=ref.id,
        details=details,
        personal={"need": need},  # AUD-06: the supervisor reads why, for as long as the key of the day lives
        prior_hash=prior,
    )
    mark_read(actor, object_id=alert.id)
    once.remember(actor, key, body, asdict(ref))
    return ref
