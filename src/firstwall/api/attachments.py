"""Attachments of alerts over the API (CIS-15): the same acts as the pages."""

from dataclasses import asdict
from uuid import UUID

from django.http import HttpResponse
from ninja import Field, File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from firstwall.api.cis import AttachmentOut, RefOut
from firstwall.api.identity import WRITE, UnderMandateRequest, idempotency_key
from firstwall.cis import attaching, queries
from firstwall.cis.types import AlertRef
from firstwall.documents.inspecting import largest
from firstwall.documents.sending import headers_for

router = Router(tags=["alerts"])
attachments_router = Router(tags=["alerts"])


class AttachIn(Schema):
    """What the supplier says of the file."""

    version: int = Field(0, description="The version of the alert that was looked at; another one is a conflict")
    people: str = Field("", description="none, or within: it names persons, within the items of the category's set")
    stays_within: bool = Field(False, description="The supplier's statement that it stays within the closed set")


class RemovalIn(Schema, extra="forbid"):
    """Why an attachment is removed."""

    version: int
    reason: str


@router.post("/{alert}/attachments", response={201: AttachmentOut}, summary="Attach a file", openapi_extra=WRITE)
def attach(request: UnderMandateRequest, alert: UUID, file: File[UploadedFile], said: Form[AttachIn]) -> Status[dict]:
    """PDF without pictures or plain text; a version of the alert."""
    actor = queries.where_seen(request.actor, alert)
    offered = attaching.Offered(file.name or "", file.read(largest() + 1), said.people, said.stays_within)
    key = idempotency_key(request)
    return Status(201, asdict(attaching.attach_document(actor, alert, offered=offered, version=said.version, key=key)))


@attachments_router.get("/{attachment}", summary="Open an attachment", openapi_extra={"responses": {200: {}}})
def read(request: UnderMandateRequest, attachment: UUID) -> HttpResponse:
    """Its bytes, as they were attached."""
    opened = attaching.read_attachment(attaching.where_attached(request.actor, attachment), attachment)
    return HttpResponse(opened.data, headers=headers_for(opened.view.kind, opened.view.name))


@attachments_router.post("/{attachment}/removal", response=RefOut, summary="Remove one", openapi_extra=WRITE)
def remove(request: UnderMandateRequest, attachment: UUID, why: RemovalIn) -> AlertRef:
    """It is erased at once; the history keeps its name and hash."""
    actor = attaching.where_attached(request.actor, attachment)
    return attaching.remove_attachment(actor, attachment, key=idempotency_key(request), **why.dict())
