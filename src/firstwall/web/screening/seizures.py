"""Seizures: the list, one record, and the form that records or corrects it."""

from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from firstwall.authorities.permissions import is_permitted
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.hits import CONCEALMENT, GOODS, TRANSPORT, UNITS
from firstwall.law.tables import STRAND_LABELS
from firstwall.screening import queries, services
from firstwall.screening.seizures.queries import READ, seizure_for, seizures_of
from firstwall.screening.seizures.recording import CORRECT, RECORD
from firstwall.screening.seizures.rules import TEXTS
from firstwall.screening.seizures.typed import seizure_of
from firstwall.screening.seizures.types import SeizureView
from firstwall.web.cis.correcting import number
from firstwall.web.cis.forms import ANY_RULE, ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request

_TYPED = ("goods", "quantity", "unit", "value", "currency", "transport", "concealment", "place", *TEXTS)


@under_mandate
def seizures(request: Request) -> HttpResponse:
    """Those of the own authority, the latest first."""
    rows = seizures_of(request.actor)
    return render(request, "seizures.html", {"seizures": rows, "can_record": is_permitted(request.actor, RECORD)})


@under_mandate
def seizure_new(request: Request) -> HttpResponse:
    """Record one beside none."""
    require(request.actor, RECORD)
    return _record(request, None)


@under_mandate
def seizure_of_hit(request: Request, hit_id: UUID) -> HttpResponse:
    """Record one beside the hit that led to it."""
    require(request.actor, RECORD)
    return _record(request, hit_id)


@under_mandate
def seizure(request: Request, seizure_id: UUID) -> HttpResponse:
    """One record, with the form to correct it."""
    require(request.actor, READ)
    view = seizure_for(request.actor, seizure_id)
    may_correct = is_permitted(request.actor, CORRECT)
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            services.correct_seizure(
                request.actor,
                seizure_id,
                said=seizure_of(request.POST),
                revision=number(request.POST.get("version"), view.revision),
                key=request.POST.get("key", ""),
            )
            return said(reverse("seizure", args=[seizure_id]), "seizure-corrected")
    page = ActPage(
        title=_("Seizure"),
        about=N_(
            "One record for report, statistics and joint operations. Who corrects it leaves both figures in the ledger."
        ),
        citation="",
        strand=str(view.strand),
        facts=_facts(view),
        fields=_fields(Form(request.POST or _typed(view), problems)) if may_correct else (),
        buttons=[Button("correct", N_("Correct it"), "primary")] if may_correct else (),
        back=reverse("seizures"),
        version=view.revision,
        notes=[N_("The same goods were written down within a day, about as many. Perhaps it is the same seizure.")]
        if view.similar
        else (),
        home="seizures",
    )
    return show(request, page, problems)


def _record(request: Request, hit_id: UUID | None) -> HttpResponse:
    hit = queries.candidate_for(request.actor, hit_id) if hit_id else None
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            actor = request.actor if hit else _in_strand(request.actor, typed.get("strand", ""))
            made = services.record_seizure(actor, said=seizure_of(typed), hit_id=hit_id, key=typed.get("key", ""))
            return said(reverse("seizure", args=[made.id]), "seizure-recorded")
    first = {
        "seized_at": utc_now().strftime("%Y-%m-%d %H:%M"),
        "place": hit.place if hit else request.actor.place,
        "transport": "none",
        "concealment": "none",
        "strand": str(request.actor.strands[0]),
    }
    form = Form(typed or first, problems)
    strands = [Option(str(one), STRAND_LABELS[Strand(one)]) for one in request.actor.strands]
    ask_strand = [form.choice("strand", N_("Strand"), strands)] if hit is None and len(strands) > 1 else []
    page = ActPage(
        title=_("Record a seizure"),
        about=N_("What a control found and took. Your authority alone reads it; it is written down once."),
        citation="",
        strand=str(hit.strand) if hit else "",
        facts=[Fact(N_("Hit"), hit.alert_reference, "link", reverse("hit", args=[hit.id]))] if hit else (),
        fields=[*ask_strand, *_fields(form)],
        buttons=[Button("record", N_("Record it"), "primary")],
        back=reverse("hit", args=[hit_id]) if hit_id else reverse("seizures"),
        back_label=hit.alert_reference if hit else "",
        home="seizures",
    )
    return show(request, page, problems)


def _fields(form: Form) -> list[FormField]:
    def select(code: str, label: str, rows: Mapping, hint: str = "") -> FormField:
        return replace(form.choice(code, label, rows.values(), hint), is_group=False, cards=False)

    return [
        select("goods", N_("Goods"), GOODS),
        form.text("quantity", N_("Quantity"), _("Such as 40000 or 1.25.")),
        select("unit", N_("Unit"), UNITS, _("One that fits the goods: cigarettes are counted, drugs weighed.")),
        form.text("description", N_("Goods in words"), required=False, long=True),
        form.text("commodity_code", N_("Goods code"), _("HS or CN, if known."), required=False),
        form.text("value", N_("Value"), required=False),
        form.text("currency", N_("Currency"), _("Three letters, such as EUR."), required=False),
        form.text("place", N_("Place")),
        form.text("seized_at", N_("Time in UTC"), _("Such as 2026-11-25 04:10.")),
        select("transport", N_("Transport"), TRANSPORT),
        form.text("means", N_("Means of transport"), _("Plate, IMO number, container number, flight."), required=False),
        select("concealment", N_("Concealment"), CONCEALMENT),
        form.text("hidden_where", N_("Hidden where"), required=False),
        form.text("case_reference", N_("Case reference"), required=False),
    ]


def _typed(view: SeizureView) -> dict[str, str]:
    shown = {name: str(getattr(view, name) if getattr(view, name) is not None else "") for name in _TYPED}
    quantity = f"{view.quantity.normalize():f}"
    return shown | {"quantity": quantity, "seized_at": view.seized_at.strftime("%Y-%m-%d %H:%M")}


def _facts(view: SeizureView) -> list[Fact]:
    worth = f"{view.value} {view.currency}" if view.value is not None else ""
    return [
        Fact(N_("Strand"), str(view.strand), "strand"),
        Fact(N_("Office"), view.office_name),
        Fact(N_("Hit"), _("Open the hit") if view.hit_id else "", "link", _address("hit", view.hit_id)),
        Fact(N_("Goods"), view.goods_label, "label"),
        Fact(N_("Counted as"), f"{view.counted.normalize():f} {_(view.counted_label)}"),
        Fact(N_("Value"), worth),
        Fact(N_("Place"), view.place),
        Fact(N_("Time"), view.seized_at, "moment"),
        Fact(N_("Transport"), view.transport_label, "label"),
        Fact(N_("Means of transport"), view.means),
        Fact(N_("Concealment"), view.concealment_label, "label"),
        Fact(N_("Case reference"), view.case_reference),
        Fact(N_("Written down by"), view.recorded_name),
        Fact(N_("Written down"), view.recorded_at, "moment"),
        *(Fact(N_("Perhaps the same"), _("Look at it"), "link", _address("seizure", one)) for one in view.similar),
    ]


def _address(name: str, number_of: UUID | None) -> str:
    return reverse(name, args=[number_of]) if number_of else ""


def _in_strand(actor: Actor, strand: str) -> Actor:
    if len(actor.strands) == 1:
        return actor.in_strand(actor.strands[0])
    if strand not in {str(one) for one in Strand}:
        raise NothingHere
    return actor.in_strand(Strand(strand))
