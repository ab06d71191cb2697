"""Home: what waits for this role, looked at again every few seconds, and the three-step task of the demonstration."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import render

from firstwall.authorities.permissions import is_permitted
from firstwall.cis import queries as alerts
from firstwall.cis.correcting import queries as correcting
from firstwall.cis.passing import queries as passing
from firstwall.kernel.actor import Actor
from firstwall.screening import queries as screening
from firstwall.screening.shifts.unanswered import left_unanswered
from firstwall.screening.types import Waiting
from firstwall.web.cis.matches import names_of
from firstwall.web.frame import waits
from firstwall.web.guard import under_mandate
from firstwall.web.request import Request
from firstwall.web.steps import guide_of

_SHOWN = 8


@under_mandate
def home(request: Request) -> HttpResponse:
    """The page."""
    context = _waiting(request) | {"guide": guide_of(request)}
    return render(request, "home.html", context)


@under_mandate
def home_waiting(request: Request) -> HttpResponse:
    """The lists again, only when something has changed: a look at counts is no reading, a list is one."""
    if request.GET.get("seen") == seen_mark(waits(request.actor)):
        return HttpResponse(status=204)
    return render(request, "partials/waiting.html", _waiting(request))


def seen_mark(waiting: Waiting) -> str:
    """What the page has seen, in six numbers."""
    counts = (waiting.hits, waiting.overdue, waiting.sightings, waiting.runs, waiting.matches, waiting.answers)
    return "-".join(map(str, counts))


def _waiting(request: Request) -> dict:
    actor: Actor = request.actor
    waiting = waits(actor)
    shows = {
        "hits": is_permitted(actor, "screening.read_hits"),
        "sightings": is_permitted(actor, "screening.read_sightings"),
        "runs": is_permitted(actor, "screening.screen_file"),
        "ledger": is_permitted(actor, "supervision.read_ledger"),
        "reviews": is_permitted(actor, "cis.review_alert"),
        "check": is_permitted(actor, "screening.check") and not is_permitted(actor, "screening.read_hits"),
    }
    shows["nothing"] = not any(shows.values())
    new = screening.sightings_received(actor) if shows["sightings"] and waiting.sightings else []
    reviews, review_count = alerts.to_review(actor, size=_SHOWN) if shows["reviews"] else ([], 0)
    shows["matches"] = is_permitted(actor, "cis.consent_to_use")
    return {
        "matches": alerts.matches_of(actor, only_open=True, size=_SHOWN) if waiting.matches else [],
        "match_count": waiting.matches,
        "authority_names": names_of(actor) if waiting.matches else {},
        "owed": _owed(actor) if shows["reviews"] else {},
        "reviews": reviews,
        "review_count": review_count,
        "shows": shows,
        "seen": seen_mark(waiting),
        "is_watched": shows["hits"],
        "hits": screening.open_hits(actor, order="clock", size=_SHOWN) if shows["hits"] and waiting.hits else [],
        "sightings": [one for one in new if not one.acknowledged_at][:_SHOWN],
        "runs": screening.runs_of(actor, size=4) if shows["runs"] else [],
        "left": left_unanswered(actor) if shows["hits"] else 0,
    }


def _owed(actor: Actor) -> dict[str, int]:
    """What this authority owes others an answer to, over the strands of the mandate; nothing when there is nothing."""
    total: Counter[str] = Counter()
    for strand in actor.strands:
        here = actor.in_strand(strand)
        total.update(correcting.answers_owed(here))
        total.update(passing.answers_owed(here))
    return {what: number for what, number in total.items() if number}
