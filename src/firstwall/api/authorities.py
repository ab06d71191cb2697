"""Mandates over the API."""

from typing import Literal
from uuid import UUID

from ninja import Field, Router, Schema

from firstwall.api.identity import ByPerson, PersonToken, UnderMandate, UnderMandateRequest
from firstwall.authorities import services
from firstwall.kernel.actor import Actor

router = Router(tags=["mandates"])


class MandateIn(Schema):
    """The mandate asked for."""

    role: str = Field(description="One of the roles granted to the person")
    strands: list[Literal["C", "A"]] = Field(max_length=2, description="C (criminal), A (administrative), or both")
    purpose: str = Field(description="One of the purposes open to the role")
    reference: str = Field("", max_length=80, description="Case, declaration or operation reference")
    post: str = Field("", max_length=80, description="A lane mandate fixes its post")
    shift: str = Field("", max_length=80, description="A lane mandate fixes its shift")


class MandateOut(Schema):
    """The open mandate."""

    mandate: UUID
    person: str
    authority: str
    strands: list[str]
    role: str
    purpose: str


def shown(actor: Actor) -> dict:
    """The mandate as the API shows it."""
    return {
        "mandate": actor.mandate_id,
        "person": actor.person_name,
        "authority": actor.authority_code,
        "strands": [str(s) for s in actor.strands],
        "role": actor.role,
        "purpose": actor.purpose,
    }


@router.post("", response={201: MandateOut}, auth=PersonToken(), summary="Open a mandate")
def open_mandate(request: ByPerson, wanted: MandateIn) -> tuple[int, dict]:
    """Open the mandate that the following calls act under."""
    actor = services.open_mandate(
        request.auth.id,
        role=wanted.role,
        strands=tuple(wanted.strands),
        purpose=wanted.purpose,
        reference=wanted.reference,
        post=wanted.post,
        shift=wanted.shift,
        channel="api",
    )
    return 201, shown(actor)


@router.get("/current", response=MandateOut, auth=UnderMandate(), summary="The mandate in use")
def current(request: UnderMandateRequest) -> dict:
    """Who acts, for whom and why."""
    return shown(request.actor)


@router.delete("/current", response={204: None}, auth=UnderMandate(), summary="Close the mandate")
def close(request: UnderMandateRequest) -> tuple[int, None]:
    """End the mandate."""
    services.close_mandate(request.actor)
    return 204, None
