"""How the matching indexes stand: for supervisors and administrators. Counts and times, no entry."""

from django.http import HttpResponse
from django.shortcuts import render

from firstwall.screening import queries
from firstwall.web.guard import require, under_mandate
from firstwall.web.request import Request


@under_mandate
def indexes(request: Request) -> HttpResponse:
    """Each strand's index as the process that answers this page has it."""
    require(request.actor, queries.READ_INDEX)
    return render(request, "indexes.html", {"indexes": queries.index_states(request.actor)})
