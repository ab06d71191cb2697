"""The registers of the authorities supervised over the API: lines with filters, one line in full (GOV-08)."""

from dataclasses import asdict
from datetime import date
from uuid import UUID

from ninja import Query, Router, Schema

from firstwall.api.identity import UnderMandateRequest
from firstwall.cis.types import RegisterLine, WatchedFilters
from firstwall.supervision import registers

router = Router(tags=["supervision"])
PAGE = Query(1, ge=1, le=registers.LAST_PAGE)


class LookIn(Schema):
    """What to look for; what is empty lets everything through."""

    kind: str = Query(
        "", description="copy, receipt, transfer, correction, decision, conflict, contest, dispute or claim"
    )
    is_open: bool | None = None
    authority_id: UUID | None = None
    reference: str = ""
    since: date | None = None
    until: date | None = None


class LineOut(Schema):
    """One line of a register."""

    kind: str
    id: UUID
    strand: str
    alert_reference: str
    owner_id: UUID
    other_id: UUID
    what: str
    state: str
    day: date
    due_on: date | None


class LinesOut(Schema):
    """A page of lines, the newest first."""

    lines: list[LineOut]
    page: int
    has_more: bool


class TextOut(Schema):
    """A word that people wrote in a line."""

    name: str
    text: str


class LineInFullOut(Schema):
    """One line with what people wrote in it."""

    line: LineOut
    texts: list[TextOut]


@router.get("", response=LinesOut, summary="Lines of the registers, newest first")
def lines(request: UnderMandateRequest, asked: Query[LookIn], page: int = PAGE) -> dict:
    """For a supervisor; the reading is recorded."""
    filters = WatchedFilters(**asked.dict(exclude={"kind"}))
    found = registers.registers_of(request.actor, filters, kind=asked.kind, page=page)
    return {"lines": [_line(one) for one in found.lines], "page": found.number, "has_more": found.has_more}


@router.get("/{kind}/{line_id}", response=LineInFullOut, summary="One line in full")
def line(request: UnderMandateRequest, kind: str, line_id: UUID) -> dict:
    """What people wrote goes with the alert."""
    found, texts = registers.register_line(request.actor, kind, line_id)
    return {"line": _line(found), "texts": [asdict(one) for one in texts]}


def _line(one: RegisterLine) -> dict:
    shown = asdict(one)
    return shown | {"what": ", ".join(one.what) if isinstance(one.what, list) else one.what}
