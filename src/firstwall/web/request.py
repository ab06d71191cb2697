"""A request as the session's middleware hands it to the views."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

from firstwall.authorities.types import MandateFacts, PersonFacts
from firstwall.kernel.actor import Actor

if TYPE_CHECKING:
    from firstwall.authorities.signing_in.sessions import SessionFacts
    from firstwall.web.session import Ticket


class Visit(HttpRequest):
    """Anybody's request: who is there and what they act for, if that is known."""

    actor: Actor | None
    mandate: MandateFacts | None
    person: PersonFacts | None
    ticket: "Ticket | None"
    held: "SessionFacts | None"
    steps: set[str]


class Request(HttpRequest):
    """A request behind `under_mandate`: all of it is known."""

    actor: Actor
    mandate: MandateFacts
    person: PersonFacts
    ticket: "Ticket"
    held: "SessionFacts"
    steps: set[str]
