"""The supervisor's ledger over the API. Every question is itself entered in the ledger."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from ninja import Field, Query, Router, Schema

from firstwall.api.identity import UnderMandateRequest
from firstwall.supervision import queries
from firstwall.supervision.types import LedgerFilters, LedgerPage

router = Router(tags=["supervision"])
LAST_PAGE = 1_000_000
PAGE = Query(1, ge=1, le=LAST_PAGE)


class EntryRow(Schema):
    """One entry; `seq` is empty while it waits for its place."""

    id: UUID
    seq: int | None
    at: datetime
    actor_name: str
    authority_id: UUID | None
    strand: str
    role: str
    purpose: str
    reference: str
    channel: str
    act: str
    object_type: str
    object_id: str
    result: str
    has_personal: bool


class EntryList(Schema):
    """A page of entries, newest first."""

    rows: list[EntryRow]
    page: int
    has_more: bool


class EntryOut(Schema):
    """One entry in full; the personal part while its day's key lives."""

    row: EntryRow
    details: dict
    personal_state: str
    personal: dict
    proof_holds: bool


def _shown(page: LedgerPage) -> dict:
    return {"rows": [asdict(row) for row in page.rows], "page": page.number, "has_more": page.has_more}


class LookFor(Schema):
    """What to look for; empty asks for everything the supervisor may see."""

    act: str = ""
    object_id: str = ""
    reference: str = ""
    result: str = ""


@router.get("", response=EntryList, summary="Entries of the supervised authorities, newest first")
def entries(request: UnderMandateRequest, asked: Query[LookFor], page: int = PAGE) -> dict:
    """Filter by act, object, reference or result."""
    return _shown(queries.ledger_entries(request.actor, LedgerFilters(**asked.dict()), page))


class TermIn(Schema):
    """What was searched for; sent in the body, because an address is written into logs."""

    term: str
    page: int = Field(1, ge=1, le=LAST_PAGE)


@router.post("/searches", response=EntryList, summary="Searches for a person or a thing, while the days' keys live")
def searches(request: UnderMandateRequest, asked: TermIn) -> dict:
    """Found by keyed digest; older than six months, they are gone (SEC-33)."""
    return _shown(queries.searches_for(request.actor, asked.term, asked.page))


@router.get("/{entry_id}", response=EntryOut, summary="One entry with the proof of its place")
def entry(request: UnderMandateRequest, entry_id: UUID) -> dict:
    """The personal part is opened only here, and the opening is recorded."""
    view = queries.entry(request.actor, entry_id)
    return {
        "row": asdict(view.row),
        "details": view.details,
        "personal_state": str(view.personal_state),
        "personal": view.personal,
        "proof_holds": view.proof_holds,
    }
