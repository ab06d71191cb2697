"""Alerts at the end of their time: found, erased, moved to the restricted part, announced. By the login of the jobs alone.

`supervision` calls this inside a transaction of its own; the policies hold the days as well, so that nothing goes early.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Q
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from firstwall.cis.clocks import Clocks, Due, due_of, restricted_until
from firstwall.cis.models import AgencyMatch, Alert, AlertVersion, Attachment, IndexEntry
from firstwall.kernel.words import Strand
from firstwall.law.rows import ProfileRow

LOGIN = "jobs"
ProfileOf = Callable[[Strand, date], ProfileRow]
# where the walk goes on: the date and id of the last alert looked at
Mark = tuple[date, UUID] | None
# a month and the days by which months differ: wide enough for every notice, the pure decision is exact
_NEAR = timedelta(days=62)
_COLUMNS = ("id", "reference", "strand", "category", "owner_id", "state", "entered_on", "review_on", "last_day")
_NOTICED = ("review_noticed_on", "end_noticed_on")


@dataclass(frozen=True, slots=True)
class EndingAlert:
    """An alert whose time has come, without any value of it."""

    id: UUID
    reference: str
    strand: Strand
    category: str
    owner_id: UUID
    state: str
    entered_on: date
    review_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class Walked:
    """One chunk of the walk: what is due in it, and where to go on (None: it was the last)."""

    alerts: tuple[EndingAlert, ...]
    mark: Mark


def walk(what: Due, day: date, profile_of: ProfileOf, *, after: Mark, size: int) -> Walked:
    """Lock and return the next alerts with which this is due on the day."""
    clock = "last_day" if what in (Due.ERASE, Due.END_NOTICE) else "review_on"
    rows = Alert.objects.using(LOGIN).filter(_near(what, day)).order_by(clock, "id")
    if after is not None:
        # compared as a row: an index is entered at the mark, and nothing that was walked is read again
        rows = rows.filter(TupleGreaterThan(Tuple(F(clock), F("id")), after))
    found = list(rows.select_for_update(no_key=True).values(*_COLUMNS, *_NOTICED)[:size])
    mark = (found[-1][clock], found[-1]["id"]) if len(found) == size else None
    profiles = {strand: profile_of(strand, day) for strand in Strand} if found else {}
    due = [row for row in found if what in due_of(_clocks(row), day, profiles[Strand(row["strand"])])]
    return Walked(tuple(_ending(row) for row in due), mark)


def coming(day: date, *, using: str, size: int) -> tuple[EndingAlert, ...]:
    """Return what ends or is reviewed within two months, nearest first, as the login and its context may see it."""
    near = Q(last_day__lte=day + _NEAR) | Q(state="active", review_on__lte=day + _NEAR)
    rows = Alert.objects.using(using).filter(~Q(state="erased") & near).order_by("last_day", "review_on", "id")
    return tuple(_ending(row) for row in rows.values(*_COLUMNS)[:size])


def past_their_day(day: date, *, using: str, size: int) -> tuple[EndingAlert, ...]:
    """Return what should have been erased by the day and was not, as the login and its context may see it (AUD-06)."""
    rows = Alert.objects.using(using).filter(~Q(state="erased"), last_day__lte=day).order_by("last_day", "id")
    return tuple(_ending(row) for row in rows.values(*_COLUMNS)[:size])


def erase(ids: Sequence[UUID], *, now: datetime) -> dict[str, int]:
    """Erase alerts: versions, attachments, digests of their source, what they are found by. What remains names no one."""
    done = {"cis_alert": _alerts(ids).update(**_EMPTY, state="erased", changed_at=now)}
    done["cis_index_entry"] = _empty_index(ids)
    done["cis_agency_match"] = AgencyMatch.objects.using(LOGIN).filter(alert_id__in=ids)._raw_delete(LOGIN)
    done["cis_attachment"] = Attachment.objects.using(LOGIN).filter(alert_id__in=ids)._raw_delete(LOGIN)
    done["cis_alert_version"] = AlertVersion.objects.using(LOGIN).filter(alert_id__in=ids)._raw_delete(LOGIN)
    return done


def restrict(alerts: Iterable[EndingAlert], day: date, profile_of: ProfileOf, *, now: datetime) -> dict[str, int]:
    """Move alerts to the part with limited access for one year: nobody finds them any more (CIS-70, CIS-71)."""
    alerts = list(alerts)
    moved = 0
    for strand in {alert.strand for alert in alerts}:
        ids = [alert.id for alert in alerts if alert.strand is strand]
        until = restricted_until(day, profile_of(strand, day))
        moved += _alerts(ids).update(state="restricted", restricted_on=day, last_day=until, changed_at=now)
    ids = [alert.id for alert in alerts]
    withheld = AgencyMatch.objects.using(LOGIN).filter(alert_id__in=ids, withheld=False).update(withheld=True)
    return {"cis_alert": moved, "cis_index_entry": _empty_index(ids), "cis_agency_match": withheld}


def mark_noticed(ids: Sequence[UUID], what: Due, day: date) -> None:
    """Remember that the suppliers were told, so that nobody is told twice."""
    column = "review_noticed_on" if what is Due.REVIEW_NOTICE else "end_noticed_on"
    _alerts(ids).update(**{column: day})


_EMPTY: dict[str, object] = {
    "office_id": None,
    "evaluation_source": "",
    "evaluation_information": "",
    "source_digest": None,
    "source_content": None,
}


def _near(what: Due, day: date) -> Q:
    match what:
        case Due.ERASE:
            return ~Q(state="erased") & Q(last_day__lte=day)
        case Due.RESTRICT:
            return Q(state="active", review_on__lte=day)
        case Due.REVIEW_NOTICE:
            return Q(state="active", review_noticed_on=None, review_on__lte=day + _NEAR, last_day__gt=F("review_on"))
        case Due.END_NOTICE:
            return ~Q(state="erased") & Q(state="active", end_noticed_on=None, last_day__lte=day + _NEAR)


def _alerts(ids: Sequence[UUID]):
    return Alert.objects.using(LOGIN).filter(id__in=ids)


def _empty_index(ids: Sequence[UUID]) -> int:
    return IndexEntry.objects.using(LOGIN).filter(alert_id__in=ids, removed=False).update(removed=True, sealed=b"")


def _clocks(row: dict) -> Clocks:
    return Clocks(**{name: row[name] for name in Clocks.__dataclass_fields__})


def _ending(row: dict) -> EndingAlert:
    return EndingAlert(**{name: row[name] for name in _COLUMNS} | {"strand": Strand(row["strand"])})
