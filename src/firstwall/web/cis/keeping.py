"""The pages on which a supplier reviews one alert: still needed, kept beyond its last day, or released from quarantine."""

from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.cis import queries, services
from firstwall.cis.types import AlertView
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.dates import after_review, furthest_day
from firstwall.law.tables import LEGACY_REVIEW, profile_in_force
from firstwall.web.cis.forms import ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import FormField, Option, problem_of
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def keep(request: Request, alert_id: UUID) -> HttpResponse:
    """The two days first, then what is decided, then the need in writing."""
    actor = queries.where_seen(request.actor, alert_id)
    require(actor, "cis.review_alert")
    view = queries.alert_for(actor, alert_id)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST" or not view.is_own:  # another's alert: the service refuses and records it
        try:
            return said(reverse("alert", args=[alert_id]), _decide(request, actor, view))
        except FieldRefused as refused:
            problems = refused.problems
        except Refusal as refusal:
            if not view.is_own:
                raise
            problems = (problem_of(refusal),)
    return render(
        request, "alert_keep.html", keep_context(view, request.POST, problems), status=422 if problems else 200
    )


@under_mandate
def release(request: Request, alert_id: UUID) -> HttpResponse:
    """What a review of an alert in quarantine ends with; deleting it is withdrawing it (CIS-66)."""
    actor = queries.where_seen(request.actor, alert_id)
    require(actor, "cis.release_alert")
    view = queries.alert_for(actor, alert_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST" or not view.is_own:  # another's alert: the service refuses and records it
        with beside_fields(problems):
            version = int(typed["version"]) if typed.get("version", "").isdecimal() else view.version
            services.release_alert(
                actor, alert_id, version=version, reason=typed.get("reason", ""), key=typed.get("key", "")
            )
            return said(reverse("alert", args=[alert_id]), "released")
    page = ActPage(
        title=_("Release from quarantine"),
        about=N_("Of before 8.4.2024 and not reviewed since. Released, it is found, and other authorities may see it."),
        citation=LEGACY_REVIEW.citation,
        strand=str(actor.strand),
        facts=[
            Fact(N_("Alert"), view.title or view.reference, "link", reverse("alert", args=[alert_id])),
            Fact(N_("First entered"), view.entered_on, "day"),
            Fact(N_("Last day"), view.last_day, "day"),
        ],
        fields=[
            Form(typed, problems).text(
                "reason", N_("Why it may stand"), _("What was looked at, and why it is still needed."), long=True
            )
        ],
        buttons=[Button("release", N_("Reviewed: release it"), "primary")],
        back=reverse("alert", args=[alert_id]),
        back_label=view.reference,
        version=view.version,
    )
    return show(request, page, problems)


def keep_context(view: AlertView, typed: dict, problems: tuple[FieldProblem, ...]) -> dict:
    """What the template draws."""
    profile = profile_in_force(view.strand, utc_now().date())
    review_on, _last_day = after_review(utc_now().date(), view.last_day, profile)
    furthest = furthest_day(view.entered_on, profile)
    beside = {problem.field: problem for problem in problems}
    wanted = typed.get("decision", "review")
    choices = (
        Option("review", N_("Still needed: ask again at the next review"), chosen=wanted == "review"),
        Option("prolong", N_("Keep it beyond its last day"), chosen=wanted == "prolong"),
    )
    decision = FormField("decision", N_("Decision"), "choice", options=choices, is_group=True, cards=True)
    hint = _("Year-month-day, for a prolongation only.")
    until = FormField("until", N_("Keep until"), "text", hint, text=typed.get("until", ""), problem=beside.get("until"))
    need = FormField(
        "need",
        N_("Need in this one case"),
        "prose",
        N_("Why this alert, and not alerts like it, is still needed. It stays in its history."),
        text=typed.get("need", ""),
        problem=beside.get("need"),
        required=True,
    )
    return {
        "alert": view,
        "fields": [decision, until, need],
        "review_on": review_on,
        "furthest": furthest,
        "is_at_the_end": view.last_day >= furthest,
        "citation": profile.citation,
        "problems": problems,
        "version": typed.get("version", view.version),
        "key": new_key(),
    }


def _decide(request: Request, actor: Actor, view: AlertView) -> str:
    typed = request.POST
    number = typed.get("version", "")
    version = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else view.version
    need, key = typed.get("need", ""), typed.get("key", "")
    if typed.get("decision") != "prolong":
        services.review_alert(actor, view.id, version=version, need=need, key=key)
        return "reviewed"
    services.prolong_alert(actor, view.id, version=version, until=_day(typed.get("until", "")), need=need, key=key)
    return "prolonged"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        sentence, cure = N_("This is no day."), N_("Write it as year-month-day.")
        raise FieldRefused([FieldProblem("until", "CIS-62", "", sentence, cure)]) from None
