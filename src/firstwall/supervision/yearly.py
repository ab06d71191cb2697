"""The figures of a year, as far as the ledger holds them: acts, the sample due and done, prunings, exports (GOV-04, AUD-06)."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate

from firstwall.kernel.actor import Actor
from firstwall.ledger import bundle, reading
from firstwall.supervision import drawing, queries, sampling
from firstwall.supervision.types import Verdict, Yearly

_OF_A_DAY = ("authority_id", "strand", "day")


def figures_of(actor: Actor, year: int) -> Yearly:
    """Count the year's acts by authority, and the sample: due by the share of each day, done by the verdicts recorded."""
    with queries.recorded_reading(actor, "ledger_year", object_id=str(year)):
        low, high = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
        rows = reading.between(low, high, using=queries.LOGIN).filter(strand__in=["", *actor.strands])
        acts = rows.values("authority_id", "act", "result").annotate(number=Count("id"))
        counted = tuple(sorted((_of(one), one["act"], one["result"], one["number"]) for one in acts))
        judged = rows.filter(act=sampling.JUDGE, result="done", authority_id=actor.authority_id)
        found = {row.object_id: queries.personal_part(row)[1].get("verdict") for row in judged.order_by("id")}
        verdicts = Counter(Verdict(one) for one in found.values() if one)
        done = {number: rows.filter(act=act, result="done").count() for number, act in _NUMBERS.items()}
        return Yearly(year, counted, _due(rows), len(found), tuple(sorted(verdicts.items())), **done)


_NUMBERS = {"exports": bundle.EXPORT, "prunings": reading.PRUNE}


def _due(rows: Any) -> int:
    answered = rows.filter(result__in=("found", "none")).annotate(day=TruncDate("at", tzinfo=UTC))
    alone = (
        answered.filter(act=sampling.QUERY)
        .exclude(object_type__in=sampling.AUTOMATED)
        .values(*_OF_A_DAY)
        .annotate(number=Count("id"))
    )
    chunks = answered.filter(
        act__in=sampling.CHUNKS, object_type__in=sampling.AUTOMATED, details__has_key="queries"
    ).values(*_OF_A_DAY)
    runs = chunks.annotate(number=Count("object_id", distinct=True))
    return sum(drawing.share(one["number"]) for one in [*alone, *runs])


def _of(row: dict[str, Any]) -> str:
    authority: UUID | None = row["authority_id"]
    return str(authority) if authority else ""
