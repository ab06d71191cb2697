"""Shifts: what is left to the next, what nobody answered, an office's clock, and what the offices did with their hits."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import is_permitted
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.screening import queries, services
from firstwall.screening.office_rules import SET, office_rules
from firstwall.screening.shifts.figures import figures_of
from firstwall.screening.shifts.handing_over import handovers_of
from firstwall.screening.shifts.unanswered import unanswered_days
from firstwall.web.cis.forms import ActPage, Button, Form, beside_fields, show
from firstwall.web.fields import Option
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request

_A_MONTH = timedelta(days=30)


@under_mandate
def shift(request: Request) -> HttpResponse:
    """What shifts left, what is open, and the form to hand over."""
    if request.method == "POST":
        services.hand_over(request.actor, note=request.POST.get("note", ""), key=request.POST.get("key", ""))
        return said(reverse("shift"), "handed-over")
    context = {
        "handovers": handovers_of(request.actor),
        "waiting": queries.waiting(request.actor),
        "days": unanswered_days(request.actor),
        "rules": office_rules(request.actor),
        "can_set": is_permitted(request.actor, SET),
        "key": new_key(),
    }
    return render(request, "shift.html", context)


@under_mandate
@require_POST
def accept(request: Request, handover_id: UUID) -> HttpResponse:
    """The next shift answers from now on."""
    services.accept_handover(request.actor, handover_id, key=request.POST.get("key", ""))
    return said(reverse("hits") + "?view=mine", "handover-accepted")


@under_mandate
def office_rule(request: Request) -> HttpResponse:
    """An office's clock and head."""
    require(request.actor, SET)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems):
            services.set_office_rule(
                request.actor,
                office_id=_office(typed.get("office", "")),
                clock_minutes=_minutes(typed.get("clock", "")),
                head=typed.get("head", "").strip(),
                key=typed.get("key", ""),
            )
            return said(reverse("shift"), "office-rule-set")
    form = Form(typed, problems)
    offices = [Option(str(one.id), one.name) for one in _offices(request.actor)]
    page = ActPage(
        title=_("An office's clock for hits"),
        about=N_("How long an office has to answer a hit, and who is told what it left unanswered."),
        citation="",
        strand="",
        fields=[
            form.choice(
                "office", N_("Office"), offices, _("None: all that have no rule of their own."), required=False
            ),
            form.text("clock", N_("Clock in minutes"), _("12 hours are 720.")),
            form.text("head", N_("Head of the office"), _("Login, or empty."), required=False),
        ],
        buttons=[Button("set", N_("Set it"), "primary")],
        back=reverse("shift"),
        home="shift",
    )
    return show(request, page, problems)


@under_mandate
def figures(request: Request) -> HttpResponse:
    """What the offices did with their hits, in counts and times."""
    today = utc_now().date()
    last = _day(request.GET.get("last_day", ""), today)
    first = _day(request.GET.get("first_day", ""), last - _A_MONTH)
    rows = figures_of(request.actor, first_day=first, last_day=last)
    return render(request, "figures.html", {"rows": rows, "first_day": first, "last_day": last})


def _offices(actor: Actor) -> list:
    with acting(actor):
        return authorities.offices_of(authority_of(actor))


def _office(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise Fault("bad_office", N_("This is no office's number."), place="office", status=422) from None


def _minutes(text: str) -> int:
    """Zero when it is no number: the service says what is wrong with it."""
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 7 else 0


def _day(text: str, otherwise: date) -> date:
    if not text:
        return otherwise
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault(
            "bad_day", N_("This is no day."), place="first_day", cure=N_("Write 2026-11-25."), status=422
        ) from None
