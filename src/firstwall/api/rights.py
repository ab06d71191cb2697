"""Requests of persons about themselves over the API: everything that pages and command line do (RTS-01 to RTS-09).

Refused to the desks of Europol and Eurojust like every call by program (CIS-32b).
"""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, Router, Schema, Status

from firstwall.api.correcting import MadeOut
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis.shapes import as_text
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.supervision.rights import checks, queries, remedies, services
from firstwall.supervision.rights.types import HoldingView, Ordered, Pack, Person, RequestView

router = Router(tags=["rights"])
checks_router = Router(tags=["rights"])


class PersonIn(Schema, extra="forbid"):
    """Who asks, as the paper or signature that was checked says."""

    names: list[str]
    birth_date: str = ""
    nationality: str = ""
    documents: list[str] = []
    address: str = ""
    language: str = "en"
    says: str = Field("", description="What is said to be wrong or unlawful")


class RequestIn(Schema, extra="forbid"):
    """A request in one strand; a person who asks about both makes two."""

    strand: str = Field(description="C or A")
    person: PersonIn
    asks: list[str] = Field(description="access, rectification, erasure, check")
    identity: str = Field(description="document_seen, certified_copy, electronic or representative")
    received_on: date | None = Field(None, description="The day it came in; empty: today")


class RequestRowOut(Schema):
    """One request in a list, without the person."""

    id: UUID
    reference: str
    authority_id: UUID
    strand: str
    asks: list[str]
    state: str
    received_on: date
    due_on: date
    answer_from: date | None
    outcome: str
    ground: str
    decided_at: datetime | None
    answered_at: datetime | None
    is_overdue: bool
    checked_on: date | None


class HoldingOut(Schema):
    """One alert that may concern the person; `reference` and `values` are empty where it has ended since."""

    id: UUID
    alert_id: UUID
    owner_id: UUID
    is_own: bool
    action: str
    score: float
    is_past: bool
    candidates: int
    sightings: int
    concerns: str
    asked_at: datetime | None
    position_due_on: date | None
    position: str
    position_ground: str
    position_reason: str
    position_at: datetime | None
    is_disclosed: bool | None
    why_not: list[str]
    reference: str
    values: dict[str, str]


class OrderedSchema(Schema, extra="forbid"):
    """What a court or authority ordered for a person."""

    orders: str = Field(description="rectify, erase, access or compensation")
    body: str = Field(description="court, competent_authority or supervisory_authority")
    body_name: str
    state_code: str
    decided_on: date
    file_reference: str
    text: str


class RemedyIn(OrderedSchema):
    """The order, and for rectify and erase what was found and is to be changed."""

    holding: UUID | None = None


class RemedyOut(Schema):
    """An order and how far it is carried out."""

    id: UUID
    ordered: OrderedSchema
    holding_id: UUID | None
    decision_id: UUID | None
    bound_request_id: UUID | None
    registered_at: datetime
    paid_on: date | None
    state: str


class RequestOut(Schema):
    """One request in full, for the staff named for it."""

    row: RequestRowOut
    identity: str
    law: str
    person: PersonIn
    reason: str
    proposal: str | None
    holdings: list[HoldingOut]
    remedies: list[RemedyOut]


class ProcedureOut(Schema):
    """How a state answers persons, with the evidence for it."""

    state: str
    in_force_from: date
    decides: str
    access: str
    languages: list[str]
    same_text: bool
    answer_months: int
    position_days: int
    kept_months: int
    check_days: int
    citation: str
    mark: str
    is_default: bool


class GatheredOut(Schema):
    """How many entries are new since the last gathering."""

    new: int


class SortIn(Schema, extra="forbid"):
    """Whether an entry concerns the person, and why."""

    is_the_person: bool
    reason: str


class DecideIn(Schema, extra="forbid"):
    """What is disclosed; empty: what is proposed. A ground for what is not."""

    disclose: list[UUID] | None = None
    ground: str = ""
    reason: str


class DecidedOut(Schema):
    """What was decided."""

    outcome: str


class AskedOut(Schema):
    """A request of another authority that concerns an alert of one's own."""

    id: UUID
    alert_id: UUID
    authority_id: UUID
    strand: str
    asks: list[str]
    says: str
    asked_at: datetime
    position_due_on: date
    position: str
    is_late: bool


class PositionIn(Schema, extra="forbid"):
    """The supplier's position."""

    position: str = Field(description="agrees, objects, executed or declined")
    ground: str = ""
    reason: str = ""


class SaidOut(Schema):
    """What a supplier said of a request."""

    owner_id: UUID
    position: str
    reason: str


class WatchedOut(Schema):
    """A request as the supervisor sees it: how it was decided, in which words; nobody who asks."""

    row: RequestRowOut
    reason: str
    positions: list[SaidOut]


class FindingIn(Schema, extra="forbid"):
    """What a supervisor found."""

    finding: str = Field(description="nothing_held, in_order, corrected or not_in_order")
    words: str


class QuestionOut(Schema):
    """What one supervisor asks another about an alert, and the reply."""

    id: UUID
    check_id: UUID
    reference: str
    strand: str
    authority_id: UUID
    asked_id: UUID
    owner_id: UUID
    alert_id: UUID
    asked_at: datetime
    due_on: date
    state: str
    finding: str
    words: str
    is_late: bool


class CheckOut(Schema):
    """A check that a person asked a supervisor for."""

    id: UUID
    request_id: UUID
    reference: str
    strand: str
    taken_by_authority: UUID
    opened_at: datetime
    answer_from: date
    state: str
    finding: str
    words: str
    closed_at: datetime | None
    questions: list[QuestionOut]


@router.post("", response={201: MadeOut}, summary="Take a person's request", openapi_extra=WRITE)
def take(request: UnderMandateRequest, asked: RequestIn) -> Status[dict]:
    """In the strand given."""
    said = asked.person.dict(exclude={"names", "documents"})
    person = Person(names=tuple(asked.person.names), documents=tuple(asked.person.documents), **said)
    number = services.take_request(
        _in_strand(request.actor, asked.strand),
        person=person,
        asks=asked.asks,
        identity=asked.identity,
        received_on=asked.received_on,
        key=idempotency_key(request),
    )
    return Status(201, {"id": number})


@router.get("", response=list[RequestRowOut], summary="Requests taken here, the nearest deadline first")
def taken(request: UnderMandateRequest, *, overdue: bool = False) -> list[dict]:
    """Or those past their deadline; no person is named in a list."""
    return [asdict(one) for one in queries.requests(request.actor, overdue=overdue)]


@router.get("/questions", response=list[AskedOut], summary="What other authorities ask of yours as the supplier")
def questions(request: UnderMandateRequest) -> list[dict]:
    """The nearest deadline first."""
    return [asdict(one) for one in queries.asked_of_us(request.actor)]


@router.get("/watched", response=list[WatchedOut], summary="How requests were decided, for the supervisor")
def watched(request: UnderMandateRequest) -> list[dict]:
    """In the authorities supervised, and where they supplied the data."""
    return [
        {
            "row": asdict(one.row),
            "reason": one.reason,
            "positions": [
                {"owner_id": owner, "position": position, "reason": reason} for owner, position, reason in one.positions
            ],
        }
        for one in queries.watched(request.actor)
    ]


@router.get("/procedure", response=ProcedureOut, summary="How your state answers persons")
def procedure(request: UnderMandateRequest) -> dict:
    """Where no row of a state is known, the rule for all others, and `is_default` says so."""
    row = queries.procedure_for(request.actor)
    return asdict(row) | {"is_default": not row.state}


@router.get("/{number}", response=RequestOut, summary="One request in full")
def one(request: UnderMandateRequest, number: UUID) -> dict:
    """Who asks, what was found, what each supplier says, what is proposed, what was ordered."""
    return _request(queries.request_for(queries.where_taken(request.actor, number), number))


@router.post("/{number}/gathering", response=GatheredOut, summary="Gather all that is held", openapi_extra=WRITE)
def gather(request: UnderMandateRequest, number: UUID) -> dict:
    """Each other supplier is asked. Safe to repeat."""
    idempotency_key(request)
    return {"new": services.gather_holdings(queries.where_taken(request.actor, number), number)}


@router.put(
    "/entries/{holding}/sorting",
    response={204: None},
    summary="Say whether an entry concerns the person",
    openapi_extra=WRITE,
)
def sort(request: UnderMandateRequest, holding: UUID, said: SortIn) -> Status[None]:
    """If so, its supplier is asked."""
    idempotency_key(request)
    here = queries.where_taken(request.actor, holding)
    services.sort_holding(here, holding, is_the_person=said.is_the_person, reason=said.reason)
    return Status(204, None)


@router.put(
    "/entries/{holding}/position", response={204: None}, summary="State the supplier's position", openapi_extra=WRITE
)
def position(request: UnderMandateRequest, holding: UUID, said: PositionIn) -> Status[None]:
    """Once; also when its time is over."""
    idempotency_key(request)
    services.give_position(queries.where_taken(request.actor, holding), holding, **said.dict())
    return Status(204, None)


@router.post("/{number}/decision", response=DecidedOut, summary="Decide on it", openapi_extra=WRITE)
def decide(request: UnderMandateRequest, number: UUID, said: DecideIn) -> dict:
    """With a ground for what is not disclosed, and the reason of this one case."""
    here, key = queries.where_taken(request.actor, number), idempotency_key(request)
    return {"outcome": str(services.decide_request(here, number, key=key, **said.dict()))}


@router.post("/{number}/answer", summary="The answer pack: letter and data, a ZIP file", openapi_extra=WRITE)
def answer(request: UnderMandateRequest, number: UUID) -> HttpResponse:
    """The first time it is given ends the request; given again, it is the same."""
    idempotency_key(request)
    return _zip(services.answer_request(queries.where_taken(request.actor, number), number))


@router.post(
    "/{number}/remedies",
    response={201: MadeOut},
    summary="Register what a court or authority ordered",
    openapi_extra=WRITE,
)
def order(request: UnderMandateRequest, number: UUID, said: RemedyIn) -> Status[dict]:
    """To correct or erase: wired to the register of final decisions. Access: nothing can be withheld any more."""
    here, key = queries.where_taken(request.actor, number), idempotency_key(request)
    ordered = Ordered(**said.dict(exclude={"holding"}))
    made = remedies.register_remedy(here, number, ordered=ordered, holding_id=said.holding, key=key)
    return Status(201, {"id": made})


@router.put(
    "/remedies/{remedy}/payment",
    response={204: None},
    summary="Record that compensation is paid",
    openapi_extra=WRITE,
)
def pay(request: UnderMandateRequest, remedy: UUID) -> Status[None]:
    """Of compensation that was ordered."""
    here, key = queries.where_taken(request.actor, remedy), idempotency_key(request)
    remedies.record_payment(here, remedy, key=key)
    return Status(204, None)


@router.post("/{number}/check-answer", summary="The supervisor's answer to a check, a ZIP file", openapi_extra=WRITE)
def check_answer(request: UnderMandateRequest, number: UUID) -> HttpResponse:
    """One text, whatever was found."""
    idempotency_key(request)
    return _zip(checks.check_answer(queries.where_taken(request.actor, number), number))


@checks_router.get("", response=list[CheckOut], summary="The checks that you lead, with the replies")
def checks_led(request: UnderMandateRequest) -> list[dict]:
    """The newest first."""
    return [asdict(one) for one in checks.checks_of(request.actor)]


@checks_router.get("/questions", response=list[QuestionOut], summary="What other supervisors ask of you")
def questions_to_us(request: UnderMandateRequest) -> list[dict]:
    """Those that wait first."""
    return [asdict(one) for one in checks.questions_to(request.actor)]


@checks_router.post(
    "/{number}", response={201: MadeOut}, summary="Open the check that was asked for", openapi_extra=WRITE
)
def open_check(request: UnderMandateRequest, number: UUID) -> Status[dict]:
    """`number` is the request's; the supervisors of the other states that supplied something are asked."""
    here, key = checks.where_check(request.actor, number), idempotency_key(request)
    return Status(201, {"id": checks.open_check(here, number, key=key)})


@checks_router.put("/questions/{question}/reply", response={204: None}, summary="Reply", openapi_extra=WRITE)
def reply(request: UnderMandateRequest, question: UUID, said: FindingIn) -> Status[None]:
    """Once; also when its time is over, as long as the check runs."""
    here, key = checks.where_check(request.actor, question), idempotency_key(request)
    checks.reply_to_check(here, question, key=key, **said.dict())
    return Status(204, None)


@checks_router.put("/{check}/end", response={204: None}, summary="End the check", openapi_extra=WRITE)
def close(request: UnderMandateRequest, check: UUID, said: FindingIn) -> Status[None]:
    """What was found stays with the supervisors."""
    here, key = checks.where_check(request.actor, check), idempotency_key(request)
    checks.close_check(here, check, key=key, **said.dict())
    return Status(204, None)


def _request(view: RequestView) -> dict:
    shown = asdict(view)
    shown["holdings"] = [_holding(one) for one in view.holdings]
    return shown


def _holding(one: HoldingView) -> dict:
    names = set(HoldingView.__dataclass_fields__) - {"alert"}
    plain = {name: getattr(one, name) for name in names}
    values = {code: as_text(value) for code, value in one.alert.content.values.items()} if one.alert else {}
    return plain | {"reference": one.alert.reference if one.alert else "", "values": values}


def _zip(pack: Pack) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{pack.name}"', "Cache-Control": "no-store"}
    return HttpResponse(pack.content, content_type="application/zip", headers=headers)


def _in_strand(actor: Actor, code: str) -> Actor:
    if code not in {str(strand) for strand in actor.strands}:
        problem = FieldProblem("strand", "CIS-01", "", N_("No strand is chosen."), N_("Name one of your mandate."))
        raise FieldRefused([problem])
    return actor.in_strand(Strand(code))
