"""Nobody without a mandate: no purpose, no page with content (SEC-21)."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache

from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor
from firstwall.kernel.ids import record_id
from firstwall.web.request import Visit

Answer = TypeVar("Answer", bound=HttpResponseBase)


def under_mandate(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Send strangers to sign-in and people without a mandate to open one; nothing of the page is kept by the browser."""

    @never_cache
    @wraps(view)
    def guarded(request: Visit, *args: object, **named: object) -> Answer | HttpResponse:
        if request.actor is not None:
            return view(request, *args, **named)
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        door = "sign-in" if request.person is None else "mandate"
        after = request.get_full_path() if request.method == "GET" else "/"
        return redirect(f"{reverse(door)}?{urlencode({'next': after})}")

    guarded.needs_mandate = True  # type: ignore[attr-defined]
    return guarded


def require(actor: Actor, act: str) -> None:
    """Whether this session may open the page at all; a refusal is entered in the ledger like that of an act."""
    with lawful(actor, act):
        pass


def way_back(request: HttpRequest) -> str:
    """Where the person wanted to go: an address of this site, or the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


def to_mandate(after: str) -> str:
    """The address where a mandate is opened, and where it goes on afterwards."""
    return f"{reverse('mandate')}?{urlencode({'next': after})}"


def said(address: str, code: str) -> HttpResponse:
    """Go to the address and say there what was done."""
    return redirect(f"{address}{'&' if '?' in address else '?'}said={code}")


def new_key() -> str:
    """The idempotency key of a form about to be shown (REL-02)."""
    return str(record_id())


def typed(request: HttpRequest) -> dict[str, list[str]]:
    """What was typed, each name with its values."""
    return {name: request.POST.getlist(name) for name in request.POST}
