"""Matches of Europol and Eurojust: the supplier answers for their use, the desk sees the answer and records its use."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import is_permitted
from firstwall.cis import queries, services
from firstwall.cis.consent_rules import ANSWERS, Answer
from firstwall.cis.types import MatchView
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.web.cis.forms import beside_fields
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request

_ANSWER_LABELS = {
    "consent": (N_("Consent"), N_("The desk may use what it found in this case.")),
    "conditions": (N_("Consent with conditions"), N_("The desk may use it under the conditions written below.")),
    "refusal": (N_("Refuse"), N_("The desk uses nothing of it.")),
}


@under_mandate
def matches(request: Request) -> HttpResponse:
    """What waits for the own authority's answer, or what the own desk found."""
    require(request.actor, "cis.read_matches")
    found = queries.matches_of(request.actor)
    return render(request, "matches.html", {"matches": found, "authority_names": names_of(request.actor)})


@under_mandate
def match(request: Request, match_id: UUID) -> HttpResponse:
    """One match: the supplier answers, its desk records a use; each sees what the other said."""
    require(request.actor, "cis.read_matches")
    view = queries.match_for(request.actor, match_id)
    actor = request.actor.in_strand(Strand.CRIMINAL)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems):
            code = _answer(request, actor, view) if view.is_mine_to_answer else _use(request, actor, view)
            return said(reverse("match", args=[match_id]), code)
    context = match_context(view, request.POST, problems) | {"authority_names": names_of(actor)}
    context["can_answer"] = view.is_mine_to_answer and is_permitted(actor, "cis.consent_to_use")
    context["can_use"] = not view.is_mine_to_answer and view.state in ("consent", "conditions")
    return render(request, "match.html", context, status=422 if problems else 200)


def match_context(view: MatchView, typed: dict, problems: Sequence[FieldProblem]) -> dict:
    """What the template draws."""
    beside = {problem.field: problem for problem in problems}
    return {
        "match": view,
        "found_for": tables.PURPOSES[view.purpose].label if view.purpose in tables.PURPOSES else view.purpose,
        "fields": _answer_fields(typed, beside) if view.is_mine_to_answer else _use_fields(typed, beside),
        "problems": problems,
        "key": new_key(),
    }


def names_of(actor: Actor) -> dict[UUID, str]:
    """Names of the authorities by id."""
    with acting(actor):
        return {key: one.name for key, one in authorities.authorities().items()}


def _answer(request: Request, actor: Actor, view: MatchView) -> str:
    typed = request.POST
    answer = Answer(*(typed.get(name, "") for name in ("decision", "reason", "conditions", "passing_on")))
    services.consent_to_use(actor, view.id, answer=answer, key=typed.get("key", ""))
    return "answered"


def _use(request: Request, actor: Actor, view: MatchView) -> str:
    typed = request.POST
    use, recipient = typed.get("use", ""), typed.get("recipient", "")
    services.record_use(actor, view.id, use=use, recipient=recipient, key=typed.get("key", ""))
    return "used"


def _answer_fields(typed: dict, beside: dict[str, FieldProblem]) -> list[FormField]:
    chosen = typed.get("decision", "")
    options = tuple(Option(code, *_ANSWER_LABELS[code], chosen=code == chosen) for code in ANSWERS)
    return [
        FormField(
            "decision", N_("Answer"), "choice", options=options, is_group=True, cards=True, required=True,
            problem=beside.get("decision"),
        ),
        _prose("reason", N_("Reason"), N_("The desk reads it."), typed, beside, required=True),
        _prose("conditions", N_("Conditions"), N_("For a consent with conditions."), typed, beside),
        FormField(
            "passing_on", N_("May be passed on to"), "text",
            N_("Third countries or bodies, by name. Empty: it stays with the desk."),
            text=typed.get("passing_on", ""), problem=beside.get("passing_on"),
        ),
    ]  # fmt: skip


def _use_fields(typed: dict, beside: dict[str, FieldProblem]) -> list[FormField]:
    hint = N_("Only if the supplier allows it, and through your own channels. Empty: not passed on.")
    return [
        _prose(
            "use",
            N_("What it is used for"),
            N_("It goes into the ledger, and the supplier is told."),
            typed,
            beside,
            required=True,
        ),
        FormField("recipient", N_("Passed on to"), "text", hint, text=typed.get("recipient", "")),
    ]


def _prose(code: str, label: str, hint: str, typed: dict, beside: dict, *, required: bool = False) -> FormField:
    return FormField(code, label, "prose", hint, text=typed.get(code, ""), problem=beside.get(code), required=required)
