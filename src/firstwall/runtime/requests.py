"""Around each request: the number that its ledger entries, log lines and answer carry; new connections after an outage."""

import os
from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.db import connections
from django.http import HttpRequest, HttpResponse

from firstwall.api import problems
from firstwall.kernel.ids import message_id
from firstwall.ledger.services import request_id
from firstwall.runtime import health, stalls
from firstwall.seals import key_files
from firstwall.seals.errors import KeyMissing
from firstwall.web import answers


class RequestNumber:
    """The number is ours, never the client's; it is in a header, so that equal answers have equal bodies (SEC-09)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number, answer, forget."""
        token = request_id.set(str(message_id()))
        try:
            response = self.get_response(request)
            response["Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class FreshSessionKey:
    """A session key that was rotated is seen by the next request: signed with the new one, read with the one before as well."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look, then answer."""
        with suppress(KeyMissing):
            key = key_files.current(key_files.folder() / "session.key").decode()
            if key != settings.SECRET_KEY and not os.environ.get("FIRSTWALL_SECRET_KEY"):
                settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], key
        return self.get_response(request)


class FreshConnections:
    """After an answer that the database was away, the connections that lie ready are made anew: no second one runs into them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; replace what may have died."""
        response = self.get_response(request)
        if response.status_code == 503:
            stalls.suspect()
            for connection in connections.all(initialized_only=True):
                if pool := getattr(connection, "pool", None):
                    pool.drain()
        return response


class ToldAtTheDoor:
    """While the database is away nobody is let through: no request waits behind others that wait (REL-12)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say at once what those read who waited."""
        return _away(request) if stalls.is_away() else self.get_response(request)


def _away(request: HttpRequest) -> HttpResponse:
    """As the door that was asked says it: a monitor, a program, or a person at a page."""
    if request.path == "/healthz":
        return health.unavailable()
    return problems.unavailable() if request.path.startswith("/api/") else answers.unavailable(request)
