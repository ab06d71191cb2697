"""Hits: the queue, and one candidate side by side with its alert."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities.permissions import is_permitted
from firstwall.law.citations import articles_in_full
from firstwall.screening import queries, services
from firstwall.screening.states import VERDICTS
from firstwall.screening.types import CandidateView
from firstwall.web.cis.showing import Order, order_of
from firstwall.web.guard import new_key, said, under_mandate
from firstwall.web.request import Request
from firstwall.web.screening.balance import balance_of
from firstwall.web.steps import step_done
from firstwall.web.words import DECISION_REASONS


@under_mandate
def queue(request: Request) -> HttpResponse:
    """What waits for a decision, a second word or a report: unanswered first, then by rank."""
    only = request.GET.get("view", "")
    shown = queries.open_hits(request.actor, which=only)
    tabs = (
        ("", _("All that wait")),
        ("mine", _("Mine")),
        ("shift", _("The shift's")),
        ("late", _("Unanswered")),
        ("open", _("To review")),
        ("second", _("Second person")),
        ("unsure", _("Unsure")),
        ("same", _("To report")),
    )
    views = [
        {"label": label, "url": f"?view={code}" if code else "?", "is_current": code == only} for code, label in tabs
    ]
    first = next((hit for hit in shown if hit.state == "open"), None)
    return render(request, "hits.html", {"hits": shown, "views": views, "first_open": first})


@under_mandate
def review(request: Request, hit_id: UUID) -> HttpResponse:
    """Side by side, with evidence and the keys."""
    hit = queries.candidate_for(request.actor, hit_id)
    moves = VERDICTS.get(hit.state, frozenset())
    context = {
        "hit": hit,
        "balance": balance_of(hit),
        "order": _order(hit),
        "moves": () if hit.sighting_id else moves,
        "can_undo": "open" in moves and not hit.sighting_id,
        "next_id": queries.next_waiting(request.actor, hit_id),
        "undo_id": _earlier(request, hit_id),
        "reasons": list(DECISION_REASONS.items()),
        "can_report": hit.state == "same"
        and not hit.sighting_id
        and not hit.needs_second
        and is_permitted(request.actor, "screening.report_sighting"),
        "can_second": hit.needs_second and hit.decided_by != request.actor.person_id,
        "is_mine": hit.assigned_to == request.actor.person_id,
        "can_seize": hit.state == "same",
        "key": new_key(),
    }
    return render(request, "hit_review.html", context)


@under_mandate
@require_POST
def decide(request: Request, hit_id: UUID) -> HttpResponse:
    """Same goes on to the report, different and unsure to the next hit, undo back to this one."""
    verdict = request.POST.get("verdict", "")
    key = request.POST.get("key", "")
    seen = _seen(request)
    if verdict == "open":
        services.undo_decision(request.actor, hit_id, revision=seen, key=key)
        return said(reverse("hit", args=[hit_id]), "undone")
    services.decide(
        request.actor, hit_id, verdict=verdict, reason=request.POST.get("reason", ""), revision=seen, key=key
    )
    step_done(request, "decide")
    if verdict == "same":
        return redirect("sighting-new", hit_id)
    following = queries.next_waiting(request.actor, hit_id)
    address = reverse("hit", args=[following]) + f"?before={hit_id}" if following else reverse("hits")
    return said(address, "decided")


@under_mandate
@require_POST
def second(request: Request, hit_id: UUID) -> HttpResponse:
    """The word of another than the one who decided; disagreeing opens the hit again."""
    services.second_decision(
        request.actor,
        hit_id,
        agrees=request.POST.get("word") == "agree",
        revision=_seen(request),
        key=request.POST.get("key", ""),
    )
    return said(reverse("hit", args=[hit_id]), "seconded")


@under_mandate
@require_POST
def assign(request: Request, hit_id: UUID) -> HttpResponse:
    """Taken over, given to a colleague, or back to the shift."""
    to = request.POST.get("to") or request.POST.get("login", "")
    services.assign_hit(request.actor, hit_id, to=to.strip(), key=request.POST.get("key", ""))
    return said(reverse("hit", args=[hit_id]), "assigned")


def _seen(request: Request) -> int | None:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 10 else None


def _order(hit: CandidateView) -> Order:
    """The order as it may be carried out here; where the law made it another one, what was asked is said with it (CIS-36)."""
    order = order_of(hit.action, hit.strand)
    if not hit.action_asked:
        return order
    return replace(order, sentence=hit.instruction, citation=articles_in_full("D 6(2); R 28(2)", hit.strand))


def _earlier(request: Request, hit_id: UUID) -> UUID | None:
    try:
        earlier = UUID(request.GET.get("before", ""))
    except ValueError:
        return None
    return earlier if earlier != hit_id else None
