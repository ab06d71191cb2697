"""The signals of a day, worked out when a supervisor looks: nothing about an officer is stored (SEC-24, LOG-03, LOG-05).

A program opens the query terms for the comparison, as the check of queries allows; the supervisor sees which entries gave which
signal, and opens them one by one as ever.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import ExtractHour, TruncDate

from firstwall.authorities import queries as authorities
from firstwall.kernel.actor import Actor
from firstwall.law.signals import SIGNALS
from firstwall.ledger import reading
from firstwall.ledger.terms import words_of
from firstwall.seals import day_keys
from firstwall.seals.errors import KeyMissing
from firstwall.supervision import queries, signals
from firstwall.supervision.signals import Asked, Usual
from firstwall.supervision.types import SignalView

LOGIN = queries.LOGIN
QUERY = "screening.check"
_BASELINE = timedelta(days=28)
_DAY = timedelta(days=1)


def signals_on(actor: Actor, day: date) -> list[SignalView]:
    """Return the signals of a day in the authorities supervised; looking is recorded."""
    with queries.recorded_reading(actor, "ledger_signals", object_id=day.isoformat()):
        return found_on(actor, day)


def found_on(actor: Actor, day: date) -> list[SignalView]:
    """The same; the caller acts under the supervisor's login and has recorded it."""
    rows = list(_interactive(actor, day, day + _DAY))
    by_person: dict[UUID, list[Any]] = defaultdict(list)
    for row in rows:
        if row.actor_id is not None:
            by_person[row.actor_id].append(row)
    counts = _counts_before(actor, day)
    staff = {
        person: (authority, tuple(words_of(name))) for person, authority, name, _in in authorities.supervised_staff()
    }
    shown = {row.id: row for row in rows}
    views: list[SignalView] = []
    asked_by = {person: [_asked(row) for row in asked_rows] for person, asked_rows in by_person.items()}
    for person, asked_rows in by_person.items():
        asked = asked_by[person]
        usual = _usual(actor, person, asked_rows[0], asked, day, counts, staff)
        others = [one for who, theirs in asked_by.items() if who != person for one in theirs]
        usual = replace(usual, surname_share=_share(others, usual.own_words))
        for signal in signals.signals_of(asked, usual, day):
            listed = queries.listed([shown[one] for one in signal.entries])
            views.append(SignalView(signal.code, asked_rows[0].actor_name, asked_rows[0].authority_id, tuple(listed)))
    return sorted(views, key=lambda one: (one.actor_name, one.code))


def _interactive(actor: Actor, first: date, end: date) -> Any:
    low, high = (datetime.combine(one, time(), UTC) for one in (first, end))
    strands = [strand.value for strand in actor.strands]
    rows = reading.between(low, high, using=LOGIN).filter(act=QUERY, result__in=("found", "none"), strand__in=strands)
    return rows.exclude(object_type="run").order_by("id")


def _counts_before(actor: Actor, day: date) -> dict[tuple[UUID, UUID | None], dict[date, int]]:
    rows = _interactive(actor, day - _BASELINE, day).order_by()
    counted = rows.annotate(on=TruncDate("at", tzinfo=UTC)).values_list("actor_id", "office_id", "on")
    found: dict[tuple[UUID, UUID | None], dict[date, int]] = defaultdict(dict)
    for person, office, on, number in counted.annotate(number=Count("id")):
        found[person, office][on] = number
    return found


def _asked(row: Any) -> Asked:
    facts = queries.personal_part(row)[1].get("facts", {})
    words = words_of(facts.get("name", ""))
    numbers = tuple("".join(words_of(number[1])[:1]) for number in facts.get("numbers", ()) if number[1])
    # of several words the last is the whole without gaps
    return Asked(row.id, row.at, tuple(words[:-1] if len(words) > 1 else words), numbers)


def _usual(
    actor: Actor,
    person: UUID,
    row: Any,
    asked: list[Asked],
    day: date,
    counts: dict[tuple[UUID, UUID | None], dict[date, int]],
    staff: dict[UUID, tuple[UUID, tuple[str, ...]]],
) -> Usual:
    own = tuple(number for (who, _office), days in counts.items() if who == person for number in days.values())
    unit = [number for (_who, office), days in counts.items() if office == row.office_id for number in days.values()]
    hours = _interactive(actor, day - _BASELINE, day).filter(actor_id=person).order_by()
    colleagues = {
        frozenset(_single(words)) for who, (authority, words) in staff.items() if authority == row.authority_id
    }
    return Usual(
        own_days=own,
        unit_median=median(unit) if unit else 0,
        hours=frozenset(hours.annotate(hour=ExtractHour("at", tzinfo=UTC)).values_list("hour", flat=True).distinct()),
        own_words=_single(staff.get(person, (None, tuple(words_of(row.actor_name))))[1]),
        colleagues=frozenset(name for name in colleagues if len(name) > 1),
        days_of=_days_of(actor, person, asked, day),
    )


def _share(others: list[Asked], own_words: tuple[str, ...]) -> float:
    return sum(own_words[-1] in one.words for one in others) / len(others) if others and own_words else 0


def _single(words: tuple[str, ...]) -> tuple[str, ...]:
    return words[:-1] if len(words) > 1 else words


def _days_of(actor: Actor, person: UUID, asked: Iterable[Asked], day: date) -> dict[UUID, set[date]]:
    """On which days before this person asked for the same name: by keyed digest, so that no other query is opened."""
    wanted: dict[tuple[date, bytes], list[UUID]] = defaultdict(list)
    for back in range(1, SIGNALS["repeated"].factor):
        before = day - back * _DAY
        for one in asked:
            if len(one.words) > 1:
                try:
                    wanted[before, day_keys.digest(before, "".join(one.words), create=False)].append(one.entry_id)
                except KeyMissing:
                    break
    matched: dict[UUID, list[tuple[date, UUID]]] = defaultdict(list)
    for on, digest, entry_id in reading.digests_like(list(wanted), using=LOGIN):
        matched[entry_id] += [(on, mine) for mine in wanted[on, digest]]
    own = reading.entries(LOGIN).filter(id__in=list(matched), actor_id=person, act=QUERY).values_list("id", flat=True)
    found: dict[UUID, set[date]] = defaultdict(set)
    for entry_id in own:
        for on, mine in matched[entry_id]:
            found[mine].add(on)
    return found
