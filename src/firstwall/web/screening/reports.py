"""Sighting reports: the seven parts of CIS-33, sent to the owner and to nobody else; receipt and outcome."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities.permissions import is_permitted
from firstwall.documents.inspecting import largest
from firstwall.documents.sending import headers_for
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldProblem, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.kernel.sentences import N_
from firstwall.law import tables
from firstwall.screening import queries, services
from firstwall.screening.composing import composed
from firstwall.screening.evidence.attaching import ATTACH, evidence_of, read_evidence
from firstwall.screening.evidence.types import SHOWS, Offered
from firstwall.screening.seizures.queries import seizures_of
from firstwall.screening.types import CandidateView, SightingBlocks, SightingView
from firstwall.web.cis.showing import order_of
from firstwall.web.fields import FormField, Option, by_field, problem_of, text_of
from firstwall.web.guard import new_key, require, said, typed, under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import step_done
from firstwall.web.words import OUTCOMES

_CHECK = (
    ("check_place", N_("2 Place of the check"), "text"),
    ("check_at", N_("2 Time of the check"), "moment"),
    ("check_reason", N_("2 Reason of the check"), "text"),
)


@under_mandate
def report(request: Request, hit_id: UUID) -> HttpResponse:
    """The form, and the sending."""
    require(request.actor, "screening.report_sighting")
    hit = queries.candidate_for(request.actor, hit_id)
    problems: tuple[FieldProblem, ...] = ()
    given = typed(request) if request.method == "POST" else _first(request.actor, hit)
    if request.method == "POST":
        try:
            sent = services.report_sighting(request.actor, hit_id, blocks=_blocks(given), key=text_of(given, "key"))
            step_done(request, "report")
            return said(reverse("sighting", args=[sent.id]), "reported")
        except (NotPermitted, NothingHere):
            raise
        except FieldRefused as refused:
            problems = refused.problems
        except (Refusal, Fault) as error:
            problems = (problem_of(error),)
    context = {
        "hit": hit,
        "blocks": _drawn(given, problems),
        "order": order_of(hit.action, hit.strand),
        "citation": tables.SIGHTING_BLOCKS[0].citation,
        "problems": problems,
        "key": new_key(),
    }
    return render(request, "sighting_form.html", context, status=422 if problems else 200)


@under_mandate
def sightings(request: Request) -> HttpResponse:
    """Received by the owner, or sent by the own authority."""
    sent = request.GET.get("view") == "sent"
    rows = queries.sightings_sent(request.actor) if sent else queries.sightings_received(request.actor)
    views = [
        {"label": _("Received, on our alerts"), "url": "?", "is_current": not sent},
        {"label": _("Sent by us"), "url": "?view=sent", "is_current": sent},
    ]
    return render(request, "sightings.html", {"sightings": rows, "views": views})


@under_mandate
def sighting(request: Request, sighting_id: UUID) -> HttpResponse:
    """One report as numbered boxes."""
    view = queries.sighting_for(request.actor, sighting_id)
    step_done(request, "read")
    context = {
        "sighting": view,
        "boxes": _boxes(view),
        "action_asked_label": _action(view.action_asked),
        "action_taken_label": _action(view.action_taken),
        "can_acknowledge": view.is_mine
        and not view.acknowledged_at
        and is_permitted(request.actor, "screening.acknowledge_sighting"),
        "can_record_outcome": view.is_mine and is_permitted(request.actor, "screening.record_outcome"),
        "can_open_alert": is_permitted(request.actor, "cis.read_alert"),
        "evidence": evidence_of(request.actor, sighting_id),
        "shows": SHOWS,
        "can_add": view.reporter_code == request.actor.authority_code and is_permitted(request.actor, ATTACH),
        "outcomes": list(OUTCOMES.items()),
        "key": new_key(),
    }
    return render(request, "sighting.html", context)


@under_mandate
@require_POST
def add_evidence(request: Request, sighting_id: UUID) -> HttpResponse:
    """A file of means, objects or circumstances, by who reported."""
    upload = request.FILES.get("file")
    name, data = (upload.name or "", upload.read(largest() + 1)) if upload else ("", b"")
    offered = Offered(name, data, request.POST.get("shows", ""), bool(request.POST.get("shows_no_person")))
    services.attach_evidence(request.actor, sighting_id, offered=offered, key=request.POST.get("key", ""))
    return said(reverse("sighting", args=[sighting_id]), "evidence-added")


@under_mandate
def evidence(request: Request, evidence_id: UUID) -> HttpResponse:
    """The file itself, to be kept; no browser draws it."""
    view, data = read_evidence(request.actor, evidence_id)
    return HttpResponse(data, headers=headers_for(view.kind, view.name))


@under_mandate
@require_POST
def acknowledge(request: Request, sighting_id: UUID) -> HttpResponse:
    """The owner has read it."""
    services.acknowledge_sighting(request.actor, sighting_id, key=request.POST.get("key", ""))
    step_done(request, "acknowledge")
    return said(reverse("sighting", args=[sighting_id]), "acknowledged")


@under_mandate
@require_POST
def outcome(request: Request, sighting_id: UUID) -> HttpResponse:
    """What became of it."""
    chosen = request.POST.get("outcome", "")
    services.record_outcome(request.actor, sighting_id, outcome=chosen, key=request.POST.get("key", ""))
    step_done(request, "outcome")
    return said(reverse("sighting", args=[sighting_id]), "outcome")


def _first(actor: Actor, hit: CandidateView) -> dict[str, list[str]]:
    """The form as far as the report is known; the officer says the rest, and whether it is so."""
    blocks = composed(hit, seizures_of(actor, hit_id=hit.id), say=_).as_json() | {"found": "yes"}
    blocks["check_at"] = blocks["check_at"] or utc_now().strftime("%Y-%m-%d %H:%M")
    return {name: [text] for name, text in blocks.items()}


def _blocks(given: dict[str, list[str]]) -> SightingBlocks:
    rest = {name: text_of(given, name).strip() for name in SightingBlocks.__slots__ if name != "found"}
    return SightingBlocks(found=text_of(given, "found") == "yes", **rest)


def _drawn(given: dict[str, list[str]], problems: tuple[FieldProblem, ...]) -> list[dict]:
    wrong = by_field(problems)
    drawn = []
    for row in tables.SIGHTING_BLOCKS:
        if row.code == "found":
            chosen = text_of(given, "found")
            options = (Option("yes", N_("Yes, it is the one of the alert"), chosen=chosen == "yes"),)
            fields = [
                FormField(
                    "found",
                    N_("1 Found"),
                    "choice",
                    row.help,
                    options=options,
                    problem=wrong.get("found"),
                    required=True,
                    is_group=True,
                    cards=True,
                )
            ]
        elif row.code == "check":
            fields = [
                FormField(code, label, kind, text=text_of(given, code), problem=wrong.get(code))
                for code, label, kind in _CHECK
            ]
        else:
            fields = [
                FormField(
                    row.code, row.label, "prose", row.help, text=text_of(given, row.code), problem=wrong.get(row.code)
                )
            ]
        is_open = any(field.text or field.problem for field in fields)
        drawn.append({"number": row.number, "label": row.label, "fields": fields, "is_open": is_open})
    return drawn


def _boxes(view: SightingView) -> list[dict]:
    blocks = view.blocks
    texts = {
        "found": [_("Found") if blocks.found else _("Not found")],
        "check": [text for text in (blocks.check_place, blocks.check_at, blocks.check_reason) if text],
    }
    return [
        {
            "number": row.number,
            "label": row.label,
            "texts": texts[row.code] if row.code in texts else [text for text in [getattr(blocks, row.code)] if text],
            "is_half": row.code in {"route", "companions", "means", "objects"},
        }
        for row in tables.SIGHTING_BLOCKS
    ]


def _action(code: str) -> str:
    row = tables.ACTIONS.get(code)
    return row.label if row else ""
