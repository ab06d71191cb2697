"""What each office did with its hits, in counts and times: for the office, its head and the national return (JCO-20)."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Aggregate, Count, DurationField, F, Q, Sum

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import lawful
from firstwall.kernel.actor import Actor, authority_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.screening.models import ScreeningCandidate, ScreeningSighting
from firstwall.screening.seizures.models import ScreeningSeizure
from firstwall.screening.shifts.types import OfficeFigures

READ = "screening.read_statistics"
LONGEST = timedelta(days=366)


def figures_of(actor: Actor, *, first_day: date, last_day: date) -> list[OfficeFigures]:
    """The figures of each office of the own authority, in each strand of the mandate, for whole UTC days.

    What an ended alert took with it is not counted any more (CIS-37): figures are taken before.

    Raises:
        Fault: the period is upside down or longer than a year.
    """
    if last_day < first_day or last_day - first_day >= LONGEST:
        raise Fault(
            "bad_period",
            N_("A period has a first and a last day, at most a year apart."),
            place="first_day",
            status=422,
        )
    found: list[OfficeFigures] = []
    for strand in map(Strand, actor.strands):
        there = actor.in_strand(strand)
        with lawful(there, READ, object_type="statistics"):
            details = {"first_day": first_day, "last_day": last_day}
            ledger.record(there, act=READ, object_type="statistics", details=details)
            found += _in_strand(there, strand, first_day, last_day)
    return sorted(found, key=lambda one: (one.office_name, one.strand))


class _Median(Aggregate):
    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def _in_strand(actor: Actor, strand: Strand, first_day: date, last_day: date) -> Iterator[OfficeFigures]:
    span = (datetime.combine(first_day, time(), UTC), datetime.combine(last_day + timedelta(days=1), time(), UTC))
    names = {office.id: office.name for office in authorities.offices_of(authority_of(actor))}
    hits = {row["office_id"]: row for row in _hits(span)}
    outcomes = {row["office_id"]: row for row in _outcomes(actor, span)}
    seized, values = _seizures(span)
    for office_id in {*hits, *outcomes, *seized}:
        here, answered = hits.get(office_id, {}), outcomes.get(office_id, {})
        waited = here.get("waited")
        yield OfficeFigures(
            strand=strand,
            office_id=office_id,
            office_name=names.get(office_id, "") if office_id else "",
            median_minutes=round(waited.total_seconds() / 60, 1) if waited is not None else None,
            seizures=seized[office_id],
            values=tuple(sorted(values[office_id].items())),
            **{name: here.get(name, 0) for name in (*_HITS, "overdue")},
            **{name: answered.get(name, 0) for name in _OUTCOMES},
        )


def _hits(span: tuple[datetime, datetime]) -> Any:
    rows = ScreeningCandidate.objects.filter(created_at__gte=span[0], created_at__lt=span[1]).values("office_id")
    counts = {name: Count("id", filter=which) for name, which in _HITS.items()}
    late = Count("id", filter=_WAITS & Q(due_at__lt=utc_now()))
    return rows.annotate(
        **counts, overdue=late, waited=_Median(F("decided_at") - F("created_at"), filter=_OWN_DECISION)
    )


def _outcomes(actor: Actor, span: tuple[datetime, datetime]) -> Any:
    rows = ScreeningSighting.objects.filter(
        reporting_authority_id=authority_of(actor), reported_at__gte=span[0], reported_at__lt=span[1]
    )
    counts = {name: Count("id", filter=which) for name, which in _OUTCOMES.items()}
    return rows.values("office_id").annotate(**counts)


def _seizures(span: tuple[datetime, datetime]) -> tuple[Counter[UUID | None], dict[UUID | None, dict[str, Decimal]]]:
    rows = ScreeningSeizure.objects.filter(seized_at__gte=span[0], seized_at__lt=span[1])
    number: Counter[UUID | None] = Counter()
    values: dict[UUID | None, dict[str, Decimal]] = defaultdict(dict)
    for row in rows.values("office_id", "currency").annotate(seizures=Count("id"), worth=Sum("value")):
        number[row["office_id"]] += row["seizures"]
        if row["currency"]:
            values[row["office_id"]][row["currency"]] = row["worth"]
    return number, values


# answered by an earlier decision is no work of the office: it had no clock of its own
_OWN_DECISION = Q(decided_at__isnull=False) & Q(decided_at__gte=F("created_at"))
_IN_TIME = Q(decided_at__lte=F("created_at") + F("clock_minutes") * timedelta(minutes=1))
_WAITS = Q(sighting_id__isnull=True) & (~Q(state="different") | Q(needs_second=True))
_HITS = {
    "hits": Q(),
    "decided": _OWN_DECISION,
    "decided_in_time": _OWN_DECISION & _IN_TIME,
    "same": Q(state="same"),
    "different": Q(state="different"),
    "unsure": Q(state="unsure"),
    "waiting": _WAITS,
}
_OUTCOMES = {
    "reported": Q(),
    "true_matches": Q(outcome="true_match"),
    "false_matches": Q(outcome="false_match"),
    "unclear": Q(outcome="unclear"),
}
