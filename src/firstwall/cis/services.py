"""Acts on alerts: enter, amend, withdraw. Each is one transaction with its ledger entry (SEC-26); a refusal is recorded too.

The order is always the same: may they, may it be done now, decide (pure), store, ledger. Strand, authority and purpose come
from the mandate and from nowhere else (SEC-13).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import date
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.authorities.designation import require
from firstwall.authorities.queries import designations_of
from firstwall.cis import sealing
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.rules import decide_entry
from firstwall.cis.shapes import without_empty
from firstwall.cis.store import Planned, owned_alert, store_change, store_entries, store_withdrawal
from firstwall.cis.types import AlertRef, Content, Entry, Marks
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.ledger import once
from firstwall.ledger import services as ledger

OWNER_ONLY = "Decision 2009/917/JHA, Art. 13(1); Regulation (EC) 515/97, Art. 32(1)"


def entry_of(
    *,
    category: Category | str,
    values: Mapping[str, object],
    action: str,
    ground: str = "",
    handling: Iterable[str] = (),
    evaluation: str = "",
    union_relevance: str = "",
    field_of_law: str = "",
    handling_text: str = "",
    audience: Iterable[UUID] | None = None,
) -> Entry:
    """Put together what a supplier says; `evaluation` is the 4x4 code, such as B2.

    Raises:
        FieldRefused: there is no such category.
    """
    if category not in {str(one) for one in Category}:
        problem = FieldProblem("category", "CIS-07", "", N_("This category does not exist."), N_("Choose a to h."))
        raise FieldRefused([problem])
    content = Content(without_empty(values), ground, union_relevance, field_of_law, handling_text)
    marks = Marks(
        action=action,
        handling=tuple(sorted(set(handling))),
        evaluation_source=evaluation[:1],
        evaluation_information=evaluation[1:],
        audience=None if audience is None else tuple(audience),
    )
    return Entry(Category(category), content, marks)


def enter_alert(actor: Actor, *, category: Category | str, key: str = "", **said: object) -> AlertRef:
    """Enter an alert in the strand of the mandate (CIS-16 to CIS-21).

    Args:
        actor: who enters, for which authority, in which strand.
        category: a to h.
        key: idempotency key; the same key with the same content answers as before (REL-02).
        said: values, action, ground, handling, evaluation, union_relevance, field_of_law, handling_text, audience: as in
            `entry_of`.

    Raises:
        NotPermitted: role or designation does not carry it (SEC-01, CIS-16, CIS-25).
        FieldRefused: every field that the law refuses, with its article.
        Fault: the key was used for something else.
    """
    with lawful(actor, "cis.enter_alert", object_type="alert"):
        entry = entry_of(category=category, **said)  # type: ignore[arg-type]
        body = once.body_hash({"enter": _plain(entry), "strand": actor.strand})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return _ref(earlier)
        now = utc_now()
        must_be_designated(actor, entry.category, now.date())
        decided = decide_entry(entry, strand=actor.strand, today=now.date())
        (ref,) = store_entries(actor, [Planned(decided)], now=now)
        record_entry(actor, ref, decided.entry)
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
        said: the whole new content, as in `entry_of` without the category, which never changes.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: every field that the law refuses.
        Fault: 409, somebody changed it in between.
    """
    with lawful(actor, "cis.amend_alert", object_type="alert", object_id=alert_id):
        alert = _own(actor, alert_id)
        entry = entry_of(category=alert.category, **said)  # type: ignore[arg-type]
        body = once.body_hash({"amend": str(alert_id), "version": version, "to": _plain(entry)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return _ref(earlier)
        _must_be_at(alert, version)
        normal = decide_entry(entry, strand=actor.strand, today=utc_now().date()).entry
        prior = _prior_hash(alert)
        content = replace(normal.content, reason_of_change=reason_of_change.strip()[:2000])
        ref = store_change(actor, alert, content, normal.marks, now=utc_now())
        details = {"reference": ref.reference, "version": ref.version, "fields": sorted(content.values)}
        ledger.record(
            actor, act="cis.amend_alert", object_type="alert", object_id=ref.id, details=details, prior_hash=prior
        )
        once.remember(actor, key, body, asdict(ref))
        return ref


def withdraw_alert(actor: Actor, alert_id: UUID, *, reason: str, version: int | None = None, key: str = "") -> AlertRef:
    """End an alert of one's own authority: from now on nobody finds it and no other authority reads it (CIS-57).

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
        FieldRefused: no reason was given.
        Fault: 409, it has ended already or was changed in between.
    """
    with lawful(actor, "cis.withdraw_alert", object_type="alert", object_id=alert_id):
        alert = _own(actor, alert_id)
        body = once.body_hash({"withdraw": str(alert_id), "reason": reason})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return _ref(earlier)
        if not reason.strip():
            raise FieldRefused([_reason_missing()])
        _must_be_at(alert, alert.version if version is None else version)
        prior = _prior_hash(alert)
        _content_before, marks = _open(alert)
        ref = store_withdrawal(actor, alert, marks, reason.strip()[:2000], now=utc_now())
        details = {"reference": ref.reference, "version": ref.version}
        ledger.record(
            actor, act="cis.withdraw_alert", object_type="alert", object_id=ref.id, details=details, prior_hash=prior
        )
        once.remember(actor, key, body, asdict(ref))
        return ref


def must_be_designated(actor: Actor, category: Category, today: date) -> None:
    """CIS-16, CIS-25: the list of designations lets the authority enter this category, for this purpose."""
    require(
        designations_of(actor.authority_id),
        strand=str(actor.strand),
        category=str(category),
        purpose=actor.purpose,
        right="enter",
        day=today,
    )


def record_entry(actor: Actor, ref: AlertRef, entry: Entry, act: str = "cis.enter_alert") -> None:
    """The ledger's account of one entry: codes and names of fields, no value of them."""
    details = {
        "reference": ref.reference,
        "category": str(entry.category),
        "action": entry.marks.action,
        "fields": sorted(entry.content.values),
        "narrowed": entry.marks.audience is not None,
    }
    ledger.record(actor, act=act, object_type="alert", object_id=ref.id, details=details)


def _own(actor: Actor, alert_id: UUID) -> Alert:
    alert = owned_alert(actor, alert_id)
    if alert is None:
        raise NothingHere
    if alert.owner_id != actor.authority_id:
        raise NotPermitted(
            "CIS-56",
            N_("Only the authority that supplied an alert may change or end it."),
            article=OWNER_ONLY,
            cure=N_("Tell the supplier what is wrong with it."),
        )
    return alert


def _must_be_at(alert: Alert, version: int) -> None:
    if alert.state != "active":
        raise Fault("ended", N_("This alert has ended."), status=409)
    if alert.version != version:
        raise Fault(
            "changed-meanwhile",
            N_("Somebody changed this alert while you were looking at it. Nothing of yours was stored."),
            cure=N_("Open it again, compare, and make your change on the new version."),
            status=409,
        )


def _open(alert: Alert) -> tuple[Content, Marks]:
    row = AlertVersion.objects.get(alert_id=alert.id, version=alert.version)
    return sealing.open_version(
        row.sealed,
        alert_id=alert.id,
        owner_id=alert.owner_id,
        strand=alert.strand,
        category=Category(alert.category),
    )


def _prior_hash(alert: Alert) -> str:
    row = AlertVersion.objects.only("sealed").get(alert_id=alert.id, version=alert.version)
    return hashlib.sha256(bytes(row.sealed)).hexdigest()


def _plain(entry: Entry) -> dict:
    plain = asdict(entry)
    audience = plain["marks"]["audience"]
    plain["marks"]["audience"] = None if audience is None else sorted(map(str, audience))
    return plain


def _ref(answer: Mapping) -> AlertRef:
    return AlertRef(
        UUID(answer["id"]),
        answer["reference"],
        answer["version"],
        date.fromisoformat(answer["review_on"]),
        date.fromisoformat(answer["last_day"]),
    )


def _reason_missing() -> FieldProblem:
    return FieldProblem(
        "reason", "CIS-57", OWNER_ONLY, N_("An alert is withdrawn for a reason."), N_("Say why it is withdrawn.")
    )
