"""Use in proceedings: allowed to whoever may use the alert, and told to its supplier forthwith (CIS-55e)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from firstwall.authorities.acting import acting, lawful
from firstwall.cis.passing.models import ProceedingUse
from firstwall.cis.passing.rules import PROCEEDINGS
from firstwall.cis.passing.types import ProceedingView
from firstwall.cis.seeing import (
    alert_of_others,
    must_be_version,
    must_have_right_to_use,
    strand_of_row,
    texts_given,
)
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import queries as outbox_queries
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

TELL, READ = "cis.tell_proceedings", "cis.read_proceedings"
RULE, MESSAGE = "CIS-55e", "used_in_proceedings"
MOST = 200


@dataclass(frozen=True, slots=True)
class UsedIn:
    """In which proceedings: before whom, under which reference, on which day."""

    before: str
    reference: str
    used_on: date


def tell_proceedings(actor: Actor, alert_id: UUID, *, used: UsedIn, version: int, key: str = "") -> UUID:
    """Record that another supplier's alert was used in proceedings; its supplier is told in the same transaction.

    Args:
        actor: who used it, or whose authority did.
        alert_id: which alert.
        used: in which proceedings.
        version: the version that was used.
        key: idempotency key.

    Raises:
        NothingHere: hidden, absent or over.
        NotPermitted: role, or the list gives no right to use (CIS-25).
        FieldRefused: court or authority, reference or day is missing, or the day is still to come.
        Refusal: it is one's own: nobody else has to be told.
        Fault: 409, its supplier changed it in between.
    """
    with lawful(actor, TELL, object_type="alert", object_id=alert_id):
        texts = _read(used)
        body = once.body_hash({"tell": str(alert_id), "version": version, "on": used.used_on.isoformat(), **texts})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["proceeding"])
        alert = alert_of_others(actor, alert_id, rule=RULE, article=PROCEEDINGS)
        must_have_right_to_use(actor, alert.category)
        must_be_version(alert, version)
        row = ProceedingUse(
            id=record_id(),
            strand=alert.strand,
            alert_id=alert.id,
            alert_reference=alert.reference,
            alert_version=alert.version,
            owner_id=alert.owner_id,
            authority_id=authority_of(actor),
            used_on=used.used_on,
            told_by=person_of(actor),
            told_at=utc_now(),
        )
        row.said = seal_json(texts, **_bound(row))
        row.save(force_insert=True)
        details = {"alert": str(alert.id), "version": alert.version, "used_on": used.used_on}
        ledger.record(actor, act=TELL, object_type="proceeding", object_id=row.id, details=details)
        outbox.put(actor, kind=MESSAGE, recipient_authority=row.owner_id, object_type="proceeding", object_id=row.id)
        once.remember(actor, key, body, {"proceeding": str(row.id)})
        return row.id


def proceedings_of(actor: Actor, *, alert_id: UUID | None = None) -> list[ProceedingView]:
    """Uses that one's own authority told, and uses of one's own alerts, newest first; the reading is recorded."""
    with lawful(actor, READ, object_type="proceeding"):
        rows = ProceedingUse.objects.order_by("-told_at", "id")
        if alert_id is not None:
            rows = rows.filter(alert_id=alert_id)
        found = [_view(actor, row) for row in rows[:MOST]]
        ledger.record(actor, act=READ, object_type="proceeding", details={"shown": [str(one.id) for one in found]})
        return found


def proceeding_for(actor: Actor, proceeding_id: UUID) -> ProceedingView:
    """One use; the supplier that opens it has read the message.

    Raises:
        NothingHere: hidden and absent alike.
    """
    with lawful(actor, READ, object_type="proceeding", object_id=proceeding_id):
        row = ProceedingUse.objects.filter(id=proceeding_id).first()
        if row is None:
            raise NothingHere
        ledger.record(actor, act=READ, object_type="proceeding", object_id=proceeding_id)
        outbox.mark_read(actor, object_id=row.id, kind=MESSAGE)
        return _view(actor, row)


def untold(actor: Actor) -> int:
    """How many uses of one's own alerts nobody has opened yet, in the strand acted in: a look at a count."""
    with acting(actor):
        return outbox_queries.waiting_for(actor).counts.get(MESSAGE, 0)


def where_proceeding(actor: Actor, proceeding_id: UUID) -> Actor:
    """The actor in the strand of its mandate in which the use can be seen; as it is when in none."""
    return strand_of_row(actor, ProceedingUse, Q(id=proceeding_id))


def _read(used: UsedIn) -> dict[str, str]:
    texts, problems = texts_given(used, _NEEDED, RULE, PROCEEDINGS, N_("Say it in words."), short=_NEEDED)
    if used.used_on > utc_now().date():
        sentence, cure = N_("This day has not come yet."), N_("Say it when it was used.")
        problems.append(FieldProblem("used_on", RULE, PROCEEDINGS, sentence, cure))
    if problems:
        raise FieldRefused(problems)
    return texts


_NEEDED = {
    "before": N_("The court or authority is missing."),
    "reference": N_("The reference of the proceedings is missing."),
}


def _view(actor: Actor, row: ProceedingUse) -> ProceedingView:
    said = open_json(row.said, **_bound(row)) if row.said else {"before": "", "reference": ""}
    names = ("id", "alert_id", "alert_reference", "alert_version", "owner_id", "authority_id", "used_on", "told_at")
    return ProceedingView(
        strand=Strand(row.strand),
        before=said["before"],
        reference=said["reference"],
        is_own=row.owner_id == actor.authority_id,
        **{name: getattr(row, name) for name in names},
    )


def _bound(row: ProceedingUse) -> dict:
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}
