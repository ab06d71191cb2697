"""The sample of a day: how it was drawn, what was drawn, and a person's verdict on each (LOG-03)."""

from datetime import timedelta
from types import SimpleNamespace as Drawn
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.law.signals import SIGNALS
from firstwall.supervision import sampling, signalling
from firstwall.supervision.types import DayState, SampleGroup, SignalView, Verdict
from firstwall.web.guard import new_key, require, said, under_mandate
from firstwall.web.request import Request
from firstwall.web.supervision.views import day_of, rows_of
from firstwall.web.words import AUTOMATED_FAULTS, DRAW_STATES, VERDICTS

_SHOWN = 12
_TONES = {DayState.DRAWN: "good", DayState.OPEN: "", DayState.CLOSED: ""}


@under_mandate
def sample(request: Request) -> HttpResponse:
    """The sample of the day asked for, or of the day before."""
    require(request.actor, sampling.JUDGE)
    day = day_of(request.GET.get("day", "")) or utc_now().date() - timedelta(days=1)
    found = sampling.sample_of(request.actor, day)
    with acting(request.actor):
        names = {key: one.name for key, one in authorities.authorities().items()}
    signals = signalling.signals_on(request.actor, day)
    context = {
        "signals": [_signal(request, one, names) for one in signals],
        "day": day,
        "draw": found.draw,
        "state_text": DRAW_STATES[found.draw.state],
        "tone": _TONES.get(found.draw.state, "bad"),
        "groups": [_group(request, group, names) for group in found.groups],
        "verdicts": list(VERDICTS.items()),
    }
    return render(request, "sample.html", context)


@under_mandate
@require_POST
def judge(request: Request, entry_id: UUID) -> HttpResponse:
    """Record the verdict."""
    given = request.POST
    day = day_of(given.get("day", ""))
    try:
        verdict = Verdict(given.get("verdict", ""))
    except ValueError:
        raise Fault("no-verdict", _("Choose a verdict."), status=422) from None
    if day is None:
        raise Fault("no-day", _("There is no such day."), status=422)
    ground, key = given.get("ground", ""), given.get("key", "")
    sampling.judge(request.actor, entry_id, day=day, verdict=verdict, ground=ground, key=key)
    return said(f"{reverse('sample')}?day={day.isoformat()}", "judged")


def _group(request: Request, group: SampleGroup, names: dict[UUID, str]) -> Drawn:
    rows = rows_of(request.actor, [item.row for item in group.items])
    items = [
        Drawn(
            entry=row,
            is_run=item.is_run,
            is_judged=item.is_judged,
            verdict=VERDICTS[item.verdict] if item.verdict else "",
            ground=item.ground,
            key=new_key(),
        )
        for row, item in zip(rows, group.items, strict=True)
    ]
    faults = [Drawn(entry_id=entry_id, lacks=AUTOMATED_FAULTS[fault]) for entry_id, fault in group.faults]
    facts = {name: getattr(group, name) for name in ("strand", "interactive", "runs", "automated")}
    return Drawn(authority_name=names.get(group.authority_id, ""), items=items, faults=faults, **facts)


def _signal(request: Request, one: SignalView, names: dict[UUID, str]) -> Drawn:
    row = SIGNALS[one.code]
    return Drawn(
        label=row.label,
        help=_(row.help).replace("`least`", str(row.least)).replace("`factor`", str(row.factor)),
        actor_name=one.actor_name,
        authority_name=names.get(one.authority_id, "") if one.authority_id else "",
        entries=[Drawn(entry=entry, key=new_key()) for entry in rows_of(request.actor, one.rows[:_SHOWN])],
        more=max(0, len(one.rows) - _SHOWN),
    )
