"""Who calls: a bearer token names the person, the header Firstwall-Mandate the mandate the call acts under (SEC-19, SEC-21)."""

from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from ninja.security import HttpBearer

from firstwall.authorities import services
from firstwall.authorities.signing_in import refused
from firstwall.authorities.types import PersonFacts
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_

MANDATE_HEADER = "Firstwall-Mandate"
KEY_HEADER = "Idempotency-Key"
# What OpenAPI says of a call that asks for `idempotency_key`: generated clients then send one.
WRITE: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": KEY_HEADER,
            "required": True,
            "description": "A new UUID for each act; the same one when a call is repeated (REL-02)",
            "schema": {"type": "string", "maxLength": 200},
        }
    ]
}


class ByPerson(HttpRequest):
    """A call whose person is known, with or without a mandate."""

    auth: PersonFacts


class UnderMandateRequest(HttpRequest):
    """A call under a mandate: what nearly every address of the API is given."""

    actor: Actor


class PersonToken(HttpBearer):
    """The person behind the token; enough to open a mandate, for nothing else."""

    def authenticate(self, request: HttpRequest, token: str) -> PersonFacts | None:
        """Return the person, or nobody."""
        return services.person_of_token(token, address=address_of(request))


class UnderMandate(HttpBearer):
    """The person and an open mandate of that same person; sets `request.actor`."""

    openapi_description = (
        f"A person's token, and beside it the header {MANDATE_HEADER} with the number of an open mandate"
    )

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """Return who acts; refuse a call without a mandate, or under somebody else's."""
        actor = services.caller(token, mandate_number(request), address=address_of(request))
        if actor is not None:
            cast(UnderMandateRequest, request).actor = actor
        return actor


def address_of(request: HttpRequest) -> str:
    """Where a call comes from."""
    return refused.address_of(request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR", "")))


def mandate_number(request: HttpRequest) -> UUID:
    """The number in the header; no mandate, no purpose, and nothing is searched (SEC-21)."""
    try:
        return UUID(request.headers.get(MANDATE_HEADER, ""))
    except ValueError:
        raise Refusal(
            "SEC-21",
            N_("The call names no mandate, so it has no purpose. Nothing was done."),
            cure=N_("Open a mandate with POST /api/v1/mandates and send its number in the header Firstwall-Mandate."),
        ) from None


def idempotency_key(request: HttpRequest) -> str:
    """The client's key for a write (REL-02)."""
    key = request.headers.get(KEY_HEADER, "")
    if not key:
        raise Refusal(
            "REL-02",
            N_("A write needs an idempotency key."),
            cure=N_("Send a new UUID in the header Idempotency-Key; send the same one when you repeat the call."),
            status=400,
        )
    return key
