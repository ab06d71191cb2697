"""All ready-made audit answers and the yearly report on one page that prints (AUD-06, GOV-04)."""

from collections.abc import Iterable
from types import SimpleNamespace as Drawn

from django.http import HttpResponse
from django.shortcuts import render

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.authorities.permissions import ACTS
from firstwall.kernel.clock import utc_now
from firstwall.supervision import audit, yearly
from firstwall.supervision.types import AuditAnswer, Yearly
from firstwall.web.guard import require, under_mandate
from firstwall.web.ledger_words import ACT_LABELS
from firstwall.web.request import Request
from firstwall.web.words import VERDICTS

_YEARS = 3  # as far back as the ledger reaches


@under_mandate
def answers(request: Request) -> HttpResponse:
    """The page."""
    require(request.actor, audit.READ)
    this = utc_now().year
    years = list(range(this, this - _YEARS, -1))
    asked = request.GET.get("year", "")
    year = int(asked) if asked in map(str, years) else this
    found, figures = audit.answers(request.actor), yearly.figures_of(request.actor, year)
    with acting(request.actor):
        names = {str(key): one.name for key, one in authorities.authorities().items()}
    return render(request, "audit.html", audit_context(found, figures, years, names))


def audit_context(found: Iterable[AuditAnswer], figures: Yearly, years: list[int], names: dict[str, str]) -> dict:
    """What the template draws."""
    acts = [
        Drawn(
            authority=names.get(authority, ""),
            act=str(ACT_LABELS.get(act, ACTS.get(act, act))),
            result=result,
            number=number,
        )
        for authority, act, result, number in figures.acts
    ]
    return {
        "answers": list(found),
        "figures": figures,
        "year": figures.year,
        "years": years,
        "acts": acts,
        "verdict_words": VERDICTS,
    }
