"""Exports of more than a thousand records that wait for a second supervisor (SEC-12)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from firstwall.authorities import large_exports as service
from firstwall.web.authorities.doors import freshly
from firstwall.web.guard import require, said, under_mandate
from firstwall.web.request import Request


@under_mandate
def waiting(request: Request) -> HttpResponse:
    """What colleagues want to take away."""
    require(request.actor, service.AGREE)
    return render(request, "large_exports.html", {"exports": service.waiting(request.actor)})


@under_mandate
@require_POST
@freshly
def decide(request: Request, proposal_id: UUID) -> HttpResponse:
    """Agree, or not."""
    agrees = request.POST.get("step") == "agree"
    service.decide(request.actor, proposal_id, agrees=agrees)
    return said(reverse("large-exports"), "export-agreed" if agrees else "export-declined")
