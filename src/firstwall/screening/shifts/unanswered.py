"""The daily list of hits that nobody answered in time: it must be empty, and whoever heads the office is told (CIS-38)."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from firstwall.authorities import queries as authorities
from firstwall.authorities.acting import acting, lawful, system_actor
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_day
from firstwall.kernel.words import Strand
from firstwall.ledger import services as ledger
from firstwall.outbox import queries as outbox_queries
from firstwall.outbox import services as outbox
from firstwall.screening.models import ScreeningCandidate, ScreeningOfficeRule
from firstwall.screening.shifts.models import ScreeningUnanswered
from firstwall.screening.shifts.types import UnansweredDay

TELL, READ = "screening.tell_unanswered", "screening.read_hits"
NOTICE = "hits_unanswered"
LOGIN = "jobs"
_SYSTEM = system_actor("the daily list of unanswered hits")
_DAYS_SHOWN = 31


def tell_unanswered(now: datetime) -> int:
    """Write down how many hits of each office are past their clock, once a day, and tell its authority; returns how many offices.

    A second call on the same day adds nothing: the day's row is there already.
    """
    with acting(_SYSTEM, using=LOGIN):
        late = ScreeningCandidate.objects.using(LOGIN).filter(_IS_OPEN, due_at__lt=now, withheld=False)
        counts = late.values("authority_id", "strand", "office_id").annotate(hits=Count("id"))
        rows = [ScreeningUnanswered(day=utc_day(now), told_at=now, **count) for count in counts]
        known = set(_of_today(now).values_list("authority_id", "strand", "office_id"))
        fresh = [row for row in rows if (row.authority_id, row.strand, row.office_id) not in known]
        ScreeningUnanswered.objects.using(LOGIN).bulk_create(fresh)
        outbox.notify_owners(
            [(row.authority_id, row.strand, row.id) for row in fresh],
            kind=NOTICE,
            object_type="unanswered",
            using=LOGIN,
        )
        for row in fresh:
            whose = replace(_SYSTEM, authority_id=row.authority_id, office_id=row.office_id, strand=Strand(row.strand))
            details = {"hits": row.hits, "day": row.day}
            ledger.record(whose, act=TELL, object_type="unanswered", object_id=row.id, details=details, using=LOGIN)
        return len(fresh)


def unanswered_days(actor: Actor) -> list[UnansweredDay]:
    """The daily lists of the own authority that were not empty, newest first; whoever looks has read the notices."""
    found: list[UnansweredDay] = []
    for strand in map(Strand, actor.strands):
        there = actor.in_strand(strand)
        with lawful(there, READ, object_type="unanswered"):
            rows = list(ScreeningUnanswered.objects.order_by("-day", "id")[:_DAYS_SHOWN])
            for row in rows:
                outbox.mark_read(there, object_id=row.id, kind=NOTICE)
            found += [UnansweredDay(row.day, strand, _office_name(row.office_id), row.hits) for row in rows]
    return sorted(found, key=lambda one: (one.day, one.hits), reverse=True)


def left_unanswered(actor: Actor) -> int:
    """How many hits the offices that this person heads left unanswered, by lists not opened yet: a look at a count."""
    return sum(_left(actor.in_strand(strand)) for strand in actor.strands)


def _left(actor: Actor) -> int:
    with acting(actor):
        heads = dict(ScreeningOfficeRule.objects.values_list("office_id", "head_id"))
        if actor.person_id not in heads.values():
            return 0
        unread = [one.object_id for one in outbox_queries.waiting_for(actor).notices if one.kind == NOTICE]
        lists = ScreeningUnanswered.objects.filter(id__in=unread).values_list("office_id", "hits")
        return sum(hits for office, hits in lists if heads.get(office, heads.get(None)) == actor.person_id)


_IS_OPEN = Q(sighting_id__isnull=True)


def _of_today(now: datetime) -> Any:
    return ScreeningUnanswered.objects.using(LOGIN).filter(day=utc_day(now))


def _office_name(office_id: UUID | None) -> str:
    office = authorities.office(office_id)
    return office.name if office else ""
