"""Copies, receipts, other use and onward transfer over the API: by the registers alone others' data leave in bulk."""

import json
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from ninja import Field, Router, Schema, Status

from firstwall.api.cis import in_strand
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis import queries as alerts
from firstwall.cis.passing import copies, lists, proceedings, queries, transfers
from firstwall.cis.passing.types import Document

services_router = Router(tags=["copies"])
copies_router = Router(tags=["copies"])
receipts_router = Router(tags=["copies"])
transfers_router = Router(tags=["transfers"])
proceedings_router = Router(tags=["proceedings"])


class ServiceIn(Schema, extra="forbid"):
    """A service whose analysts may copy."""

    kind: str = Field(description="risk_management or operational_analysis")
    name: str
    system: str = Field(description="The system into which copies go")
    strand: str = Field("", description="C or A; needed when the mandate covers both")


class ServiceOut(Schema):
    """One line of the list of services; analysts are named to their own authority only."""

    id: UUID
    authority_id: UUID
    kind: str
    name: str
    system: str
    listed_on: date
    ended_on: date | None
    analysts: list[UUID]


class AnalystIn(Schema, extra="forbid"):
    """A colleague who is authorised to copy."""

    login: str


class CopyIn(Schema, extra="forbid"):
    """One alert of another supplier, for one case."""

    alert: UUID
    service: UUID
    case_reference: str
    need: str
    version: int = Field(description="The version that was looked at")


class MadeOut(Schema):
    """The number of what was made."""

    id: UUID


class CopyOut(Schema):
    """One line of the register of copies; the need is shown to its holder only."""

    id: UUID
    strand: str
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    service_id: UUID
    kind: str
    system: str
    case_reference: str
    analyst_id: UUID | None
    need: str
    made_on: date
    review_on: date
    last_day: date
    state: str
    ended_on: date | None
    ended_because: str
    is_own: bool


class NeedIn(Schema, extra="forbid"):
    """Why a copy is still needed."""

    need: str


class ReceiptOut(Schema):
    """An erasure or correction that is owed, or was confirmed."""

    id: UUID
    strand: str
    held_as: str
    held_id: UUID
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    act: str
    because: str
    owed_at: datetime
    due_on: date
    done_at: datetime | None
    is_own: bool


class TransferIn(Schema, extra="forbid"):
    """What the supplier is asked for."""

    alert: UUID
    kind: str = Field(description="other_use, national, third_country or organisation")
    purpose: str
    recipient: str
    legal_basis: str
    fields: list[str]
    country: str = ""
    ground: str = Field("", description="Criminal strand, outside the Union: the ground of LED 36 to 39")


class TransferOut(Schema):
    """A request and the supplier's decision on it."""

    id: UUID
    strand: str
    alert_id: UUID
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    kind: str
    country: str
    ground: str
    purpose: str
    recipient: str
    legal_basis: str
    fields: list[str]
    asked_at: datetime
    state: str
    conditions: str
    reasons: str
    decided_at: datetime | None
    authorisation_id: UUID | None
    valid_until: date | None
    made: int
    is_own: bool


class AuthoriseIn(Schema, extra="forbid"):
    """The supplier's authorisation."""

    conditions: str
    valid_until: date
    fields: list[str] | None = None


class AuthorisationOut(Schema):
    """Under this number documents are made."""

    authorisation: UUID


class RefuseIn(Schema, extra="forbid"):
    """Why the supplier refuses."""

    reasons: str


class MakeIn(Schema, extra="forbid"):
    """A document is made under an authorisation."""

    security_measures: str = Field("", description="Needed when the data leave the own territory (CIS-52)")


class DocumentOut(Schema):
    """The document with its digest."""

    name: str
    sha256: str
    document: dict


@services_router.get("", response=list[ServiceOut], summary="The services whose analysts may copy, of all states")
def services(request: UnderMandateRequest, strand: str = "") -> list[dict]:
    """The lists that the states send each other (CIS-55a)."""
    return [asdict(one) for one in lists.services_listed(in_strand(request.actor, strand))]


@services_router.post("", response={201: MadeOut}, summary="List a service", openapi_extra=WRITE)
def list_service(request: UnderMandateRequest, service: ServiceIn) -> Status[dict]:
    """Of one's own authority."""
    actor = in_strand(request.actor, service.strand)
    said = service.dict(exclude={"strand"})
    return Status(201, {"id": lists.list_service(actor, key=idempotency_key(request), **said)})


@services_router.post("/{service}/analysts", response={204: None}, summary="Authorise an analyst", openapi_extra=WRITE)
def list_analyst(request: UnderMandateRequest, service: UUID, analyst: AnalystIn, strand: str = "") -> Status[None]:
    """A colleague, never oneself; twice is the same as once."""
    idempotency_key(request)
    actor = in_strand(request.actor, strand)
    lists.list_analyst(actor, service, person_id=lists.colleague(actor, analyst.login))
    return Status(204, None)


@services_router.delete(
    "/{service}/analysts/{login}", response={204: None}, summary="Take an analyst off the list", openapi_extra=WRITE
)
def end_analyst(request: UnderMandateRequest, service: UUID, login: str, strand: str = "") -> Status[None]:
    """From now on this person registers and takes no copy."""
    actor = in_strand(request.actor, strand)
    lists.end_analyst(actor, service, person_id=lists.colleague(actor, login), key=idempotency_key(request))
    return Status(204, None)


@copies_router.post("", response={201: MadeOut}, summary="Register a copy of an alert", openapi_extra=WRITE)
def register(request: UnderMandateRequest, wanted: CopyIn) -> Status[dict]:
    """By a listed analyst, for one case; its document is taken afterwards."""
    actor = alerts.where_seen(request.actor, wanted.alert)
    made = copies.register_copy(
        actor,
        wanted.alert,
        service_id=wanted.service,
        case_reference=wanted.case_reference,
        need=wanted.need,
        version=wanted.version,
        key=idempotency_key(request),
    )
    return Status(201, {"id": made})


@copies_router.get("", response=list[CopyOut], summary="The register of copies")
def register_of_copies(request: UnderMandateRequest, strand: str = "", alert: UUID | None = None) -> list[dict]:
    """Those one holds, and those others hold of one's own alerts."""
    return [asdict(one) for one in queries.copies_of(in_strand(request.actor, strand), alert_id=alert)]


@copies_router.get("/{copy_id}/document", response=DocumentOut, summary="Take the document of a copy")
def take(request: UnderMandateRequest, copy_id: UUID) -> dict:
    """Made from the alert as it stands now; none while it is blocked or its erasure is owed."""
    return _shown(copies.take_copy(queries.where_copy(request.actor, copy_id), copy_id))


@copies_router.post(
    "/{copy_id}/review", response={204: None}, summary="Review the need for a copy", openapi_extra=WRITE
)
def review(request: UnderMandateRequest, copy_id: UUID, why: NeedIn) -> Status[None]:
    """At least yearly."""
    key = idempotency_key(request)
    copies.review_copy(queries.where_copy(request.actor, copy_id), copy_id, need=why.need, key=key)
    return Status(204, None)


@copies_router.post(
    "/{copy_id}/erasure", response={204: None}, summary="Say that a copy was erased", openapi_extra=WRITE
)
def erase(request: UnderMandateRequest, copy_id: UUID) -> Status[None]:
    """Because it is needed no longer, or was to be erased."""
    copies.erase_copy(queries.where_copy(request.actor, copy_id), copy_id, key=idempotency_key(request))
    return Status(204, None)


@receipts_router.get("", response=list[ReceiptOut], summary="Erasures and corrections that are owed")
def receipts(request: UnderMandateRequest, strand: str = "", *, open_only: bool = True) -> list[dict]:
    """What one owes and what one is owed."""
    return [asdict(one) for one in queries.receipts_of(in_strand(request.actor, strand), open_only=open_only)]


@receipts_router.post("/{receipt}", response={204: None}, summary="Confirm what was owed", openapi_extra=WRITE)
def confirm(request: UnderMandateRequest, receipt: UUID) -> Status[None]:
    """The copy is erased or corrected, the recipients are told."""
    actor = queries.where_receipt(request.actor, receipt)
    copies.confirm_receipt(actor, receipt, key=idempotency_key(request))
    return Status(204, None)


class ProceedingIn(Schema, extra="forbid"):
    """In which proceedings an alert of another supplier was used."""

    alert: UUID
    version: int = Field(description="The version that was used")
    before: str = Field(description="Court or authority")
    reference: str = Field(description="Reference of the proceedings")
    used_on: date


class ProceedingOut(Schema):
    """A use in proceedings, as its two parties read it."""

    id: UUID
    strand: str
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    used_on: date
    told_at: datetime
    before: str
    reference: str
    is_own: bool


@proceedings_router.post("", response={201: MadeOut}, summary="Tell a use in proceedings", openapi_extra=WRITE)
def tell_proceedings(request: UnderMandateRequest, told: ProceedingIn) -> Status[dict]:
    """The supplier is told by the same act (CIS-55e)."""
    actor = alerts.where_seen(request.actor, told.alert)
    used = proceedings.UsedIn(told.before, told.reference, told.used_on)
    key = idempotency_key(request)
    return Status(
        201, {"id": proceedings.tell_proceedings(actor, told.alert, used=used, version=told.version, key=key)}
    )


@proceedings_router.get("", response=list[ProceedingOut], summary="Uses in proceedings")
def register_of_proceedings(request: UnderMandateRequest, strand: str = "", alert: UUID | None = None) -> list[dict]:
    """Those one told, and those of one's own alerts."""
    return [asdict(one) for one in proceedings.proceedings_of(in_strand(request.actor, strand), alert_id=alert)]


@transfers_router.post("", response={201: MadeOut}, summary="Ask to use otherwise or pass on", openapi_extra=WRITE)
def ask(request: UnderMandateRequest, asked: TransferIn) -> Status[dict]:
    """The supplier decides."""
    actor = alerts.where_seen(request.actor, asked.alert)
    wanted = transfers.Asked(**asked.dict(exclude={"alert"}))
    return Status(201, {"id": transfers.ask_transfer(actor, asked.alert, asked=wanted, key=idempotency_key(request))})


@transfers_router.get("", response=list[TransferOut], summary="Requests to use otherwise or pass on")
def register_of_transfers(request: UnderMandateRequest, strand: str = "", alert: UUID | None = None) -> list[dict]:
    """Those one made, and those on one's own alerts."""
    return [asdict(one) for one in queries.transfers_of(in_strand(request.actor, strand), alert_id=alert)]


@transfers_router.post(
    "/{transfer}/authorisation", response=AuthorisationOut, summary="Authorise it under conditions", openapi_extra=WRITE
)
def authorise(request: UnderMandateRequest, transfer: UUID, said: AuthoriseIn) -> dict:
    """By the supplier; the answer is the authorisation's number."""
    actor = queries.where_transfer(request.actor, transfer)
    return {"authorisation": transfers.authorise_transfer(actor, transfer, key=idempotency_key(request), **said.dict())}


@transfers_router.post("/{transfer}/refusal", response={204: None}, summary="Refuse it", openapi_extra=WRITE)
def refuse(request: UnderMandateRequest, transfer: UUID, said: RefuseIn) -> Status[None]:
    """By the supplier, with reasons."""
    actor = queries.where_transfer(request.actor, transfer)
    transfers.refuse_transfer(actor, transfer, reasons=said.reasons, key=idempotency_key(request))
    return Status(204, None)


@transfers_router.post("/{transfer}/revocation", response={204: None}, summary="Take it back", openapi_extra=WRITE)
def revoke(request: UnderMandateRequest, transfer: UUID) -> Status[None]:
    """By the supplier: no further document is made."""
    transfers.revoke_transfer(queries.where_transfer(request.actor, transfer), transfer, key=idempotency_key(request))
    return Status(204, None)


@transfers_router.post(
    "/documents/{authorisation}", response=DocumentOut, summary="Make a document under an authorisation"
)
def make(request: UnderMandateRequest, authorisation: UUID, said: MakeIn) -> dict:
    """Each document is one line of the register; a repeated call makes another one."""
    actor = queries.where_transfer(request.actor, authorisation)
    return _shown(transfers.make_transfer(actor, authorisation, security_measures=said.security_measures))


def _shown(document: Document) -> dict:
    return {"name": document.name, "sha256": document.digest, "document": json.loads(document.body)}
