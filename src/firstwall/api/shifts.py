"""Shifts over the API: hand over and accept, what nobody answered, an office's clock and figures."""

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from ninja import Field, Router, Schema, Status

from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.screening import services
from firstwall.screening.office_rules import office_rules
from firstwall.screening.shifts.figures import figures_of
from firstwall.screening.shifts.handing_over import handovers_of
from firstwall.screening.shifts.unanswered import unanswered_days

router = Router(tags=["shifts"])


class HandoverIn(Schema, extra="forbid"):
    """What the next shift should know."""

    note: str = Field("", max_length=2000)


class HandoverOut(Schema):
    """What a shift left in one strand."""

    id: UUID
    strand: str
    office_name: str
    place: str
    giver_name: str
    given_at: datetime
    note: str
    hits: int
    overdue: int
    still_waiting: list[UUID]
    accepter_name: str
    accepted_at: datetime | None


class UnansweredOut(Schema):
    """How many hits of an office were past their clock on a day."""

    day: date
    strand: str
    office_name: str
    hits: int


class OfficeRuleIn(Schema, extra="forbid"):
    """An office's clock and head; without an office: all that have no rule of their own."""

    office: UUID | None = None
    clock_minutes: int
    head: str = Field("", max_length=80, description="Login of whoever heads the office")


class OfficeRuleOut(Schema):
    """An office's clock and head."""

    office_id: UUID | None
    office_name: str
    clock_minutes: int
    head_name: str
    set_at: datetime


class FiguresOut(Schema):
    """What an office did with its hits; outcomes are the owners'."""

    strand: str
    office_name: str
    hits: int
    decided: int
    decided_in_time: int
    same: int
    different: int
    unsure: int
    waiting: int
    overdue: int
    median_minutes: float | None
    reported: int
    true_matches: int
    false_matches: int
    unclear: int
    seizures: int
    values: dict[str, Decimal] = Field(description="What the seizures were worth, by currency")


@router.post(
    "/handovers", response={201: list[HandoverOut]}, summary="Hand over to the next shift", openapi_extra=WRITE
)
def hand_over(request: UnderMandateRequest, said: HandoverIn) -> Status[list[dict]]:
    """One in each strand of the mandate; what is given stays the giver's until it is accepted."""
    made = services.hand_over(request.actor, note=said.note, key=idempotency_key(request))
    return Status(201, [asdict(one) for one in made])


@router.get("/handovers", response=list[HandoverOut], summary="What shifts left lately")
def handovers(request: UnderMandateRequest) -> list[dict]:
    """Newest first."""
    return [asdict(one) for one in handovers_of(request.actor)]


@router.post("/handovers/{handover}/acceptance", response=HandoverOut, summary="Accept it", openapi_extra=WRITE)
def accept(request: UnderMandateRequest, handover: UUID) -> dict:
    """From now on the accepter answers for what waits."""
    return asdict(services.accept_handover(request.actor, handover, key=idempotency_key(request)))


@router.get("/unanswered", response=list[UnansweredOut], summary="The daily lists of unanswered hits")
def unanswered(request: UnderMandateRequest) -> list[dict]:
    """Only the days on which it was not empty."""
    return [asdict(one) for one in unanswered_days(request.actor)]


@router.get("/offices", response=list[OfficeRuleOut], summary="Clocks and heads of the offices")
def rules(request: UnderMandateRequest) -> list[dict]:
    """12 hours where nothing is set."""
    return [asdict(one) for one in office_rules(request.actor)]


@router.put("/offices", response=OfficeRuleOut, summary="Set an office's clock and head", openapi_extra=WRITE)
def set_rule(request: UnderMandateRequest, said: OfficeRuleIn) -> dict:
    """By the coordinating unit; hits found before keep their clock."""
    key = idempotency_key(request)
    return asdict(
        services.set_office_rule(
            request.actor, office_id=said.office, clock_minutes=said.clock_minutes, head=said.head, key=key
        )
    )


@router.get("/figures", response=list[FiguresOut], summary="What the offices did with their hits")
def figures(request: UnderMandateRequest, first_day: date, last_day: date) -> list[dict]:
    """Whole UTC days, at most a year."""
    found = figures_of(request.actor, first_day=first_day, last_day=last_day)
    return [asdict(one) | {"values": dict(one.values)} for one in found]
