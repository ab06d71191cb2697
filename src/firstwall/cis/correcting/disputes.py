"""Entries that contradict an earlier one: the first stands, the rest is entered, the suppliers settle (CIS-59, CIS-61)."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis import services as alerts
from firstwall.cis.correcting.models import Dispute
from firstwall.cis.correcting.rules import ACTION, CONFLICT, contradictions, must_have_escalated
from firstwall.cis.owning import ref_from
from firstwall.cis.rules import decide_entry
from firstwall.cis.seeing import alert_of_others, current_content, text_given
from firstwall.cis.shapes import as_text
from firstwall.cis.types import AlertRef, AlertView, Entry
from firstwall.kernel.actor import Actor, authority_of, person_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.law.sharing import after
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

OPEN, SETTLE = "cis.open_dispute", "cis.settle_dispute"
RULE = "CIS-59"
OUTCOMES = ("agreed", "first_stands", "court")


def contradicted_by(
    actor: Actor, likes: Iterable[AlertView], *, category: Category | str, **said: object
) -> tuple[AlertView, tuple[str, ...]] | None:
    """Of the alerts that resemble what is about to be entered, the earliest of another supplier that it contradicts, and in what.

    None: nothing is contradicted, or the law lets the entry in no form in (its problems are then the entry's to say).
    """
    entry = alerts.entry_of(category=category, **said)  # type: ignore[arg-type]
    try:
        normal = decide_entry(entry, strand=strand_of(actor), today=utc_now().date()).entry
    except FieldRefused:
        return None
    return earliest_contradicted(likes, normal)


def earliest_contradicted(likes: Iterable[AlertView], normal: Entry) -> tuple[AlertView, tuple[str, ...]] | None:
    """Of these alerts, the earliest of another supplier that a lawful entry in its normal form contradicts, and in what."""
    for one in sorted(likes, key=lambda view: (view.entered_on, view.reference)):
        if one.is_own or one.category != normal.category:
            continue
        fields = contradictions((one.content, one.marks), (normal.content, normal.marks))
        if fields:
            return one, fields
    return None


def enter_against(
    actor: Actor,
    first_alert_id: UUID,
    *,
    category: Category | str,
    values: Mapping[str, object],
    action: str,
    position: str = "",
    key: str = "",
    **said: object,
) -> AlertRef:
    """Enter what does not contradict an earlier entry of another supplier, and tell that supplier at once (CIS-59).

    The first entry stands. What contradicts it is kept in the dispute, sealed, until the two have settled.

    Args:
        actor: the later supplier.
        first_alert_id: the earlier entry on the same subject.
        category: the same as the earlier one's.
        values: everything the later supplier has to say.
        action: the action it would suggest.
        position: why it says something else.
        key: idempotency key.
        said: the rest, as in `enter_alert`.

    Raises:
        NothingHere: the earlier entry is hidden, absent or over.
        FieldRefused: the entry, or what is left of it, is not lawful.
        Fault: nothing is contradicted: enter it as it is.
    """
    with lawful(actor, OPEN, object_type="alert", object_id=first_alert_id):
        claim = {"against": str(first_alert_id), "values": dict(values), "action": action, "said": _plain(said)}
        body = once.body_hash(claim)
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return ref_from(earlier)
        first = alert_of_others(actor, first_alert_id, rule=RULE, article=CONFLICT)
        before = current_content(first)
        entry = alerts.entry_of(category=category, values=values, action=action, **said)  # type: ignore[arg-type]
        normal = decide_entry(entry, strand=strand_of(actor), today=utc_now().date()).entry
        fields = contradictions(before, (normal.content, normal.marks))
        if not fields or first.category != str(normal.category):
            raise Fault("no-conflict", N_("This contradicts nothing. Enter it as it is."), status=409)
        kept = {code: value for code, value in normal.content.values.items() if code not in fields}
        same_action = before[1].action if ACTION in fields else action
        ref = alerts.enter_alert(actor, category=category, **{**said, "values": kept, "action": same_action})  # type: ignore[arg-type]
        withheld = {code: as_text(normal.content.values[code]) for code in fields if code != ACTION}
        withheld |= {ACTION: action} if ACTION in fields else {}
        row = Dispute(
            id=record_id(),
            strand=first.strand,
            first_alert_id=first.id,
            first_owner_id=first.owner_id,
            later_alert_id=ref.id,
            later_owner_id=authority_of(actor),
            fields=list(fields),
            opened_by=person_of(actor),
            opened_at=utc_now(),
        )
        row.later_position = _seal(row, row.later_owner_id, {"position": position.strip()[:2000], "withheld": withheld})
        row.save(force_insert=True)
        details = {"alert": str(ref.id), "contradicts": str(first.id), "fields": list(fields)}
        ledger.record(actor, act=OPEN, object_type="dispute", object_id=row.id, details=details)
        _owe(actor, "entry_contradicted", first.owner_id, row)
        once.remember(actor, key, body, asdict(ref))
        return ref


def state_position(actor: Actor, dispute_id: UUID, *, position: str, key: str = "") -> None:
    """Say, as the first supplier, why the entry is right; the later one is told.

    Raises:
        NothingHere: no open dispute of one's own.
        NotPermitted: the later supplier has said its own when it entered.
        FieldRefused: nothing said.
    """
    with lawful(actor, SETTLE, object_type="dispute", object_id=dispute_id):
        body = once.body_hash({"state": str(dispute_id), "position": position})
        if once.answered_before(actor, key, body) is not None:
            return
        row = _open(dispute_id)
        _only_first(actor, row)
        said = text_given(position, "position", RULE, CONFLICT, N_("A position says something."), N_("Say it."))
        row.first_position = _seal(row, row.first_owner_id, {"position": said})
        row.save(update_fields=["first_position"])
        ledger.record(actor, act=SETTLE, object_type="dispute", object_id=row.id, details={"position": True})
        outbox.mark_read(actor, object_id=row.id)
        _owe(actor, "dispute_answered", row.later_owner_id, row)
        once.remember(actor, key, body, {"dispute": str(dispute_id)})


def refer_dispute(actor: Actor, dispute_id: UUID, *, key: str = "") -> date:
    """Refer a dispute to the Council-level body; return the day from which the Court can be seized (CIS-61).

    Raises:
        NothingHere: no open dispute of one's own.
        Fault: 409, referred already.
    """
    with lawful(actor, SETTLE, object_type="dispute", object_id=dispute_id):
        body = once.body_hash({"refer": str(dispute_id)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return date.fromisoformat(earlier["escalates_on"])
        row, today = _open(dispute_id), utc_now().date()
        if row.state == "referred":
            raise Fault("referred", N_("This dispute was referred already."), status=409)
        row.state, row.referred_on, row.escalates_on = "referred", today, after(today, "dispute")
        row.save(update_fields=["state", "referred_on", "escalates_on"])
        details = {"referred_on": today, "escalates_on": row.escalates_on}
        ledger.record(actor, act=SETTLE, object_type="dispute", object_id=row.id, details=details)
        _owe(actor, "dispute_referred", _other(actor, row), row)
        once.remember(actor, key, body, {"escalates_on": row.escalates_on.isoformat()})
        return row.escalates_on


def settle_dispute(actor: Actor, dispute_id: UUID, *, outcome: str, key: str = "") -> None:
    """Record how a dispute ended. The data stay as they are: each supplier amends its own entry if it was so agreed.

    Args:
        actor: either supplier; "agreed" is the first one's to say, whose entry stands without it.
        dispute_id: which dispute.
        outcome: agreed, first_stands or court.
        key: idempotency key.

    Raises:
        NothingHere: no open dispute of one's own.
        NotPermitted: "agreed" by the later supplier alone.
        Refusal: "court" before the six months are over.
        Fault: no such outcome.
    """
    with lawful(actor, SETTLE, object_type="dispute", object_id=dispute_id):
        body = once.body_hash({"settle": str(dispute_id), "outcome": outcome})
        if once.answered_before(actor, key, body) is not None:
            return
        row = _open(dispute_id)
        if outcome not in OUTCOMES:
            raise Fault(
                "unknown-outcome", N_("The outcome is agreed, first_stands or court."), place="outcome", status=422
            )
        if outcome == "agreed":
            _only_first(actor, row)
        if outcome == "court":
            must_have_escalated(row.escalates_on, utc_now().date())
        row.state, row.ended_at, row.ended_by = outcome, utc_now(), actor.person_id
        row.save(update_fields=["state", "ended_at", "ended_by"])
        ledger.record(actor, act=SETTLE, object_type="dispute", object_id=row.id, details={"outcome": outcome})
        outbox.mark_read(actor, object_id=row.id)
        _owe(actor, "dispute_settled", _other(actor, row), row)
        once.remember(actor, key, body, {"dispute": str(dispute_id)})


def later_said(row: Dispute) -> dict:
    """Open the later supplier's position and what it would have entered."""
    return _opened(row, row.later_position, row.later_owner_id) or {"position": "", "withheld": {}}


def first_said(row: Dispute) -> str:
    """Open the first supplier's position."""
    return (_opened(row, row.first_position, row.first_owner_id) or {"position": ""})["position"]


def _plain(said: Mapping[str, object]) -> dict:
    return {name: sorted(map(str, value)) if isinstance(value, list | tuple) else value for name, value in said.items()}


def _open(dispute_id: UUID) -> Dispute:
    row = Dispute.objects.filter(id=dispute_id, state__in=("open", "referred")).select_for_update().first()
    if row is None:
        raise NothingHere
    return row


def _only_first(actor: Actor, row: Dispute) -> None:
    if row.first_owner_id != actor.authority_id:
        raise NotPermitted(
            RULE,
            N_("The first entry stands; only its supplier can say that it does not."),
            article=CONFLICT,
            cure=N_("Come to an agreement with it, or refer the dispute."),
        )


def _other(actor: Actor, row: Dispute) -> UUID:
    return row.later_owner_id if row.first_owner_id == actor.authority_id else row.first_owner_id


def _owe(actor: Actor, kind: str, recipient: UUID, row: Dispute) -> None:
    outbox.put(actor, kind=kind, recipient_authority=recipient, object_type="dispute", object_id=row.id)


def _seal(row: Dispute, whose: UUID, said: dict) -> bytes:
    return seal_json(said, authority_id=whose, record_id=row.id, strand=row.strand)


def _opened(row: Dispute, sealed: bytes | memoryview | None, whose: UUID) -> dict | None:
    return open_json(sealed, authority_id=whose, record_id=row.id, strand=row.strand) if sealed else None
