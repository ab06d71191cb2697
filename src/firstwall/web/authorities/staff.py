"""Pages of whoever keeps people: offices, people, roles, what a second administrator must agree to, service accounts."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from firstwall.authorities import service_accounts as services
from firstwall.authorities import staff
from firstwall.authorities.staff_rules import grantable
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.web.authorities.attempts import origin_of
from firstwall.web.authorities.doors import freshly
from firstwall.web.fields import FormField, Option, Said, by_field, text_of
from firstwall.web.guard import require, said, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.words import OFFICE_KINDS, ROLES

NOTHING: Said = {}


@under_mandate
def accounts(request: Request) -> HttpResponse:
    """Everybody who was entered, and what waits for a second administrator."""
    require(request.actor, staff.ENTER)
    context = {"accounts": staff.accounts_of(request.actor), "proposals": staff.proposals_of(request.actor)}
    return render(request, "accounts.html", context)


@under_mandate
@freshly
def enter(request: Request) -> HttpResponse:
    """Enter a person; the answer shows the one-time link, once."""
    require(request.actor, staff.ENTER)
    given = typed(request) if request.method == "POST" else NOTHING
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            office = text_of(given, "office")
            number, handed = staff.enter_person(
                request.actor,
                login=text_of(given, "login"),
                name=text_of(given, "name"),
                office_id=UUID(office) if office else None,
                role=text_of(given, "role"),
                strands=tuple(given.get("strands") or ()),
            )
            return _handed_page(request, staff.account(request.actor, number), handed)
        except FieldRefused as refused:
            problems = refused.problems
    offices = tuple(
        Option(str(one.id), one.name, chosen=str(one.id) == text_of(given, "office"))
        for one in staff.offices_of(request.actor)
    )
    fields = [
        _text("login", N_("Service number or login"), given, problems, required=True),
        _text("name", N_("Name"), given, problems, required=True),
        FormField("office", N_("Office"), "choice", N_("None: works for the whole authority."), options=offices),
        *_role_fields(request, given, problems),
    ]
    return _form(request, "account_new.html", fields, problems)


@under_mandate
def account(request: Request, person_id: UUID) -> HttpResponse:
    """One account: roles, ways in, leaving."""
    require(request.actor, staff.ENTER)
    return _account_page(request, person_id)


@under_mandate
@require_POST
@freshly
def roles(request: Request, person_id: UUID) -> HttpResponse:
    """Give or take a role; a higher one waits for a colleague."""
    given = typed(request)
    try:
        done = staff.change_role(
            request.actor,
            person_id,
            role=text_of(given, "role"),
            strands=tuple(given.get("strands") or ()),
            gives=text_of(given, "step") != "take",
        )
    except FieldRefused as refused:
        return _account_page(request, person_id, refused.problems)
    if done.code:
        return _handed_page(request, staff.account(request.actor, person_id), done)
    return said(reverse("account", args=[person_id]), "role-changed" if done.is_done else "proposed-to-colleague")


@under_mandate
@require_POST
@freshly
def leaving(request: Request, person_id: UUID) -> HttpResponse:
    """The day a person leaves."""
    try:
        on = date.fromisoformat(request.POST.get("day", "").strip())
    except ValueError:
        cure = N_("Write year-month-day, such as 2026-11-30.")
        problem = FieldProblem("day", "SEC-14", "", N_("This is no day."), cure)
        return _account_page(request, person_id, (problem,))
    is_done = staff.record_leaving(request.actor, person_id, on=on)
    return said(reverse("account", args=[person_id]), "leaving" if is_done else "proposed-to-colleague")


@under_mandate
@require_POST
@freshly
def new_link(request: Request, person_id: UUID) -> HttpResponse:
    """A lost passkey: what was there ends, and the answer shows a new link, once."""
    handed = staff.reissue_link(request.actor, person_id)
    return _handed_page(request, staff.account(request.actor, person_id), handed)


@under_mandate
@require_POST
@freshly
def decide(request: Request, proposal_id: UUID) -> HttpResponse:
    """Agree to what a colleague proposed, or not."""
    agrees = request.POST.get("step") == "agree"
    person = next((one.person_id for one in staff.proposals_of(request.actor) if one.id == proposal_id), None)
    handed = staff.decide(request.actor, proposal_id, agrees=agrees)
    if handed.link and person:
        return _handed_page(request, staff.account(request.actor, person), handed, is_half=True)
    return said(reverse("accounts"), "agreed" if agrees else "declined")


@under_mandate
def offices(request: Request) -> HttpResponse:
    """The offices of the own authority; a new one is entered here."""
    require(request.actor, staff.OFFICE)
    given = typed(request) if request.method == "POST" else NOTHING
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            names = ("code", "name", "kind", "locode")
            staff.enter_office(request.actor, **{name: text_of(given, name) for name in names})
            return said(reverse("offices"), "office-entered")
        except FieldRefused as refused:
            problems = refused.problems
    kinds = tuple(
        Option(code, str(OFFICE_KINDS[code]), chosen=code == text_of(given, "kind")) for code in staff.OFFICE_KINDS
    )
    fields = [
        _text("code", N_("Code"), given, problems, required=True),
        _text("name", N_("Name"), given, problems, required=True),
        FormField("kind", N_("Kind"), "choice", options=kinds, required=True, problem=by_field(problems).get("kind")),
        _text("locode", N_("UN/LOCODE"), given, problems, hint=N_("Five letters, if the place has one.")),
    ]
    return _form(request, "offices.html", fields, problems, offices=staff.offices_of(request.actor), kinds=OFFICE_KINDS)


@under_mandate
def service_accounts(request: Request) -> HttpResponse:
    """Programs that call: their tokens, what each is good for and when it ends."""
    require(request.actor, services.KEEP)
    context = {"services": services.services_of(request.actor), "today": utc_now().date()}
    return render(request, "services.html", context)


@under_mandate
@freshly
def service_new(request: Request) -> HttpResponse:
    """A token for a program, shown once."""
    require(request.actor, services.KEEP)
    given = typed(request) if request.method == "POST" else NOTHING
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            made = services.enter_service(
                request.actor,
                login=text_of(given, "login"),
                name=text_of(given, "name"),
                role=text_of(given, "role"),
                strands=tuple(given.get("strands") or ()),
                scope=tuple(given.get("scope") or ()),
                purposes=tuple(given.get("purposes") or ()),
                networks=tuple(text_of(given, "networks").split()),
                ends_on=text_of(given, "ends_on"),
            )
            return _once(request, N_("Token of the service"), made, {"is_token": True})
        except FieldRefused as refused:
            problems = refused.problems
    beside = by_field(problems)
    fields = [
        _text("login", N_("Login of the service"), given, problems, required=True),
        _text("name", N_("What it is"), given, problems, required=True),
        *_role_fields(request, given, problems, services.ROLES),
        FormField("scope", N_("What it may do"), "choices", is_group=True, required=True, problem=beside.get("scope"),
                  options=_options(services.acts(), given, "scope")),
        FormField("purposes", N_("Purposes"), "choices", is_group=True, required=True, problem=beside.get("purposes"),
                  options=_options([(one.code, one.label) for one in services.purposes()], given, "purposes")),
        FormField("networks", N_("Networks it calls from"), "prose", N_("One in each line, such as 10.1.0.0/16."),
                  required=True, text=text_of(given, "networks"), problem=beside.get("networks")),
        _text("ends_on", N_("Ends on"), given, problems, hint=N_("Year-month-day, at most twelve months away."), required=True),
    ]  # fmt: skip
    return _form(request, "service_new.html", fields, problems)


@under_mandate
@require_POST
@freshly
def service_end(request: Request, token_id: UUID) -> HttpResponse:
    """End a token at once."""
    services.end_token(request.actor, token_id)
    return said(reverse("services"), "token-ended")


def _account_page(request: Request, person_id: UUID, problems: tuple[FieldProblem, ...] = ()) -> HttpResponse:
    given = typed(request)
    context = {
        "account": staff.account(request.actor, person_id),
        "role_fields": _role_fields(request, given, problems),
        "day_fields": [
            _text("day", N_("Leaves on"), given, problems, hint=N_("Year-month-day. Today ends it at once."))
        ],
        "problems": problems,
    }
    return render(request, "account.html", context, status=422 if problems else 200)


def _handed_page(
    request: Request, account: staff.AccountView, handed: staff.Handed, *, is_half: bool = False
) -> HttpResponse:
    """The link; or the code that belongs to one, for a colleague is shown the link (SEC-12)."""
    if handed.code:
        return _once(request, N_("Code of a link to come"), handed.code, {"account": account, "is_code": True})
    address = origin_of(request) + reverse("enrol", args=[handed.link])
    return _once(request, N_("One-time link"), address, {"account": account, "is_half": is_half})


def _once(request: Request, title: str, secret: str, more: dict) -> HttpResponse:
    return render(request, "shown_once.html", {"title": title, "secret": secret, **more})


def _form(request: Request, template: str, fields: list[FormField], problems: tuple, **more: object) -> HttpResponse:
    context = {"fields": fields, "problems": problems, **more}
    return render(request, template, context, status=422 if problems else 200)


def _text(
    code: str, label: str, given: Said, problems: Iterable[FieldProblem], *, hint: str = "", required: bool = False
) -> FormField:
    problem = by_field(problems).get(code)
    return FormField(code, label, hint=hint, text=text_of(given, code), problem=problem, required=required)


def _options(rows: Iterable[tuple[str, str]], given: Said, name: str) -> tuple[Option, ...]:
    chosen = given.get(name) or ()
    return tuple(Option(code, label, chosen=code in chosen) for code, label in rows)


def _role_fields(
    request: Request, given: Said, problems: Iterable[FieldProblem], roles: Iterable[str] | None = None
) -> list[FormField]:
    beside = by_field(problems)
    chosen, strands = text_of(given, "role"), given.get("strands") or ()
    options = tuple(Option(code, str(ROLES[code]), chosen=code == chosen) for code in (roles or grantable()))
    hint = N_("Administrator and supervisor take two: a colleague agrees before it counts.")
    return [
        FormField("role", N_("Role"), "choice", hint, options=options, problem=beside.get("role")),
        FormField("strands", N_("Strands"), "choices", is_group=True, problem=beside.get("strands"),
                  options=tuple(Option(str(one), tables.STRAND_LABELS[one], chosen=str(one) in strands) for one in Strand)),
    ]  # fmt: skip
