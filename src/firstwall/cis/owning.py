"""What every act on an alert of one's own begins with: is it one's own, is it still as it was, what did it say."""

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model

from firstwall.cis import sealing
from firstwall.cis.models import Alert, AlertVersion
from firstwall.cis.store import owned_alert
from firstwall.cis.types import AlertRef, Content, Marks
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.law import legacy
from firstwall.law.reading import Unreadable, read_text

Row = TypeVar("Row", bound=Model)
LONGEST_REASON = 2000
OWNER_ONLY = "Decision 2009/917/JHA, Art. 13(1); Regulation (EC) 515/97, Art. 32(1)"


def own_alert(actor: Actor, alert_id: UUID) -> Alert:
    """Return the actor's own alert, locked; refuse another's.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: another authority's alert (CIS-56).
    """
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


def as_supplier(actor: Actor, rows: type[Row], row_id: UUID, *, sentence: str, cure: str, rule: str = "CIS-56") -> Row:
    """Return what others entered about an alert of one's own authority, locked: whoever comes second sees what the first did.

    Raises:
        NothingHere: hidden or absent.
        NotPermitted: about another authority's alert.
    """
    held = rows._default_manager.filter(id=row_id)
    row = held.first()
    if row is None:
        raise NothingHere
    if row.owner_id != actor.authority_id:  # type: ignore[attr-defined]  # the registers all name it
        raise NotPermitted(rule, sentence, article=OWNER_ONLY, cure=cure)
    return held.select_for_update().first() or held.get()  # read again: it ended while this waited for the lock


def must_be_at(alert: Alert, version: int, *, quarantined: bool = False) -> None:
    """Refuse a change of what has ended or was changed in between; of what is in quarantine, unless the act is meant for it."""
    if alert.state == "quarantine" and not quarantined:
        raise Refusal(
            "CIS-66",
            N_("This alert is in quarantine: it is of before 8.4.2024 and was not reviewed since."),
            article=legacy.article(),
            cure=N_("Review it, then release or delete it."),
            status=409,
        )
    if alert.state not in ("active", "quarantine"):
        raise Fault("ended", N_("This alert has ended."), status=409)
    if alert.version != version:
        raise Fault(
            "changed-meanwhile",
            N_("Somebody changed this alert while you were looking at it. Nothing of yours was stored."),
            cure=N_("Open it again, compare, and make your change on the new version."),
            status=409,
        )


def open_current(alert: Alert) -> tuple[Content, Marks]:
    """Open the version in force."""
    row = AlertVersion.objects.get(alert_id=alert.id, version=alert.version)
    return sealing.open_version(
        row.sealed,
        alert_id=alert.id,
        owner_id=alert.owner_id,
        strand=alert.strand,
        category=Category(alert.category),
    )


def prior_hash(alert: Alert) -> str:
    """Return the hash of the state before the act, for its ledger entry."""
    row = AlertVersion.objects.only("sealed").get(alert_id=alert.id, version=alert.version)
    return hashlib.sha256(bytes(row.sealed)).hexdigest()


def ref_from(answer: Mapping) -> AlertRef:
    """Read an earlier answer back (REL-02)."""
    return AlertRef(
        UUID(answer["id"]),
        answer["reference"],
        answer["version"],
        date.fromisoformat(answer["review_on"]),
        date.fromisoformat(answer["last_day"]),
    )


def read_reason(text: str, field: str) -> str:
    """Return a reason in its normal form.

    Raises:
        FieldRefused: it cannot be read.
    """
    try:
        return read_text(text, max_length=LONGEST_REASON, one_line=False)
    except Unreadable as unread:
        raise FieldRefused([FieldProblem(field, "CIS-57", "", unread.sentence, unread.cure)]) from None
