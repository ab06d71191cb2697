"""FIDE over the API: ask from a file of one's own, keep the own entries. The desks are answered on screen only (CIS-32b)."""

from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from ninja import Field, Router, Schema, Status

from firstwall.api.cis import in_strand
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.fide import asking, queries, services
from firstwall.fide.types import FileGiven, FileQuery, Offence

router = Router(tags=["fide"])
Identity = dict[str, str | list[str]]


class QueryIn(Schema, extra="forbid"):
    """What is known of a person or business, and the own file in which it is asked."""

    kind: str = Field(description="person or business")
    identity: Identity = Field(description="Fields of the closed list; at least one name, date of birth or number")
    file_reference: str = Field(description="The number of an investigation file of one's own authority (FIDE-04)")
    strand: str = Field("", description="C or A; needed when the mandate covers both")


class HitOut(Schema):
    """All that an answer shows (FIDE-14)."""

    id: UUID
    strand: str
    authority_id: UUID
    state_code: str
    contact: str
    subject: str
    file_number: str
    matched: dict[str, list[str]]


class AnswerOut(Schema):
    """Hits, and whether more should be named."""

    hits: list[HitOut]
    too_many: bool


class FileIn(Schema, extra="forbid"):
    """A file to be indexed."""

    kind: str
    identity: Identity
    status: str = Field(description="suspected, established or sanctioned")
    subject: str
    file_number: str
    contact: str
    filed_on: date
    last_act_on: date
    offence_code: str = Field("", description="Criminal strand: of one's own state's list in force")
    union_relevance: str = Field("", description="Administrative strand: why it matters at Union level")
    strand: str = ""


class ChangeIn(FileIn):
    """All of it as it is now."""

    version: int = Field(description="The version that was read")
    is_correction: bool = Field(False, description="What was entered was wrong")


class EntryMadeOut(Schema):
    """The number of the entry."""

    id: UUID


class EntryRowOut(Schema):
    """One line of the own entries."""

    id: UUID
    strand: str
    kind: str
    name: str
    status: str
    subject: str
    file_number: str
    last_act_on: date
    gone_from: date


class EntryOut(Schema):
    """An own entry, clocks included."""

    id: UUID
    strand: str
    given: dict
    state_code: str
    gone_from: date
    version: int
    entered_at: datetime
    changed_at: datetime


class OffenceIn(Schema, extra="forbid"):
    """One offence with the most that the law threatens."""

    code: str
    label: str
    custody_months: int = Field(0, ge=0, le=1200)
    fine_eur: int = Field(0, ge=0, le=10**12)


class OffenceListIn(Schema, extra="forbid"):
    """The whole list of one's state."""

    offences: list[OffenceIn]
    in_force_from: date | None = None


class OffenceListOut(Schema):
    """One version of a state's list."""

    id: UUID
    state_code: str
    number: int
    in_force_from: date
    given_at: datetime
    offences: list[dict]


class DeferralIn(Schema, extra="forbid"):
    """A file that is not entered for now."""

    file_number: str
    ground: str
    reason: str
    recheck_on: date | None = Field(None, description="Within 90 days")
    strand: str = ""


class DeferralOut(Schema):
    """A deferral of one's own authority."""

    id: UUID
    strand: str
    ground: str
    file_number: str
    reason: str
    recheck_on: date
    made_at: datetime
    ended_on: date | None


@router.post("/questions", response=AnswerOut, summary="Ask whether anybody has a file", openapi_extra=WRITE)
def ask(request: UnderMandateRequest, said: QueryIn) -> dict:
    """Ask in one strand; nothing of a file comes back but that it exists and whom to ask (FIDE-02)."""
    actor = in_strand(request.actor, said.strand)
    return asdict(asking.ask(actor, FileQuery(said.kind, _identity(said.identity), said.file_reference)))


@router.get("/entries", response=list[EntryRowOut], summary="The own entries, the soonest to end first")
def own_entries(request: UnderMandateRequest, *, strand: str = "", before: date | None = None) -> list[dict]:
    """`before`: only those in whose file nothing was done since that day."""
    return [asdict(row) for row in queries.own_entries(in_strand(request.actor, strand), before=before)]


@router.post("/entries", response={201: EntryMadeOut}, summary="Enter a file", openapi_extra=WRITE)
def enter(request: UnderMandateRequest, said: FileIn) -> Status:
    """One person or business, and nothing of the file's content (FIDE-08)."""
    entry = services.enter_file(in_strand(request.actor, said.strand), _file(said), key=idempotency_key(request))
    return Status(201, {"id": entry})


@router.get("/entries/{entry}", response=EntryOut, summary="One own entry")
def own_entry(request: UnderMandateRequest, entry: UUID) -> dict:
    """As it was entered, with the day on which it ends."""
    return asdict(queries.own_entry(queries.where_entry(request.actor, entry), entry))


@router.post("/entries/{entry}/change", response=EntryOut, summary="Say anew what the file says", openapi_extra=WRITE)
def change(request: UnderMandateRequest, entry: UUID, said: ChangeIn) -> dict:
    """The clock keeps its start (FIDE-17)."""
    actor = queries.where_entry(request.actor, entry)
    services.change_file(
        actor, entry, _file(said), version=said.version, is_correction=said.is_correction, key=idempotency_key(request)
    )
    return asdict(queries.own_entry(actor, entry))


@router.post("/entries/{entry}/clear", response={204: None}, summary="Cleared of suspicion: erase", openapi_extra=WRITE)
def clear(request: UnderMandateRequest, entry: UUID) -> Status:
    """Erased at once, whatever its status (FIDE-19)."""
    services.clear_file(queries.where_entry(request.actor, entry), entry, key=idempotency_key(request))
    return Status(204, None)


@router.get("/offence-lists", response=list[OffenceListOut], summary="The lists of offences of all states")
def offence_lists(request: UnderMandateRequest) -> list[dict]:
    """Every version, newest first."""
    return [asdict(row) for row in queries.offence_lists(request.actor)]


@router.post("/offence-lists", response={201: EntryMadeOut}, summary="Give one's state's list", openapi_extra=WRITE)
def give(request: UnderMandateRequest, said: OffenceListIn) -> Status:
    """It replaces the one before from its day on (FIDE-06)."""
    actor = in_strand(request.actor, "C")
    offences = [Offence(**one.dict()) for one in said.offences]
    made = services.give_offences(actor, offences, in_force_from=said.in_force_from, key=idempotency_key(request))
    return Status(201, {"id": made})


@router.get("/deferrals", response=list[DeferralOut], summary="What one's own authority does not enter for now")
def deferrals(request: UnderMandateRequest, *, strand: str = "") -> list[dict]:
    """The next to be looked at first; nobody else sees them (FIDE-15)."""
    return [asdict(row) for row in queries.deferrals(in_strand(request.actor, strand))]


@router.post("/deferrals", response={201: EntryMadeOut}, summary="Defer an entry", openapi_extra=WRITE)
def defer(request: UnderMandateRequest, said: DeferralIn) -> Status:
    """With ground, reason and the day it is looked at again."""
    named = said.dict(exclude={"strand"})
    made = services.defer_entry(in_strand(request.actor, said.strand), **named, key=idempotency_key(request))
    return Status(201, {"id": made})


@router.post("/deferrals/{deferral}/end", response={204: None}, summary="End a deferral", openapi_extra=WRITE)
def end_deferral(request: UnderMandateRequest, deferral: UUID) -> Status:
    """The ground is gone."""
    services.end_deferral(queries.where_deferral(request.actor, deferral), deferral)
    return Status(204, None)


def _identity(said: Identity) -> dict[str, str | tuple[str, ...]]:
    return {code: tuple(one) if isinstance(one, list) else one for code, one in said.items()}


def _file(said: FileIn) -> FileGiven:
    named = said.dict(exclude={"strand", "version", "is_correction", "identity"})
    return FileGiven(identity=_identity(said.identity), **named)
