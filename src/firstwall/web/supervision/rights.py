"""Requests of persons about themselves: lists for who answers, who is asked and who supervises; one request from start to end."""

from collections.abc import Mapping
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import is_permitted
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import rights as law
from firstwall.law import tables
from firstwall.supervision.rights import checks, letters, queries, services
from firstwall.supervision.rights.positions import GIVEN
from firstwall.supervision.rights.types import Person, RequestView, State, Why
from firstwall.web.fields import FormField, Option, Said, by_field, options_of, problem_of, text_of
from firstwall.web.guard import new_key, require, said, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import step_done
from firstwall.web.supervision.views import day_of
from firstwall.web.words import RIGHTS_OUTCOMES, RIGHTS_POSITIONS

_ASK_LABELS = {code: row.label for code, row in law.ASKS.items()}
_REMEDY_LABELS = {code: row.label for code, row in law.REMEDIES.items()}
_ACTION_LABELS = {code: row.label for code, row in tables.ACTIONS.items()}
_LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français"}
_NOTHING_WRONG: tuple[FieldProblem, ...] = ()


@under_mandate
def rights(request: Request) -> HttpResponse:
    """The lists that concern this session's role."""
    actor = request.actor
    shows = {
        "requests": is_permitted(actor, queries.READ),
        "asked": is_permitted(actor, queries.GIVE),
        "watched": is_permitted(actor, queries.WATCH),
    }
    if not any(shows.values()):
        require(actor, queries.READ)
    context = lists_context(
        requests=queries.requests(actor) if shows["requests"] else [],
        asked=queries.asked_of_us(actor) if shows["asked"] else [],
        watched=queries.watched(actor) if shows["watched"] else [],
        names=_names(request),
    )
    if is_permitted(actor, checks.CHECK):
        context |= {"led": checks.checks_of(actor), "questions": checks.questions_to(actor)}
    context |= {"procedure": queries.procedure_for(actor)}
    return render(request, "rights.html", context | {"shows": shows, "can_take": is_permitted(actor, services.TAKE)})


def lists_context(*, requests: list, asked: list, watched: list, names: dict) -> dict:
    """What the template draws."""
    return {
        "requests": requests,
        "asked": asked,
        "watched": watched,
        "led": [],
        "questions": [],
        "key": new_key(),
        "positions": [Option(code, str(RIGHTS_POSITIONS[code])) for code in GIVEN],
        "grounds": {str(strand): options_of(law.grounds_of(strand), ()) for strand in Strand},
        "authority_names": names,
        "ask_labels": _ASK_LABELS,
    }


@under_mandate
def take(request: Request) -> HttpResponse:
    """The form; taken in each strand that is chosen."""
    require(request.actor, services.TAKE)
    problems = _NOTHING_WRONG
    if request.method == "POST":
        try:
            _take(request)
            step_done(request, "rights")
            return said(reverse("rights"), "rights-taken")
        except FieldRefused as refused:
            problems = refused.problems
    context = {
        "fields": take_fields(typed(request), problems, tuple(request.actor.strands)),
        "problems": problems,
        "key": new_key(),
    }
    return render(request, "rights_new.html", context, status=422 if problems else 200)


def take_fields(given: Said, problems: tuple[FieldProblem, ...], strands: tuple[Strand, ...]) -> list[FormField]:
    """The inputs of the form."""
    wrong = by_field(problems)

    def text(code: str, label: str, hint: str = "", kind: str = "text", *, required: bool = False) -> FormField:
        return FormField(
            code, label, kind, hint, text="\n".join(given.get(code) or ()), problem=wrong.get(code), required=required
        )

    def listed(code: str, label: str, kind: str, options: tuple[Option, ...]) -> FormField:
        return FormField(code, label, kind, options=options, problem=wrong.get(code), required=True, is_group=True)

    spoken = text_of(given, "language")
    languages = tuple(Option(code, _LANGUAGES[code], chosen=code == spoken) for code in letters.languages())
    chosen = given.get("strands") or [str(strand) for strand in strands]
    both = tuple(Option(str(one), tables.STRAND_LABELS[one], chosen=str(one) in chosen) for one in strands)
    identity = options_of(law.IDENTITY.values(), given.get("identity") or ())
    asks = options_of(law.ASKS.values(), given.get("asks") or ())
    return [
        text("names", N_("Names"), N_("As the paper has them, one in each line."), "lines", required=True),
        text("birth_date", N_("Date of birth")),
        text("nationality", N_("Nationality"), N_("Two letters.")),
        text("documents", N_("Numbers of papers"), N_("One in each line."), "lines"),
        text("address", N_("Address for the letter"), "", "prose"),
        FormField("language", N_("Language of the letter"), "choice", options=languages),
        listed("identity", N_("How it was checked who asks"), "choice", identity),
        listed("asks", N_("What is asked"), "choices", asks),
        text("says", N_("What is said to be wrong or unlawful"), "", "prose"),
        listed("strands", N_("Strand"), "choices", both),
        text("received_on", N_("Day it came in"), N_("Year-month-day; empty, today.")),
    ]


@under_mandate
def one(request: Request, request_id: UUID) -> HttpResponse:
    """One request."""
    require(request.actor, queries.READ)
    return _page(request, request_id)


@under_mandate
@require_POST
def gather(request: Request, request_id: UUID) -> HttpResponse:
    """Gather all that is held."""
    services.gather_holdings(queries.where_taken(request.actor, request_id), request_id)
    return said(reverse("rights-request", args=[request_id]), "rights-gathered")


@under_mandate
@require_POST
def sort(request: Request, holding_id: UUID) -> HttpResponse:
    """Say whether an entry concerns the person."""
    here = queries.where_taken(request.actor, holding_id)
    same, reason = request.POST.get("same") == "yes", request.POST.get("reason", "")
    services.sort_holding(here, holding_id, is_the_person=same, reason=reason)
    number = _number(request.POST.get("request", ""))
    back = reverse("rights-request", args=[number]) if number else reverse("rights")
    return said(back, "rights-sorted")


@under_mandate
@require_POST
def position(request: Request, holding_id: UUID) -> HttpResponse:
    """State the supplier's position."""
    here, given = queries.where_taken(request.actor, holding_id), request.POST
    services.give_position(
        here,
        holding_id,
        position=given.get("position", ""),
        ground=given.get("ground", ""),
        reason=given.get("reason", ""),
    )
    return said(reverse("rights"), "rights-position")


@under_mandate
@require_POST
def decide(request: Request, request_id: UUID) -> HttpResponse:
    """Record the decision; what is wrong with it is said on the page, and what was typed stays."""
    here, given = queries.where_taken(request.actor, request_id), request.POST
    chosen = [number for text in given.getlist("disclose") if (number := _number(text))]
    try:
        services.decide_request(
            here,
            request_id,
            disclose=chosen,
            ground=given.get("ground", ""),
            reason=given.get("reason", ""),
            key=given.get("key", ""),
        )
    except FieldRefused as refused:
        return _page(request, request_id, refused.problems)
    except Refusal as refusal:
        if not refusal.field:
            raise
        return _page(request, request_id, (problem_of(refusal),))
    return said(reverse("rights-request", args=[request_id]), "rights-decided")


@under_mandate
@require_POST
def answer(request: Request, request_id: UUID) -> HttpResponse:
    """Hand the answer pack over."""
    pack = services.answer_request(queries.where_taken(request.actor, request_id), request_id)
    headers = {"Content-Disposition": f'attachment; filename="{pack.name}"', "Cache-Control": "no-store"}
    return HttpResponse(pack.content, content_type="application/zip", headers=headers)


@under_mandate
@require_POST
def check_answer(request: Request, request_id: UUID) -> HttpResponse:
    """Hand the supervisor's answer over."""
    pack = checks.check_answer(queries.where_taken(request.actor, request_id), request_id)
    headers = {"Content-Disposition": f'attachment; filename="{pack.name}"', "Cache-Control": "no-store"}
    return HttpResponse(pack.content, content_type="application/zip", headers=headers)


def _page(request: Request, request_id: UUID, problems: tuple[FieldProblem, ...] = _NOTHING_WRONG) -> HttpResponse:
    here = queries.where_taken(request.actor, request_id)
    view = queries.request_for(here, request_id)
    context = request_context(view, _names(request), request.POST, problems)
    return render(request, "rights_request.html", context, status=422 if problems else 200)


def request_context(
    view: RequestView, names: dict, given: Mapping[str, str], problems: tuple[FieldProblem, ...]
) -> dict:
    """What the template draws."""
    row, against = view.row, {why for one in view.holdings for why in one.why_not}
    return {
        "view": view,
        "ask_labels": _ASK_LABELS,
        "action_labels": _ACTION_LABELS,
        "remedy_labels": _REMEDY_LABELS,
        "identity_label": law.IDENTITY[view.identity].label,
        "proposal_text": RIGHTS_OUTCOMES[view.proposal] if view.proposal else _("nothing yet"),
        "is_decidable": not against & {Why.UNSORTED, Why.WAITING},
        "can_answer": row.state is State.ANSWERED
        or (row.answer_from is not None and utc_now().date() >= row.answer_from),
        "grounds": options_of(law.grounds_of(row.strand), ()),
        "authority_names": names,
        "problems": problems,
        "typed": {"ground": given.get("ground", ""), "reason": given.get("reason", "")},
        "key": new_key(),
    }


def _take(request: Request) -> None:
    given = typed(request)
    person = Person(
        names=_lines(given, "names"),
        birth_date=text_of(given, "birth_date"),
        nationality=text_of(given, "nationality"),
        documents=_lines(given, "documents"),
        address=text_of(given, "address"),
        language=text_of(given, "language") or letters.OTHERWISE,
        says=text_of(given, "says"),
    )
    wanted = [strand for strand in request.actor.strands if str(strand) in (given.get("strands") or ())]
    if not wanted:
        raise FieldRefused(
            [FieldProblem("strands", "CIS-01", "", N_("No strand is chosen."), N_("Choose one or both."))]
        )
    received = text_of(given, "received_on").strip()
    day = day_of(received) if received else None
    if received and day is None:
        cure = N_("Write it as year-month-day.")
        raise FieldRefused([FieldProblem("received_on", "RTS-02", "", N_("This is no day."), cure)])
    key = text_of(given, "key") or new_key()
    for strand in wanted:
        services.take_request(
            request.actor.in_strand(strand),
            person=person,
            asks=given.get("asks") or (),
            identity=text_of(given, "identity"),
            received_on=day,
            key=f"{key[:80]}/{strand}",
        )


def _lines(given: Said, code: str) -> tuple[str, ...]:
    return tuple(line for line in text_of(given, code).splitlines() if line.strip())


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _names(request: Request) -> dict[UUID, str]:
    with acting(request.actor):
        return {key: one.name for key, one in authorities.authorities().items()}
