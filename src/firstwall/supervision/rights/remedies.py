"""What a court or authority of any state orders for a person who asked here, wired to who must carry it out (RTS-08)."""

from collections.abc import Callable
from uuid import UUID

from firstwall.authorities.acting import lawful
from firstwall.cis.correcting.decisions import CLEARANCE, Decided, register_by_reference
from firstwall.kernel.actor import Actor, authority_of, person_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.law.countries import ISO_CODES
from firstwall.law.rights import REMEDIES
from firstwall.law.sharing import DECISION_BODIES
from firstwall.ledger import once
from firstwall.ledger import services as ledger
from firstwall.supervision.models import RightsHolding, RightsRemedy, RightsRequest
from firstwall.supervision.rights import rules, sealing
from firstwall.supervision.rights.queries import procedure_for
from firstwall.supervision.rights.reading import read_words
from firstwall.supervision.rights.types import Ordered, State

REGISTER = "supervision.register_remedy"
REMEDY = "rights_remedy"
ARTICLE = "Regulation (EC) No 515/97, Art. 36(5); CIS Convention Art. 15(4)"
BODIES = tuple(code for code in DECISION_BODIES if code != CLEARANCE)
CHANGES = ("rectify", "erase")


def register_remedy(
    actor: Actor, request_id: UUID, *, ordered: Ordered, holding_id: UUID | None = None, key: str = ""
) -> UUID:
    """Register what was ordered on a request taken here; it binds the supplier, this authority, or whoever pays.

    Args:
        actor: staff named for it.
        request_id: the request of the person for whom it was ordered.
        ordered: who ordered what; to correct or erase, by a court of one's own state or on one's own alert (CIS-60).
        holding_id: what is to be corrected or erased.
        key: idempotency key.

    Raises:
        NothingHere: no such request here, or nothing such was found for it.
        FieldRefused: what is missing or cannot be.
    """
    with lawful(actor, REGISTER, object_type="rights_request", object_id=request_id):
        said = _read(ordered)
        claim = {name: str(getattr(said, name)) for name in Ordered.__dataclass_fields__}
        body = once.body_hash({"remedy": str(request_id), "holding": str(holding_id), "ordered": claim})
        if (earlier := once.answered_before(actor, key, body)) is not None:
            return UUID(earlier["remedy"])
        request = RightsRequest.objects.select_for_update().filter(id=request_id).first()
        if request is None:
            raise NothingHere
        row = RightsRemedy(
            id=record_id(),
            request=request,
            authority_id=authority_of(actor),
            strand=request.strand,
            orders=said.orders,
            body=said.body,
            state_code=said.state_code,
            decided_on=said.decided_on,
            registered_by=person_of(actor),
            registered_at=utc_now(),
        )
        if said.orders in CHANGES:
            row.holding_id, row.decision_id = _wired(actor, request, said, holding_id)
        elif said.orders == "access":
            row.bound_request_id = _bound_to_disclose(actor, request)
        words = {name: getattr(said, name) for name in ("body_name", "file_reference", "text")}
        row.said = sealing.seal_ordered(words, row)
        row.save(force_insert=True)
        _kept_longer(actor, request)
        details = {"request": request.reference, "orders": row.orders, "body": row.body, "state": row.state_code}
        details |= {"decision": str(row.decision_id or ""), "bound_request": str(row.bound_request_id or "")}
        ledger.record(
            actor, act=REGISTER, object_type=REMEDY, object_id=row.id, reference=request.reference, details=details
        )
        once.remember(actor, key, body, {"remedy": str(row.id)})
        return row.id


def record_payment(actor: Actor, remedy_id: UUID, *, key: str = "") -> None:
    """Say that the compensation that was ordered is paid.

    Raises:
        NothingHere: no compensation of this number was ordered here.
        Fault: 409, it is paid already.
    """
    with lawful(actor, REGISTER, object_type=REMEDY, object_id=remedy_id):
        body = once.body_hash({"paid": str(remedy_id)})
        if once.answered_before(actor, key, body) is not None:
            return
        ordered = RightsRemedy.objects.filter(id=remedy_id, orders="compensation")
        if not ordered.exists():
            raise NothingHere
        row = ordered.filter(paid_on=None).select_for_update().first()
        if row is None:
            raise Fault("paid", N_("This compensation is paid already."), status=409)
        row.paid_on, row.paid_by = utc_now().date(), person_of(actor)
        row.save(update_fields=["paid_on", "paid_by"])
        ledger.record(actor, act=REGISTER, object_type=REMEDY, object_id=row.id, details={"outcome": "paid"})
        once.remember(actor, key, body, {"remedy": str(remedy_id)})


def binds_to_disclose(request: RightsRequest) -> bool:
    """Whether a final decision orders that this request be answered with access; the caller acts."""
    return RightsRemedy.objects.filter(bound_request_id=request.id).exists()


def _wired(actor: Actor, request: RightsRequest, said: Ordered, holding_id: UUID | None) -> tuple[UUID, UUID]:
    """CIS-60: the supplier is bound by the register of final decisions, and the alert is blocked until it has done so."""
    found = RightsHolding.objects.filter(request_id=request.id, concerns="yes")
    holding = None if holding_id is None else found.filter(id=holding_id).first()
    if holding is None:
        problem = N_("Nothing of this number was found for the request and concerns the person.")
        raise FieldRefused([_problem("holding", problem, N_("Choose what is to be corrected or erased."))])
    decided = Decided(
        said.body, said.body_name, said.state_code, said.decided_on, said.orders, said.file_reference, said.text
    )
    return holding.id, register_by_reference(actor, str(holding.alert_id), decided=decided)


def _bound_to_disclose(actor: Actor, request: RightsRequest) -> UUID:
    """The request itself while nobody has decided on it; else a new one: a decision and an answer are not changed (RTS-05)."""
    if request.state in (State.TAKEN, State.GATHERED):
        return request.id
    now = utc_now()
    procedure = procedure_for(actor)
    row = RightsRequest(
        id=record_id(),
        authority_id=request.authority_id,
        strand=request.strand,
        asks=["access"],
        identity=request.identity,
        law=request.law,
        received_on=now.date(),
        due_on=rules.due_on(now.date(), procedure),
        taken_by=person_of(actor),
        taken_at=now,
    )
    row.reference = f"{actor.authority_code}-RTS-{row.id.hex[:8].upper()}"
    row.sealed = sealing.seal_person(sealing.open_person(request), row)
    row.save(force_insert=True)
    return row.id


def _kept_longer(actor: Actor, request: RightsRequest) -> None:
    """What was ordered is kept as long after it as the request after its answer."""
    if request.kept_until is None:
        return
    until = rules.kept_until(utc_now().date(), procedure_for(actor))
    if until > request.kept_until:
        request.kept_until = until
        request.save(update_fields=["kept_until"])


def _read(ordered: Ordered) -> Ordered:
    problems: list[FieldProblem] = []
    texts = {}
    choose = N_("Choose from the list.")
    wrong: tuple[tuple[str, Callable[[], bool], str, str], ...] = (
        ("orders", lambda: ordered.orders not in REMEDIES, N_("It is not said what is ordered."), choose),
        ("body", lambda: ordered.body not in BODIES, N_("It is not said who decided."), choose),
        ("state_code", lambda: ordered.state_code not in ISO_CODES, N_("A decision is of a state."),
         N_("Give its code, such as LV.")),
        ("decided_on", lambda: ordered.decided_on > utc_now().date(), N_("A decision of tomorrow is not final."),
         N_("Give its day.")),
    )  # fmt: skip
    problems += [_problem(field, sentence, cure) for field, is_wrong, sentence, cure in wrong if is_wrong()]
    for name in ("body_name", "file_reference", "text"):
        try:
            texts[name] = read_words(getattr(ordered, name), name)
        except FieldRefused as refused:
            problems += [
                _problem(one.field, N_("This is missing."), N_("Write it as the decision has it."))
                for one in refused.problems
            ]
    if problems:
        raise FieldRefused(problems)
    return Ordered(ordered.orders, ordered.body, state_code=ordered.state_code, decided_on=ordered.decided_on, **texts)


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, "RTS-08", ARTICLE, sentence, cure)
