"""A sign-in under way: what was asked lies signed in a cookie of this browser for five minutes; strangers store nothing here."""

import base64
import json
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse

from firstwall.authorities.signing_in import challenges, refused
from firstwall.authorities.signing_in.webauthn import Site
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_

_SALT = "firstwall.web.attempt"
_LIFE = int(challenges.LIFE.total_seconds())


def site_of(request: HttpRequest) -> Site:
    """This node as the browser names it; passkeys are bound to that name.

    Raises:
        Fault: it was opened by a number. Browsers bind passkeys to names only.
    """
    origin = origin_of(request)
    name = urlsplit(origin).hostname or ""
    if name.startswith("[") or ":" in name or name.replace(".", "").isdigit():
        raise Fault(
            "no-name",
            N_("A passkey is bound to a name, and this page was opened by a number."),
            cure=N_("Open the same page under the name localhost, or under the name of this node."),
            status=421,
        )
    return Site(origin, name)


def origin_of(request: HttpRequest) -> str:
    """The address of this node, without a slash at the end."""
    return settings.FIRSTWALL_ADDRESS or f"{request.scheme}://{request.get_host()}"


def address_of(request: HttpRequest) -> str:
    """Where this request comes from."""
    return refused.address_of(request.headers.get("X-Forwarded-For", ""), str(request.META.get("REMOTE_ADDR", "")))


def is_by_number(request: HttpRequest) -> bool:
    """Whether this page was opened by a number, so that no passkey can be asked for."""
    try:
        site_of(request)
    except Fault:
        return True
    return False


def ask(request: HttpRequest, response: HttpResponse, kind: str, challenge: bytes, **more: str) -> HttpResponse:
    """Let the browser keep what it was asked."""
    plain = {"kind": kind, "challenge": base64.b64encode(challenge).decode(), **more}
    value = signing.dumps(plain, salt=_SALT)
    response.set_cookie(
        _name(request), value, max_age=_LIFE, path="/", httponly=True, secure=request.is_secure(), samesite="Lax"
    )
    return response


def asked(request: HttpRequest, kind: str) -> tuple[bytes, dict[str, str]]:
    """What this browser was asked, within the last five minutes.

    Raises:
        Fault: nothing of this kind, or longer ago.
    """
    try:
        plain = signing.loads(request.COOKIES.get(_name(request), ""), salt=_SALT, max_age=_LIFE)
    except signing.BadSignature:
        plain = {}
    if plain.get("kind") != kind:
        raise Fault(
            "not-asked",
            N_("This sign-in was not begun here, or more than five minutes ago."),
            cure=N_("Begin again."),
            status=422,
        )
    return base64.b64decode(plain["challenge"]), plain


def options(request: HttpRequest, kind: str, challenge: bytes, wanted: dict, **more: str) -> HttpResponse:
    """The options for the browser's own dialogue."""
    response = JsonResponse(json.loads(json.dumps(wanted)))
    response["Cache-Control"] = "no-store"
    return ask(request, response, kind, challenge, **more)


def _name(request: HttpRequest) -> str:
    return "__Host-fw_attempt" if request.is_secure() else "fw_attempt"
