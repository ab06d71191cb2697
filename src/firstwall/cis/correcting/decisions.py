"""Final decisions of courts and authorities of any state, and clearance: they bind the supplier (CIS-55f, CIS-60).

From the moment one is registered until it is executed, nobody but the supplier sees the alert, and no search finds it.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.cis import services as alerts
from firstwall.cis.correcting.models import Contest, Decision
from firstwall.cis.correcting.rules import (
    CLEARED,
    FINAL,
    Order,
    do_conflict,
    file_key,
    must_be_amended,
    must_erase,
    names_another,
)
from firstwall.cis.models import Alert
from firstwall.cis.owning import as_supplier
from firstwall.cis.passing.pushing import tell_readers
from firstwall.cis.seeing import LONGEST_NAME, chosen, must_be_version, seen_alert, text_given, texts_given
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.countries import ISO_CODES
from firstwall.law.sharing import DECISION_BODIES, DECISION_ORDERS
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.outbox import services as outbox
from firstwall.seals.services import open_json, seal_json

REGISTER, EXECUTE, RETRACT = "cis.register_decision", "cis.execute_decision", "cis.retract_decision"
CLEARANCE = "later_enquiries"
RULE = "CIS-60"


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, by whom, when. `contradicts` names an earlier decision whose change cannot go with this one's.

    A registrar that is no party to it does not know its number: `contradicts_file` is its file reference, as a court gave it.
    """

    body: str
    body_name: str
    state_code: str
    decided_on: date
    order: str
    file_reference: str
    text: str
    contradicts: UUID | None = None
    contradicts_file: str = ""


def register_decision(actor: Actor, alert_id: UUID, *, decided: Decided, version: int, key: str = "") -> UUID:
    """Enter a final decision in the register; it binds the supplier, who is told at once, and the alert is blocked.

    A state need not appeal first: what is final is for the registrar to know and to answer for.

    Raises:
        NothingHere: hidden, absent or over.
        FieldRefused: who decided, where, when, what or under which file is missing.
        Fault: 409, changed meanwhile.
    """
    with lawful(actor, REGISTER, object_type="alert", object_id=alert_id):
        decided = _read(decided)
        body = _claim(str(alert_id), decided)
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["decision"])
        alert = seen_alert(actor, alert_id)
        must_be_version(alert, version)
        return _register(actor, alert, decided, key=key, body=body)


def register_by_reference(actor: Actor, named: str, *, decided: Decided, key: str = "") -> UUID:
    """Enter a final decision on an alert that the registrar cannot see while another one blocks it: by its reference, or number.

    Whoever could not see the alert before it was blocked is answered as if there were none.

    Raises:
        NothingHere: no such alert in force, or none that this mandate could see.
        FieldRefused: as `register_decision`.
    """
    with lawful(actor, REGISTER, object_type="alert"):
        decided = _read(decided)
        body = _claim(named.strip().upper(), decided)
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["decision"])
        alert = decidable_alert(named)
        if alert is None:
            raise NothingHere
        return _register(actor, alert, decided, key=key, body=body)


def decidable_alert(named: str) -> Alert | None:
    """An alert in force that the mandate sees, or would see if no decision on it waited; of the latter nothing that it says."""
    if "\0" in named:
        return None
    try:
        seen, wanted = Q(id=UUID(named)), str(UUID(named))
    except ValueError:
        wanted = named.strip().upper()
        seen = Q(reference=wanted)
    blocked = Alert.objects.raw("select * from fw_blocked_alert(%s)", [wanted])
    return Alert.objects.filter(seen, state="active").first() or next(iter(blocked), None)


def _claim(on: str, decided: Decided) -> str:
    said = {name: str(getattr(decided, name)) for name in decided.__dataclass_fields__}
    return once.body_hash({"register": on, "decided": said})


def _register(actor: Actor, alert: Alert, decided: Decided, *, key: str, body: str) -> UUID:
    _must_be_of(actor, alert, decided)
    row = _row(actor, alert, decided)
    if decided.order == "keep" and not alert.is_blocked:
        # nothing is left to do, and nothing is blocked; a later decision otherwise conflicts with it
        row.state, row.outcome, row.ended_by, row.ended_at = "executed", "kept", actor.person_id, utc_now()
    said = {name: getattr(decided, name) for name in (*_NEEDED, "contradicts_file") if getattr(decided, name)}
    row.said = seal_json(said, **bound(row))
    row.save(force_insert=True)
    details: dict[str, object] = {"alert": str(alert.id), "version": alert.version, "body": row.body}
    details |= {"order": row.order, "state": row.state_code, "decided_on": row.decided_on}
    ledger.record(actor, act=REGISTER, object_type="decision", object_id=row.id, details=details)
    cleared = row.body == CLEARANCE
    if alert.owner_id != actor.authority_id:
        kind = "clearance_reported" if cleared else "decision_registered"
        outbox.put(actor, kind=kind, recipient_authority=alert.owner_id, object_type="decision", object_id=row.id)
    if cleared:
        tell_readers(actor, alert, kind="person_cleared")
    once.remember(actor, key, body, {"decision": str(row.id)})
    return row.id


def report_clearance(
    actor: Actor, alert_id: UUID, *, state_code: str, cleared_on: date, file_reference: str, text: str, version: int,
    key: str = "",
) -> UUID:  # fmt: skip
    """Report that later enquiries cleared the person: all who received the data are told, and the alert is removed (CIS-55f).

    Raises:
        as `register_decision`.
    """
    decided = Decided(CLEARANCE, actor.authority_code, state_code, cleared_on, "erase", file_reference, text)
    return register_decision(actor, alert_id, decided=decided, version=version, key=key)


def execute_decision(actor: Actor, decision_id: UUID, *, key: str = "") -> str:
    """Carry out what was decided: an ordered change that the supplier has made is confirmed, all else is erased at once.

    Conflicting decisions are executed by erasing, whatever each of them orders.

    Returns:
        The outcome: amended or erased.

    Raises:
        NothingHere, NotPermitted: not the supplier's to execute.
        Refusal: the alert still says what it said, or one of the decisions on it is contested.
        Fault: 409, ended already.
    """
    with lawful(actor, EXECUTE, object_type="decision", object_id=decision_id):
        row = _as_supplier(actor, decision_id)
        body = once.body_hash({"execute": str(decision_id)})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return str(earlier["outcome"])
        if row.state != "open":
            raise Fault("ended", N_("This decision was executed or taken back."), status=409)
        must_not_be_contested(row.alert_id)
        alert = Alert.objects.filter(id=row.alert_id).first()
        orders = orders_on(row.alert_id)
        outcome = "erased" if alert is None or must_erase(orders) else "amended"
        if alert is not None and outcome == "amended":
            must_be_amended(version=alert.version, version_before=row.alert_version, rule=RULE, article=FINAL)
        if alert is not None and outcome == "erased":
            _erase(actor, alert, row, orders)
        ended = _open_on(row.alert_id) if outcome == "erased" else Decision.objects.filter(id=row.id, state="open")
        ids = list(ended.values_list("id", flat=True))
        ended.update(state="executed", outcome=outcome, ended_by=actor.person_id, ended_at=utc_now())
        for one in ids:
            details = {"alert": str(row.alert_id), "outcome": outcome, "conflict": do_conflict(orders)}
            ledger.record(actor, act=EXECUTE, object_type="decision", object_id=one, details=details)
            outbox.mark_read(actor, object_id=one)
        if row.authority_id != actor.authority_id:
            outbox.put(
                actor,
                kind="decision_executed",
                recipient_authority=row.authority_id,
                object_type="decision",
                object_id=row.id,
            )
        once.remember(actor, key, body, {"outcome": outcome})
        return outcome


def retract_decision(actor: Actor, decision_id: UUID, *, reason: str, key: str = "") -> None:
    """Take back what was registered in error; only who registered it can, and only while it is not executed.

    Raises:
        NothingHere: no such open decision of one's own registering.
        FieldRefused: no reason.
    """
    with lawful(actor, RETRACT, object_type="decision", object_id=decision_id):
        reason = text_given(reason, "reason", RULE, FINAL, N_("Taking it back has a reason."), N_("Give it."))
        body = once.body_hash({"retract": str(decision_id), "reason": reason})
        if once.answered_before(actor, key, body) is not None:
            return
        mine = Decision.objects.filter(_STANDING, id=decision_id, authority_id=authority_of(actor))
        row = mine.first()
        if row is None or not mine.update(state="retracted", outcome="", ended_by=actor.person_id, ended_at=utc_now()):
            raise NothingHere
        details, personal = {"alert": str(row.alert_id)}, {"reason": reason}
        ledger.record(
            actor, act=RETRACT, object_type="decision", object_id=decision_id, details=details, personal=personal
        )
        if row.owner_id != actor.authority_id:
            outbox.put(
                actor,
                kind="decision_retracted",
                recipient_authority=row.owner_id,
                object_type="decision",
                object_id=decision_id,
            )
        once.remember(actor, key, body, {"decision": str(decision_id)})


def orders_on(alert_id: UUID) -> list[Order]:
    """What the decisions on an alert order, executed ones too, as far as the reader is a party to them."""
    rows = _standing_on(alert_id)
    said = {row.id: said_of(row) for row in rows.values()}
    files = {number: file_key(one["file_reference"]) for number, one in said.items()}
    named = {number: file_key(one.get("contradicts_file", "")) for number, one in said.items()}
    return [
        Order(row.order, row.contradicts in rows or names_another(named[row.id], files, row.id))
        for row in rows.values()
    ]


def must_not_be_contested(alert_id: UUID) -> None:
    """Refuse to carry out anything while a supervisor looks whether a decision on the alert is genuine; the block stands.

    Raises:
        Refusal: the supplier itself has contested one.
    """
    open_ones = Decision.objects.filter(alert_id=alert_id, state="open").values("id")
    if Contest.objects.filter(decision_id__in=open_ones, state="open").exists():
        raise Refusal(
            RULE,
            N_("You have contested whether a decision on this alert is genuine. A supervisor looks at it first."),
            article=FINAL,
            cure=N_("Wait for the supervisor. Until then nobody else finds the alert."),
            status=409,
        )


def said_of(row: Decision, using: str = "default") -> dict:
    """Open what was decided; empty once it went with the alert."""
    nothing = {"body_name": "", "file_reference": "", "text": ""}
    return open_json(row.said, using=using, **bound(row)) if row.said else nothing


def bound(row: Decision) -> dict:
    """By what the texts of a decision are bound: the supplier's key, this row, this strand."""
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}


def _erase(actor: Actor, alert: Alert, row: Decision, orders: list[Order]) -> None:
    """The alert ends now, and its last day is today: the engine leaves nothing of it."""
    because = "clearance" if row.body == CLEARANCE else "conflicting_decisions" if do_conflict(orders) else "decision"
    if alert.state == "active":
        reason = {"clearance": CLEARED}.get(because, FINAL)
        alerts.withdraw_alert(actor, alert.id, reason=reason, because=because)
    tell_readers(actor, alert, kind="alert_erased_by_decision")


def _must_be_of(actor: Actor, alert: Alert, decided: Decided) -> None:
    """A state registers what its own courts and authorities decided; a supplier, what any state's decided on its alert."""
    registrar = authorities.authorities()[authority_of(actor)]
    own = bool(registrar.state_code) and decided.state_code == registrar.state_code
    if not own and alert.owner_id != registrar.id:
        wrong = N_("Each state registers the decisions of its own courts and authorities.")
        raise FieldRefused(
            [FieldProblem("state_code", RULE, FINAL, wrong, N_("Send it to the supplier, or to that state."))]
        )
    if decided.contradicts is not None and decided.contradicts not in _standing_on(alert.id):
        wrong = N_("No such decision on this alert stands.")
        raise FieldRefused([FieldProblem("contradicts", RULE, FINAL, wrong, N_("Give the number of one that does."))])


# What its registrar can take back: not executed yet, or a decision to leave all as it is, which asks for nothing.
_STANDING = Q(state="open") | Q(order="keep", state="executed", outcome="kept")


def _standing_on(alert_id: UUID) -> dict[UUID, Decision]:
    rows = Decision.objects.filter(alert_id=alert_id).exclude(state__in=("retracted", "struck"))
    return {row.id: row for row in rows}


def _open_on(alert_id: UUID):
    return Decision.objects.filter(alert_id=alert_id, state="open")


def _row(actor: Actor, alert: Alert, decided: Decided) -> Decision:
    return Decision(
        id=record_id(),
        strand=alert.strand,
        alert_id=alert.id,
        alert_reference=alert.reference,
        alert_version=alert.version,
        owner_id=alert.owner_id,
        authority_id=authority_of(actor),
        body=decided.body,
        state_code=decided.state_code,
        decided_on=decided.decided_on,
        order=decided.order,
        contradicts=decided.contradicts,
        registered_by=person_of(actor),
        registered_at=utc_now(),
    )


def _read(decided: Decided) -> Decided:
    body = chosen(decided.body, DECISION_BODIES, "body", RULE, FINAL)
    order = chosen(decided.order, DECISION_ORDERS, "order", RULE, FINAL)
    cure = N_("Write it as the decision has it.")
    named, asked = decided.contradicts_file.strip(), N_("This is no file reference.")
    if named:
        named = text_given(
            named, "contradicts_file", RULE, FINAL, asked, cure=N_("Leave it out."), longest=LONGEST_NAME
        )
    said, problems = texts_given(decided, _NEEDED, RULE, FINAL, cure, short=("body_name", "file_reference"))
    if decided.state_code not in ISO_CODES:
        problems.append(
            FieldProblem("state_code", RULE, FINAL, N_("A decision is of a state."), N_("Give its code, such as LV."))
        )
    if decided.decided_on > utc_now().date():
        problems.append(
            FieldProblem("decided_on", RULE, FINAL, N_("A decision of tomorrow is not final."), N_("Give its day."))
        )
    if problems:
        raise FieldRefused(problems)
    return Decided(
        body=body,
        state_code=decided.state_code,
        decided_on=decided.decided_on,
        order="erase" if body == CLEARANCE else order,
        contradicts=decided.contradicts,
        contradicts_file=named,
        **said,
    )


_NEEDED = {
    "body_name": N_("A decision names who decided."),
    "file_reference": N_("A decision has a file reference."),
    "text": N_("A decision says what is ordered."),
}


def _as_supplier(actor: Actor, decision_id: UUID) -> Decision:
    only = N_("Only the supplier of the alert executes a decision on it.")
    return as_supplier(actor, Decision, decision_id, sentence=only, cure=N_("Wait; until then nobody finds the alert."))
