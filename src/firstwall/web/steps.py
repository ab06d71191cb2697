"""The three-step task of each role in the demonstration; where one stopped is kept on the device, under five minutes in all."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from firstwall.web.request import Request

_COOKIE = "fw_steps"
_PLATE, _FIRM = "482 FWX", "Obsidara Trading"
_STEPS = {
    "border_officer": (
        ("check", "check", _("Check the plate 482 FWX"), _("Any other name or number will do as well.")),
        ("decide", "hits", _("Compare the hit and decide"), _("Keys Y, N, U, or the buttons.")),
        ("report", "hits", _("Report the sighting to its owner"), _("Seven parts, the first alone is needed.")),
    ),
    "coordinator": (
        (
            "read",
            "sightings",
            _("Read a sighting report on your alert"),
            _("It arrives here within seconds of being sent."),
        ),
        ("acknowledge", "sightings", _("Tell the reporter that you have read it"), ""),
        ("outcome", "sightings", _("Record what became of it"), ""),
    ),
    "investigator": (
        ("check", "check", _("Check a name or number"), _("A name needs its own reference.")),
        ("decide", "hits", _("Compare the candidate and decide"), ""),
        ("report", "hits", _("Report it to the owner"), ""),
    ),
    "agency_desk": (
        ("check", "check", _("Check a name or number"), _("The plate 482 FWX, or the firm Obsidara Trading.")),
        ("alert", "check", _("Open an alert that answered"), _("It says who may see it, and why.")),
    ),
    "rights_officer": (
        ("rights", "rights", _("Take a person's request"), _("Jaan Näidis, or any name; then gather what is held.")),
    ),
    "supervisor": (
        ("ledger", "ledger", _("Open the ledger"), _("Your own reading is entered too.")),
        ("entry", "ledger", _("Open the entry of a check"), _("It names who, for which purpose, with what answer.")),
    ),
}


def guide_of(request: Request) -> list[dict]:
    """The steps of this role in the demonstration; where one stopped is kept on the device."""
    if not settings.FIRSTWALL_DEMO or not request.mandate:
        return []
    done = _done(request)
    return [
        {"text": text, "hint": hint, "url": _address(address), "is_done": f"{request.mandate.role}.{code}" in done}
        for code, address, text, hint in _STEPS.get(request.mandate.role, ())
    ]


def step_done(request: Request, code: str) -> None:
    """Note a step of the demonstration's task; the session writes the cookie."""
    if settings.FIRSTWALL_DEMO and request.mandate:
        request.steps = _done(request) | {f"{request.mandate.role}.{code}"}


def remember_steps(request: HttpRequest, response: HttpResponse) -> None:
    """Write the steps done, if any was added."""
    steps = getattr(request, "steps", None)
    if steps:
        response.set_cookie(_COOKIE, "/".join(sorted(steps)), httponly=True, samesite="Lax", secure=request.is_secure())


def example_of(request: Request) -> tuple[str, dict[str, list[str]]]:
    """What the task's first check asks, and its reference: something planted in a strand of this mandate."""
    if not settings.FIRSTWALL_DEMO or not request.mandate:
        return "", {}
    if "C" in request.mandate.strands:
        return _PLATE, {}
    return _FIRM, {"reference": [request.mandate.reference]}


def _address(name: str) -> str:
    """A check of the task arrives with its field filled in."""
    return f"{reverse(name)}?try" if name == "check" else reverse(name)


def _done(request: HttpRequest) -> set[str]:
    return set(request.COOKIES.get(_COOKIE, "").split("/")) - {""}
