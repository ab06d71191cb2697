"""The doors of signing in: a passkey, a one-time link, proof that one is still there."""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from firstwall.authorities.signing_in import (
    challenges,
    fallbacks,
    links,
    passkeys,
    providers,
    refused,
    sessions,
    webauthn,
)
from firstwall.authorities.staff_rules import LOGIN_LENGTH, NAME_LENGTH, must_be_filled
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import record_id
from firstwall.kernel.refusal import Fault, FieldProblem, Refusal
from firstwall.web import session
from firstwall.web.authorities import attempts
from firstwall.web.fields import problem_of
from firstwall.web.guard import Answer, said, to_mandate, typed, under_mandate, way_back
from firstwall.web.request import Request, Visit

AGAIN = "again_answer"


@require_POST
def passkey_options(request: Visit) -> HttpResponse:
    """What the browser asks the authenticator for: any passkey of this site."""
    challenge = challenges.new_challenge()
    return attempts.options(request, "ask", challenge, webauthn.to_ask(attempts.site_of(request), challenge))


@require_POST
def passkey(request: Visit) -> HttpResponse:
    """One touch, and the session begins."""
    try:
        challenge, _plain = attempts.asked(request, "ask")
        held, person = passkeys.sign_in(attempts.site_of(request), challenge, request.POST.get("answer", ""))
    except (Refusal, Fault) as error:
        if isinstance(error, Refusal):
            refused.record_refused(error.rule, attempts.address_of(request))
        return sign_in_page(request, (problem_of(error, at=""),))
    session.sign_in(request, held, person)
    return redirect(to_mandate(way_back(request)))


@never_cache
def enrol(request: Visit, secret: str) -> HttpResponse:
    """A one-time link: it makes a passkey for whom it names, or the first account of a node; it works once."""
    problems: tuple[FieldProblem, ...] = ()
    try:
        link = links.opened(secret)
    except Fault as fault:
        if fault.code == links.CODE_NEEDED:
            return _ask_for_code(request, secret, fault)
        return render(request, "enrol.html", {"problems": [problem_of(fault)], "is_over": True}, status=fault.status)
    if request.method == "POST":
        try:
            challenge, plain = attempts.asked(request, "make")
            first = (UUID(plain["person"]), plain["login"], plain["name"]) if link.person is None else None
            answer = request.POST.get("answer", "")
            held, person = links.accept(secret, attempts.site_of(request), challenge, answer, first=first)
        except (Refusal, Fault) as error:
            problems = (problem_of(error, at=""),)
        else:
            session.sign_in(request, held, person)
            return said(reverse("mandate"), "enrolled")
    context = {
        "link": link,
        "secret": secret,
        "values": {name: request.POST.get(name, "") for name in ("login", "name")},
        "problems": problems,
        "by_number": attempts.is_by_number(request),
        "provider": providers.is_set_up(),
        "codes": fallbacks.are_allowed(),
    }
    return render(request, "enrol.html", context, status=422 if problems else 200)


def _ask_for_code(request: Visit, secret: str, fault: Fault) -> HttpResponse:
    """The other half of a link, which the administrator who proposed the account was shown (SEC-12)."""
    if request.method == "POST" and request.POST.get("code", "").strip():
        return redirect("enrol", secret=links.with_code(secret, request.POST["code"][:40]))
    problems = (problem_of(fault, at="code"),) if "." in secret else ()
    return render(request, "enrol_code.html", {"problems": problems}, status=422 if problems else 200)


@require_POST
def enrol_options(request: Visit, secret: str) -> HttpResponse:
    """What the browser makes a passkey with, for whom the link names."""
    link, challenge = links.opened(secret), challenges.new_challenge()
    if link.person is not None:
        number, login, name = link.person.id, link.person.login, link.person.name
    else:
        number, login, name = record_id(), request.POST.get("login", "").strip(), request.POST.get("name", "").strip()
        must_be_filled(login=(login, LOGIN_LENGTH), name=(name, NAME_LENGTH))
    wanted = webauthn.to_make(attempts.site_of(request), challenge, person_id=number, login=login, name=name)
    return attempts.options(request, "make", challenge, wanted, person=str(number), login=login, name=name)


@under_mandate
def ways_in(request: Request) -> HttpResponse:
    """One's own passkeys and sessions. Sent with one touch, it lets one's programs through for five minutes (SEC-17)."""
    if request.method == "POST":
        return _ways_in_proved(request)
    context = {
        "passkeys": passkeys.passkeys_of(request.actor),
        "held": request.held,
        "by_number": attempts.is_by_number(request),
    }
    return render(request, "ways_in.html", context)


def freshly(view: Callable[..., Answer]) -> Callable[..., Answer | HttpResponse]:
    """Before a dangerous act: one touch within the last five minutes, or now; what was typed goes on with it (SEC-17)."""

    @wraps(view)
    def guarded(request: Request, *args: object, **named: object) -> Answer | HttpResponse:
        if request.method != "POST" or sessions.is_fresh(request.held, utc_now()):
            return view(request, *args, **named)
        problems: tuple[FieldProblem, ...] = ()
        if request.POST.get(AGAIN):
            try:
                _prove(request)
            except (Refusal, Fault) as error:
                problems = (problem_of(error, at=""),)
            else:
                return view(request, *args, **named)
        kept = [
            (name, value)
            for name, values in typed(request).items()
            for value in values
            if name not in (AGAIN, "csrfmiddlewaretoken")
        ]
        back = urlsplit(request.headers.get("Referer", "")).path or "/"
        context = {
            "kept": kept,
            "to": request.get_full_path(),
            "problems": problems,
            "held": request.held,
            "back": back,
        }
        return render(request, "again.html", context, status=422 if problems else 200)

    guarded.is_fresh_only = True  # type: ignore[attr-defined]
    return guarded


@freshly
def _ways_in_proved(request: Request) -> HttpResponse:
    return said(reverse("ways-in"), "proved")


def _prove(request: Request) -> None:
    challenge, _plain = attempts.asked(request, "ask")
    answer = request.POST.get(AGAIN, "")
    request.held = passkeys.prove(request.held, request.person, attempts.site_of(request), challenge, answer)


@under_mandate
@require_POST
def add_options(request: Request) -> HttpResponse:
    """What the browser makes another passkey with."""
    challenge, who = challenges.new_challenge(), request.person
    site, held = attempts.site_of(request), passkeys.held_by(who.id)
    wanted = webauthn.to_make(site, challenge, person_id=who.id, login=who.login, name=who.name, held=held)
    return attempts.options(request, "add", challenge, wanted)


@under_mandate
@require_POST
@freshly
def add(request: Request) -> HttpResponse:
    """Another passkey of one's own: a second key in the drawer."""
    challenge, _plain = attempts.asked(request, "add")
    site, answer, label = attempts.site_of(request), request.POST.get("answer", ""), request.POST.get("label", "")
    passkeys.add(request.person, site, challenge, answer, label=label)
    return said(reverse("ways-in"), "passkey-added")


@under_mandate
@require_POST
@freshly
def give_up(request: Request, passkey_id: UUID) -> HttpResponse:
    """End one of one's own passkeys."""
    passkeys.end(request.actor, passkey_id)
    return said(reverse("ways-in"), "passkey-ended")


@under_mandate
@require_POST
def leave_everywhere(request: Request) -> HttpResponse:
    """Sign out of all sessions (SEC-18)."""
    sessions.end_all(request.actor)
    session.forget(request)
    return said(reverse("sign-in"), "signed-out-all")


def sign_in_page(request: Visit, problems: tuple[FieldProblem, ...]) -> HttpResponse:
    """The page to sign in at, with what went wrong."""
    context = {"demo_groups": [], "next": way_back(request), "problems": problems, "provider": providers.is_set_up()}
    return render(request, "signin.html", context, status=422)
