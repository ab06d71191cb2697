"""The session of a browser: a signed cookie that names the session and the mandate, nothing else (SEC-18).

It ends ten hours after sign-in, or after fifteen minutes without a request (eight hours in the demonstration). Every request
reads session, person and mandate afresh: what was ended elsewhere, or a person who left, is over here at once.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.http import HttpResponse

from firstwall.authorities import services
from firstwall.authorities.signing_in import sessions
from firstwall.authorities.signing_in.sessions import SessionFacts
from firstwall.authorities.types import PersonFacts
from firstwall.web.answers import unavailable
from firstwall.web.request import Request, Visit
from firstwall.web.steps import remember_steps

ABSOLUTE = 10 * 60 * 60
IDLE = 15 * 60
IDLE_IN_DEMO = 8 * 60 * 60
REFRESH = 60
_SALT = "firstwall.web.session"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What the cookie says."""

    session: str
    mandate: str
    started: int
    seen: int


class SessionMiddleware:
    """Gives each request `person`, `mandate` and `actor` (None without), and writes the cookie back when it changed."""

    def __init__(self, get_response: Callable[[Visit], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: Visit) -> HttpResponse:
        """Read, answer, write."""
        held = _read(request)
        request.ticket = held
        request.person, request.mandate, request.actor, request.held = None, None, None, None
        try:
            if held is not None and not _recognise(request, held):
                request.ticket = held = None
        except OperationalError:  # here no view has begun, and Django would call it a bug
            return unavailable(request)
        response = self.get_response(request)
        _write(request, response, held)
        remember_steps(request, response)
        return response


def sign_in(request: Visit, held: SessionFacts, person: PersonFacts) -> None:
    """Go on under a new session, without a mandate yet; one that was held before is ended (SEC-18: a new id at sign-in)."""
    sign_out(request)
    now = int(time.time())
    request.ticket = Ticket(str(held.id), "", now, now)
    request.held, request.person = held, person


def take_mandate(request: Visit, mandate_id: UUID | None) -> None:
    """Act under this mandate from now on; the one held before is closed."""
    if request.actor is not None:
        services.close_mandate(request.actor)
    if request.ticket is not None:
        request.ticket = replace(request.ticket, mandate=str(mandate_id))


def sign_out(request: Visit) -> None:
    """Close the mandate, end the session and forget the person."""
    if request.actor is not None:
        services.close_mandate(request.actor)
    if request.held is not None and request.person is not None:
        sessions.end(request.held, request.person)
    forget(request)


def forget(request: Visit | Request) -> None:
    """The session was ended; its cookie goes with the answer."""
    request.ticket, request.held, request.person, request.mandate, request.actor = None, None, None, None, None


def cookie_name(request: Visit) -> str:
    """Bound to this host when the connection is encrypted."""
    return "__Host-fw_session" if request.is_secure() else "fw_session"


def _read(request: Visit) -> Ticket | None:
    try:
        plain = signing.loads(request.COOKIES.get(cookie_name(request), ""), salt=_SALT)
        ticket = Ticket(*plain)
    except (signing.BadSignature, TypeError):
        return None
    now = time.time()
    idle = IDLE_IN_DEMO if settings.FIRSTWALL_DEMO else IDLE
    return ticket if now < ticket.started + ABSOLUTE and now < ticket.seen + idle else None


def _recognise(request: Visit, ticket: Ticket) -> bool:
    """Who this is; False for a cookie from before a sign-out, or of a person who left (SEC-18)."""
    found = sessions.recognise(UUID(ticket.session), UUID(ticket.mandate) if ticket.mandate else None)
    if found is None:
        return False
    request.held, request.person, request.mandate = found.session, found.person, found.mandate
    if found.mandate is not None:
        request.actor = services.actor_from(found.mandate, channel="page")
    return True


def _write(request: Visit, response: HttpResponse, held: Ticket | None) -> None:
    ticket, name = request.ticket, cookie_name(request)
    if ticket is None:
        if held is not None:  # signed out; a cookie that an answer under way has replaced is not touched
            response.delete_cookie(name, path="/", samesite="Lax")
        return
    now = int(time.time())
    if ticket == held and now < ticket.seen + REFRESH:
        return
    value = signing.dumps([ticket.session, ticket.mandate, ticket.started, now], salt=_SALT)
    response.set_cookie(name, value, path="/", httponly=True, secure=request.is_secure(), samesite="Lax")
