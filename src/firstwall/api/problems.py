"""How a refusal, a fault or an unreadable request is answered: one shape, never a stack trace (REL-19)."""

import logging

from django.core.exceptions import RequestDataTooBig
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from psycopg.errors import DiskFull

from firstwall.authorities.room import no_room
from firstwall.kernel.refusal import Fault, FieldRefused, Refusal
from firstwall.kernel.sentences import N_, in_language
from firstwall.kernel.strict_json import is_storable, strict_json

log = logging.getLogger(__name__)


class StrictParser(Parser):
    """Bodies as SEC-52 wants them; no zero byte in an address or a form either."""

    def parse_body(self, request: HttpRequest) -> dict:
        """Read the body; what is wrong with it goes out as a Fault, through `HttpError`."""
        return strict_json(request.body)

    def parse_querydict(self, data: MultiValueDict, list_fields: list[str], request: HttpRequest) -> dict:
        """Read an address or a form."""
        for name, texts in data.lists():
            if not all(is_storable(text) for text in (name, *texts) if isinstance(text, str)):
                raise Fault("unreadable", N_("A value holds a zero byte."), cure=N_("Send it as plain text."))
        return super().parse_querydict(data, list_fields, request)


def install(api: NinjaAPI) -> None:
    """Give the API one answer for each family of errors."""

    @api.exception_handler(Refusal)
    def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
        return api.create_response(request, of_refusal(refusal), status=refusal.status)

    @api.exception_handler(Fault)
    def at_fault(request: HttpRequest, fault: Fault) -> HttpResponse:
        return api.create_response(request, of_fault(fault), status=fault.status)

    @api.exception_handler(ValidationError)
    def unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
        problems = [
            {"field": ".".join(str(p) for p in e["loc"][2:]) or str(e["loc"][-1]), "sentence": e["msg"]}
            for e in error.errors
        ]
        body = _body("unreadable", gettext("The request does not have the form that this address takes."))
        return api.create_response(request, body | {"problems": problems}, status=422)

    @api.exception_handler(HttpError)
    def not_taken(request: HttpRequest, error: HttpError) -> HttpResponse:
        """Before any service: no token, a body that cannot be read, or too large a one."""
        fault = _of_http_error(error)
        return api.create_response(request, of_fault(fault), status=fault.status)

    @api.exception_handler(DataError)
    def not_storable(request: HttpRequest, error: DataError) -> HttpResponse:
        """The last net: a value that no column can hold. The act was rolled back."""
        fault = Fault(
            "not_storable",
            N_("A value is too long, too large, or holds a character that cannot be kept. Nothing was done."),
            cure=N_("Shorten it, and send plain text."),
            status=422,
        )
        return api.create_response(request, of_fault(fault), status=fault.status)

    @api.exception_handler(OperationalError)
    def away(request: HttpRequest, error: OperationalError) -> HttpResponse:
        """The database does not answer, or has no room; the same idempotency key does nothing twice (REL-02)."""
        if isinstance(error.__cause__, DiskFull):
            full = no_room()
            return api.create_response(request, of_fault(full), status=full.status)
        log.error("the database does not answer")
        return unavailable()


def unavailable() -> HttpResponse:
    """503: the database does not answer; whoever asks again loses nothing."""
    fault = Fault(
        "unavailable",
        N_("The database does not answer. Nothing acknowledged is lost."),
        cure=N_("Send it again in a minute, with the same idempotency key."),
        status=503,
        safe_to_retry=True,
    )
    return JsonResponse(of_fault(fault), status=fault.status, headers={"Retry-After": "30"})


def _of_http_error(error: HttpError) -> Fault:
    cause = error.__cause__
    if isinstance(cause, Fault):
        return cause
    if isinstance(cause, RequestDataTooBig):
        return Fault("too_large", N_("The request is too large."), cure=N_("Send a file instead."), status=413)
    if isinstance(error, AuthenticationError):
        cure = N_("Send your token in the header Authorization: Bearer TOKEN.")
        return Fault("no_token", N_("The token is missing, unknown or over."), cure=cure, status=401)
    return Fault("unreadable", N_("The request cannot be read."), status=error.status_code)


def of_refusal(refusal: Refusal) -> dict:
    """The law or the owner says no: rule, article, and what can be done."""
    body = _body(refusal.rule, _say(refusal.sentence)) | {"article": refusal.article, "cure": _say(refusal.cure)}
    if refusal.field:
        body["field"] = refusal.field
    if isinstance(refusal, FieldRefused):
        body["problems"] = [
            {"field": p.field, "rule": p.rule, "article": p.article, "sentence": _say(p.sentence), "cure": _say(p.cure)}
            for p in refusal.problems
        ]
    return body


def of_fault(fault: Fault) -> dict:
    """Input or machine at fault: where, the cure, and whether sending again is safe."""
    return _body(fault.code, _say(fault.sentence)) | {
        "place": fault.place,
        "cure": _say(fault.cure),
        "safe_to_retry": fault.safe_to_retry,
    }


def _body(code: str, sentence: str) -> dict:
    return {"rule": code, "sentence": sentence}


def _say(text: str) -> str:
    return in_language(text, gettext)
