"""Pages of FIDE: ask from a file of one's own; one's own entries, deferrals, list of offences. Never in the general search."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities.permissions import is_permitted
from firstwall.fide import asking, queries, services
from firstwall.fide.rules import ASKING, ENTERING
from firstwall.fide.types import FileQuery
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.fide import DEFERRALS, IDENTITY, KINDS, RECHECK_DAYS
from firstwall.web.cis.forms import ANY_RULE, ActPage, Button, Fact, Form, beside_fields, show
from firstwall.web.cis.matches import names_of
from firstwall.web.fide.forms import (
    file_fields,
    file_in,
    identity_fields,
    identity_in,
    offences_in,
    typed_of,
    whole_day,
)
from firstwall.web.fields import Option
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request

_NEAR = timedelta(days=60)


@under_mandate
def ask(request: Request) -> HttpResponse:
    """Ask in each strand of the mandate, from a file of one's own; each strand's answer under its own label."""
    require(request.actor, asking.ASK)
    typed = request.POST or request.GET
    kind = typed.get("kind", "") if typed.get("kind", "") in KINDS else KINDS[0]
    problems: list[FieldProblem] = []
    answers: list[tuple[Strand, asking.FileAnswer]] = []
    if request.method == "POST":
        query = FileQuery(kind, identity_in(typed, kind), typed.get("file_reference", ""))
        with beside_fields(problems, rule=ANY_RULE):
            answers = [(strand, asking.ask(request.actor.in_strand(strand), query)) for strand in request.actor.strands]
    form = Form(typed or {"file_reference": request.actor.reference}, problems)
    context = {
        "kind": kind,
        "reference": form.text(
            "file_reference", N_("Your own file"), N_("FIDE is asked from a file of your authority only.")
        ),
        "fields": identity_fields(form, kind),
        "answers": answers,
        "asked": request.method == "POST" and not problems,
        "problems": problems,
        "citation": ASKING,
        "labels": {row.code: row.label for row in IDENTITY},
        "authority_names": names_of(request.actor),
        "can_enter": is_permitted(request.actor, services.ENTER),
    }
    return render(request, "fide.html", context, status=422 if problems else 200)


@under_mandate
def own(request: Request) -> HttpResponse:
    """What one's own authority has in FIDE, the soonest to end first, and what it does not enter for now."""
    require(request.actor, queries.READ_OWN)
    each = [request.actor.in_strand(strand) for strand in request.actor.strands]
    today = utc_now().date()
    context = {
        "entries": [row for actor in each for row in queries.own_entries(actor)],
        "deferrals": [row for actor in each for row in queries.deferrals(actor)],
        "lists": queries.offence_lists(each[0]),
        "can_give": is_permitted(request.actor, services.GIVE),
        "today": today,
        "near": today + _NEAR,
        "key": new_key(),
    }
    return render(request, "fide_own.html", context)


@under_mandate
def enter(request: Request, strand: str, of: str) -> HttpResponse:
    """Enter a file: one person or business, and nothing of the file's content."""
    actor = _in(request.actor, strand, services.ENTER)
    if of not in KINDS:
        raise NothingHere
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            made = services.enter_file(actor, file_in(typed, of), key=typed.get("key", ""))
            return said(reverse("fide-entry", args=[made]), "file-entered")
    page = _file_page(actor, of, typed, problems, title=_("Enter a file into FIDE"), button=N_("Enter"))
    return show(request, page, problems)


@under_mandate
def entry(request: Request, entry_id: UUID) -> HttpResponse:
    """One entry of one's own: change what the file says now, or erase whoever is cleared."""
    actor = queries.where_entry(request.actor, entry_id)
    require(actor, queries.READ_OWN)
    view = queries.own_entry(actor, entry_id)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            if typed.get("act") == "clear":
                _must_be_meant(typed.get("clear_number", ""), view.given.file_number)
                services.clear_file(actor, entry_id, key=typed.get("key", ""))
                return said(reverse("fide-own"), "file-cleared")
            version = typed.get("version", "")
            services.change_file(
                actor,
                entry_id,
                file_in(typed, view.given.kind),
                version=int(version) if version.isdecimal() else view.version,
                is_correction=typed.get("act") == "correct",
                key=typed.get("key", ""),
            )
            return said(reverse("fide-entry", args=[entry_id]), "file-changed")
    page = _file_page(
        actor, view.given.kind, typed or typed_of(view.given), problems, title=_("Entry in FIDE"), button=N_("Save the changes")
    )  # fmt: skip
    facts = [
        Fact(N_("Strand"), str(view.strand), "strand"),
        Fact(N_("Ends on"), view.gone_from, "day"),
        Fact(N_("Entered"), view.entered_at, "moment"),
        Fact(N_("Changed"), view.changed_at, "moment"),
    ]
    buttons = [
        *page.buttons,
        Button("correct", N_("Correct an error")),
        Button("clear", N_("Cleared of suspicion: erase at once"), "danger"),
    ]
    clear = Form(typed, problems).text(
        "clear_number",
        N_("To erase: the number of the file"),
        N_("Typed again, so that nobody is erased by a slip."),
        required=False,
    )
    page = replace(page, facts=facts, fields=[*page.fields, clear], buttons=buttons, version=view.version)
    return show(request, page, problems)


@under_mandate
def give(request: Request) -> HttpResponse:
    """Give the other states one's state's list of offences."""
    actor = request.actor.in_strand(Strand.CRIMINAL)
    require(actor, services.GIVE)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            services.give_offences(actor, offences_in(typed.get("offences", "")), key=typed.get("key", ""))
            return said(reverse("fide-own"), "offences-given")
    now = queries.offence_list(actor)
    lines = [f"{one.code}; {one.label}; {one.custody_months}; {one.fine_eur}" for one in now.offences] if now else []
    form = Form(typed or {"offences": "\n".join(lines)}, problems)
    page = ActPage(
        title=_("List of offences"),
        about=N_("Offences of your state with at least twelve months of detention or a fine of 15,000 euro at most penalty."),
        citation="D 15(3)",
        strand="C",
        fields=[
            form.text(
                "offences",
                N_("Offences"),
                N_("One a line: code; name; most months of detention; highest fine in euro."),
                long=True,
            )
        ],
        buttons=[Button("give", N_("Give it to the other states"), "primary")],
        back=reverse("fide-own"),
        back_label=_("Own entries"),
        home="fide",
    )  # fmt: skip
    return show(request, page, problems)


@under_mandate
def defer(request: Request, strand: str) -> HttpResponse:
    """Do not enter a file for now, with ground and the day it is looked at again."""
    actor = _in(request.actor, strand, services.DEFER)
    typed = request.POST
    problems: list[FieldProblem] = []
    if request.method == "POST":
        with beside_fields(problems, rule=ANY_RULE):
            text = typed.get("recheck_on", "").strip()
            day = whole_day(text, "recheck_on", "FIDE-15") if text else None
            said_of = {name: typed.get(name, "") for name in ("file_number", "ground", "reason")}
            services.defer_entry(actor, **said_of, recheck_on=day, key=typed.get("key", ""))
            return said(reverse("fide-own"), "entry-deferred")
    form = Form(typed or {"recheck_on": (utc_now().date() + timedelta(days=RECHECK_DAYS)).isoformat()}, problems)
    page = ActPage(
        title=_("Defer an entry"),
        about=N_("Only if and as long as entering would do harm. Nobody outside your authority learns of it."),
        citation=services.DEFERRING,
        strand=strand,
        fields=[
            form.text("file_number", N_("Number of the file")),
            form.choice("ground", N_("Ground"), [Option(row.code, row.label) for row in DEFERRALS.values()]),
            form.text("reason", N_("Reason"), long=True),
            form.text("recheck_on", N_("Looked at again on"), N_("Within 90 days. Year-month-day.")),
        ],
        buttons=[Button("defer", N_("Defer it"), "primary")],
        back=reverse("fide-own"),
        back_label=_("Own entries"),
        home="fide",
    )
    return show(request, page, problems)


@under_mandate
@require_POST
def deferral_end(request: Request, deferral_id: UUID) -> HttpResponse:
    """The ground is gone."""
    actor = queries.where_deferral(request.actor, deferral_id)
    require(actor, services.DEFER)
    services.end_deferral(actor, deferral_id)
    return said(reverse("fide-own"), "deferral-ended")


def _in(actor: Actor, strand: str, act: str) -> Actor:
    require(actor, act)
    if strand not in {str(one) for one in Strand}:
        raise NothingHere
    return actor.in_strand(Strand(strand))


def _must_be_meant(typed: str, number: str) -> None:
    if typed.strip() != number:
        sentence, cure = (
            N_("Nothing was erased: the number of the file was not typed again."),
            N_("Type it as it stands above."),
        )
        raise FieldRefused([FieldProblem("clear_number", "FIDE-19", services.CLEARING, sentence, cure)])


def _file_page(actor: Actor, kind: str, typed, problems: list[FieldProblem], *, title: str, button: str) -> ActPage:
    form = Form(typed, problems)
    strand = actor.strand or Strand.CRIMINAL
    offences = queries.offence_list(actor)
    return ActPage(
        title=title,
        about=N_("Only that a file exists, on whom, and whom to ask; nothing of what is in it."),
        citation=ENTERING,
        strand=str(strand),
        fields=[*identity_fields(form, kind), *file_fields(form, strand, offences.offences if offences else ())],
        buttons=[Button("enter", button, "primary")],
        back=reverse("fide-own"),
        back_label=_("Own entries"),
        home="fide",
    )
