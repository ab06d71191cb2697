"""What comes to its end, what was erased and why, and how the engine runs: one page for the supervisor."""

from types import SimpleNamespace as Drawn
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.cis.types import AlertView
from firstwall.kernel.clock import utc_now
from firstwall.law import tables
from firstwall.supervision import queries
from firstwall.supervision.types import RetentionRunView, RetentionView
from firstwall.web.cis.showing import sections_of
from firstwall.web.guard import require, under_mandate
from firstwall.web.request import Request
from firstwall.web.supervision.views import page_number, pages
from firstwall.web.words import CLOCK_FAULTS

_ERASED = "erased:"


@under_mandate
def retention(request: Request) -> HttpResponse:
    """The page."""
    actor, asked = request.actor, request.GET
    require(actor, queries.READ_RETENTION)
    view = queries.retention(actor, page_number(asked.get("page", "")))
    with acting(actor):
        names = {key: one.name for key, one in authorities.authorities().items()}
    return render(request, "retention.html", context_of(view, names) | {"page": _pages(asked, view)})


@under_mandate
def restricted(request: Request, alert_id: UUID) -> HttpResponse:
    """What an alert in the restricted part says: for the supervisor alone."""
    require(request.actor, queries.READ_RESTRICTED)
    view = queries.restricted_alert(request.actor, alert_id)
    with acting(request.actor):
        owner = authorities.authority(view.owner_id)
    return render(request, "restricted.html", restricted_context(view, owner.name if owner else ""))


def restricted_context(view: AlertView, owner_name: str) -> dict:
    """What the template draws."""
    label = tables.CATEGORIES[view.category].label
    return {"alert": view, "category_label": label, "owner_name": owner_name, "sections": sections_of(view)}


def context_of(view: RetentionView, names: dict) -> dict:
    """What the template draws."""
    return {
        "today": utc_now().date(),
        "last_run": _run(view.runs[0]) if view.runs else None,
        "coming": view.coming,
        "has_more_coming": view.has_more_coming,
        "ended": view.ended,
        "runs": [_run(run) for run in view.runs],
        "authority_names": names,
    }


def _run(run: RetentionRunView) -> Drawn:
    return Drawn(
        kind=run.kind,
        state=run.state,
        started_at=run.started_at,
        fault=CLOCK_FAULTS.get(run.fault, run.fault),
        erased=run.counts.get(f"{_ERASED}cis_alert", 0),
        beside=sum(number for name, number in run.counts.items() if name.startswith(f"{_ERASED}screening")),
        told=sum(number for name, number in run.counts.items() if name.endswith(":outbox_message")),
        restricted=run.counts.get("restricted:cis_alert", 0),
    )


def _pages(asked: dict, view: RetentionView) -> dict:
    return pages(asked, view.number, len(view.ended), has_more=view.has_more)
