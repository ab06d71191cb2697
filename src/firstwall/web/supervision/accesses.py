"""An agency's named users and accesses, as a file for its data-protection supervisor (CIS-32c)."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_POST

from firstwall.kernel.refusal import NothingHere
from firstwall.kernel.sentences import N_
from firstwall.supervision import accesses as service
from firstwall.web.authorities.doors import freshly
from firstwall.web.fields import FormField, Option
from firstwall.web.guard import require, under_mandate
from firstwall.web.request import Request
from firstwall.web.supervision.views import day_of


@under_mandate
def accesses(request: Request) -> HttpResponse:
    """Choose the authority and the period."""
    require(request.actor, service.ACT)
    options = tuple(Option(str(one.id), one.name) for one in service.agencies(request.actor))
    fields = [
        FormField("authority", N_("Authority"), "choice", options=options, required=True),
        FormField("since", N_("From"), hint=N_("Year-month-day; empty: from the beginning.")),
        FormField("until", N_("To"), hint=N_("Year-month-day; empty: until now.")),
    ]
    return render(request, "accesses.html", {"fields": fields})


@under_mandate
@require_POST
@freshly
def export(request: Request) -> HttpResponseBase:
    """One JSON line for each user and each act; taking it is an act of its own."""
    typed = request.POST
    try:
        authority = UUID(typed.get("authority", ""))
    except ValueError:
        raise NothingHere from None
    since, until = day_of(typed.get("since", "")), day_of(typed.get("until", ""))
    head = service.export_accesses(
        request.actor,
        authority,
        since=datetime(since.year, since.month, since.day, tzinfo=UTC) if since else None,
        until=datetime(until.year, until.month, until.day, tzinfo=UTC) + timedelta(days=1) if until else None,
    )
    name = f"accesses-{head.authority.code}.jsonl"
    return StreamingHttpResponse(
        service.lines(request.actor, head),
        content_type="application/jsonl",
        headers={"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"},
    )
