"""Acts on alerts: enter, amend, review, prolong, withdraw. Each is one transaction with its ledger entry (SEC-26).

A refusal is recorded too. The order is always the same: may they, may it be done now, decide (pure), store, ledger. Strand,
authority and purpose come from the mandate and from nowhere else (SEC-13).
"""

from dataclasses import asdict, replace
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.bulk import enter_many
from firstwall.cis.consent import consent_to_use, record_use, tell_of_matches
from firstwall.cis.entering import entry_of, must_be_designated, on_its_basis, plain_of, record_entries
from firstwall.cis.owning import OWNER_ONLY, must_be_at, open_current, own_alert, prior_hash, read_reason, ref_from
from firstwall.cis.passing.pushing import push
from firstwall.cis.prolonging import prolong_alert, review_alert
from firstwall.cis.releasing import release_alert
from firstwall.cis.rules import decide_entry
from firstwall.cis.store import Planned, store_change, store_entries, store_withdrawal
from firstwall.cis.types import AlertRef
from firstwall.kernel.actor import Actor, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.ledger import once
from firstwall.ledger import services as ledger

__all__ = [
    "amend_alert",
    "consent_to_use",
    "enter_alert",
    "enter_many",
    "entry_of",
    "prolong_alert",
    "record_use",
    "release_alert",
    "review_alert",
    "tell_of_matches",
    "withdraw_alert",
]


def enter_alert(actor: Actor, *, category: Category | str, key: str = "", **said: object) -> AlertRef:
    """Enter an alert in the strand of the mandate (CIS-16 to CIS-21).

    Args:
        actor: who enters, for which authority, in which strand.
        category: a to h.
        key: idempotency key; the same key with the same content answers as before (REL-02).
        said: values, action, ground, handling, evaluation, union_relevance, field_of_law, handling_text, audience,
            data_subject, rests_on, legal_basis: as in `entry_of`; without a legal basis, that of the list of designations
            is copied (CIS-22).

    Raises:
        NotPermitted: role or designation does not carry it (SEC-01, CIS-16, CIS-25).
        FieldRefused: every field that the law refuses, with its article.
        Fault: the key was used for something else.
    """
    with lawful(actor, "cis.enter_alert", object_type="alert"):
        entry = entry_of(category=category, **said)  # type: ignore[arg-type]
        now = utc_now()
        declared = must_be_designated(actor, entry.category, now.date())
        decided = decide_entry(entry, strand=strand_of(actor), today=now.date())
        body = once.body_hash({"enter": plain_of(decided.entry), "strand": actor.strand})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        decided = replace(decided, entry=replace(decided.entry, content=on_its_basis(decided.entry.content, declared)))
        (ref,) = store_entries(actor, [Planned(decided)], now=now)
        record_entries(actor, [(ref, decided.entry)])
        once.remember(actor, key, body, asdict(ref))
        return ref


def amend_alert(
    actor: Actor, alert_id: UUID, *, version: int, reason_of_change: str = "", key: str = "", **said: object
) -> AlertRef:
    """Give an alert of one's own authority a new content; the old version stays in its history (CIS-56).

    Args:
        actor: who amends.
        alert_id: which alert.
        version: the version the person was looking at; another one by now is a conflict.
        reason_of_change: why, in the supplier's words.
        key: idempotency key.
        said: the whole new content, as in `entry_of` without the category, which never changes; without a legal basis, the
            one of the entry stays.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: every field that the law refuses.
        Fault: 409, somebody changed it in between.
    """
    with lawful(actor, "cis.amend_alert", object_type="alert", object_id=alert_id):
        alert = own_alert(actor, alert_id)
        entry = entry_of(category=alert.category, **said)  # type: ignore[arg-type]
        normal = decide_entry(entry, strand=strand_of(actor), today=utc_now().date()).entry
        content = replace(normal.content, reason_of_change=read_reason(reason_of_change, "reason_of_change"))
        to = plain_of(replace(normal, content=content))
        body = once.body_hash({"amend": str(alert_id), "version": version, "to": to})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, version, quarantined=True)
        prior = prior_hash(alert)
        before = open_current(alert)[0]
        content = replace(on_its_basis(content, before.legal_basis), legacy_review=before.legacy_review)
        content = replace(content, attachments=before.attachments)
        now = utc_now()
        ref = store_change(actor, alert, content, normal.marks, now=now)
        details = {"reference": ref.reference, "version": ref.version, "fields": sorted(content.values)}
        ledger.record(
            actor, act="cis.amend_alert", object_type="alert", object_id=ref.id, details=details, prior_hash=prior
        )
        push(actor, alert, act="correct", because="amended", now=now)
        once.remember(actor, key, body, asdict(ref))
        return ref


def withdraw_alert(
    actor: Actor,
    alert_id: UUID,
    *,
    reason: str,
    version: int | None = None,
    because: str = "withdrawn",
    key: str = "",
) -> AlertRef:
    """End an alert of one's own authority: from now on nobody finds it and no other authority reads it (CIS-57).

    `because` is the code that those who hold the alert are told (CIS-55c).

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: no reason was given.
        Fault: 409, it has ended already or was changed in between.
    """
    with lawful(actor, "cis.withdraw_alert", object_type="alert", object_id=alert_id):
        alert = own_alert(actor, alert_id)
        reason = read_reason(reason, "reason")
        if not reason:
            raise FieldRefused([_reason_missing()])
        body = once.body_hash({"withdraw": str(alert_id), "reason": reason})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        must_be_at(alert, alert.version if version is None else version, quarantined=True)
        prior = prior_hash(alert)
        _content_before, marks = open_current(alert)
        now = utc_now()
        ref = store_withdrawal(actor, alert, marks, reason, now=now)
        details = {"reference": ref.reference, "version": ref.version}
        ledger.record(
            actor, act="cis.withdraw_alert", object_type="alert", object_id=ref.id, details=details, prior_hash=prior
        )
        push(actor, alert, act="erase", because=because, now=now)
        once.remember(actor, key, body, asdict(ref))
        return ref


def _reason_missing() -> FieldProblem:
    return FieldProblem(
        "reason", "CIS-57", OWNER_ONLY, N_("An alert is withdrawn for a reason."), N_("Say why it is withdrawn.")
    )
