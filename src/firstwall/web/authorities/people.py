"""Who has access in one's own authority, who is due, and the quarterly confirmation."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from firstwall.authorities import people as service
from firstwall.authorities.permissions import is_permitted
from firstwall.law import tables
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def people(request: Request) -> HttpResponse:
    """Those whose confirmation is over or ends soon come first."""
    require(request.actor, "authorities.read_people")
    context = {
        "people": service.people_of(request.actor),
        "months": tables.CONFIRMATION.months,
        "own_id": request.actor.person_id,
        "can_confirm": is_permitted(request.actor, "authorities.confirm_person"),
    }
    return render(request, "people.html", context)


@under_mandate
@require_POST
def confirm(request: Request, person_id: UUID) -> HttpResponse:
    """One person at a time: a confirmation in batch would confirm nobody."""
    service.confirm_person(request.actor, person_id)
    return said(reverse("people"), "person-confirmed")
