"""Gives each request a number that its ledger entries, its log lines and its answer carry."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from firstwall.kernel.ids import message_id
from firstwall.ledger.services import request_id


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
