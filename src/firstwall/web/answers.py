"""How a refusal or a fault looks on a page. One handler for all views; never a stack trace (REL-19)."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.db import DataError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from psycopg.errors import DiskFull

from firstwall.authorities.room import no_room
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.web.frame import task_groups

log = logging.getLogger(__name__)


class AnswersMiddleware:
    """Turns a Refusal into its page and status, a Fault into its page; a hidden record and an absent one look alike."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on; an address that only takes a form says so, where Django would show an empty page."""
        response = self.get_response(request)
        return only_sent(request, response) if response.status_code == 405 and not response.content else response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer the two expected families; leave a bug to the outermost door."""
        if isinstance(error, NothingHere):
            return nothing_here(request)
        if isinstance(error, Refusal):
            return render(request, "refusal.html", {"refusal": error}, status=error.status)
        if isinstance(error, Fault):
            return fault_page(request, error)
        if isinstance(error, RequestDataTooBig | TooManyFieldsSent):
            return fault_page(request, Fault("too_large", _("That was too much for one form."), status=413))
        return _of_database(request, error)


def _of_database(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if isinstance(error, DataError):  # the last net: a zero byte, or a value that no column can hold
        sentence = _("A value is too long, or holds a character that cannot be kept. Nothing was stored.")
        cure = _("Shorten it and use plain text.")
        return fault_page(request, Fault("not_storable", sentence, cure=cure, status=422))
    if isinstance(error.__cause__, DiskFull):
        return fault_page(request, no_room())
    if isinstance(error, OperationalError):
        log.error("the database does not answer")
        return unavailable(request)
    return None


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The one page for hidden, absent and unknown (CIS-01, SEC-09)."""
    # no task is marked as the present one: the rail must not tell which kind of address was asked for
    actor = getattr(request, "actor", None)
    return render(request, "nothing.html", {"task_groups": task_groups(actor, "") if actor else []}, status=404)


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """A fault in words, with place and cure."""
    titles = {
        405: _("Nothing to read under this address"),
        409: _("Somebody was quicker"),
        413: _("Too large"),
        507: _("No room"),
    }
    context = {
        "title": titles.get(fault.status, _("That cannot be read")),
        "sentence": fault.sentence,
        "place": fault.place,
        "cure": fault.cure,
    }
    return render(request, "errors/fault.html", context, status=fault.status)


def only_sent(request: HttpRequest, refused: HttpResponse) -> HttpResponse:
    """405: a form is sent to this address; nothing is read there."""
    cure = _("Go back to the page with the form and send it there.")
    fault = Fault("only_sent", _("This address takes a form and shows nothing by itself."), cure=cure, status=405)
    response = fault_page(request, fault)
    response["Allow"] = refused.get("Allow", "POST")
    return response


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF: the form is not from a page of this session."""
    fault = Fault(
        "stale_form",
        _("This form is not from a page of your present session. Nothing was done."),
        cure=_("Go back, load the page again and send it once more."),
        status=403,
    )
    return fault_page(request, fault)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 before any view ran."""
    return _broken(request, 400, _("That cannot be read"), _("The request does not have a form that a browser sends."))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 before any view ran."""
    return _broken(request, 403, _("Refused"), _("Nothing was done."))


def broke(request: HttpRequest) -> HttpResponse:
    """500: a bug. Nothing of it is shown."""
    return _broken(
        request,
        500,
        _("Something broke"),
        _("Nothing was half stored. It is recorded for the people who run this node."),
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """503: the database does not answer."""
    response = _broken(
        request,
        503,
        _("Not available now"),
        _("The database does not answer. Nothing acknowledged is lost. Try again in a minute."),
    )
    response["Retry-After"] = "30"
    return response


def _broken(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "sentence": sentence, "demo": settings.FIRSTWALL_DEMO}
    # without the request: no context processor may ask the database that just failed
    return render(None, "errors/broken.html", context, status=status)
