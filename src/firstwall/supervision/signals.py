"""Whether a day's queries of one person look like misuse: pure decisions over what was asked and what is usual (SEC-24).

A signal is a reason for a person to look, nothing else: no check is ever refused for it, and the queried officer is not told.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from statistics import median
from uuid import UUID

from firstwall.law.signals import SIGNALS

_DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Asked:
    """One interactive query: its words in their normal form, and the numbers asked for."""

    entry_id: UUID
    at: datetime
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual for a person: own days before, the unit's median day, names of the own authority.

    `surname_share` is the share of the own surname among what others asked that day: some surnames are asked for every day.
    `days_of` says for each query of the day on which days before the same name was asked for by the same person.
    """

    own_days: tuple[int, ...] = ()
    unit_median: float = 0
    hours: frozenset[int] = frozenset()
    own_words: tuple[str, ...] = ()
    surname_share: float = 0
    colleagues: frozenset[frozenset[str]] = frozenset()
    days_of: Mapping[UUID, Collection[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason to look, with the queries that gave it."""

    code: str
    entries: tuple[UUID, ...]


def signals_of(asked: Sequence[Asked], usual: Usual, today: date) -> list[Signal]:
    """Return the signals of one person's day, each with its queries in their order."""
    in_order = sorted(asked, key=lambda one: (one.at, str(one.entry_id)))
    found = {
        "volume": _volume(in_order, usual),
        "walk": _walk(in_order),
        "repeated": _repeated(in_order, usual, today),
        "own_name": _own_name(in_order, usual),
        "off_hours": _off_hours(in_order, usual),
    }
    return [Signal(code, tuple(one.entry_id for one in queries)) for code, queries in found.items() if queries]


def _volume(asked: Sequence[Asked], usual: Usual) -> Sequence[Asked]:
    row = SIGNALS["volume"]
    own = median(usual.own_days) if usual.own_days else usual.unit_median
    return asked if len(asked) >= row.least and len(asked) > row.factor * max(own, usual.unit_median) else ()


def _walk(asked: Sequence[Asked]) -> Sequence[Asked]:
    row = SIGNALS["walk"]
    names = [one for one in asked if one.words]
    numbers = [one for one in asked if one.numbers and _tail(one.numbers[0]) is not None]
    by_name = _longest(names, lambda before, after: before.words < after.words)
    by_number = _longest(numbers, lambda before, after: _counts_up(before.numbers[0], after.numbers[0]))
    return by_name if len(by_name) >= row.least else by_number if len(by_number) >= row.factor else ()


def _longest(asked: Sequence[Asked], follows: Callable[[Asked, Asked], bool]) -> list[Asked]:
    best: list[Asked] = []
    run: list[Asked] = []
    for one in asked:
        run = [*run, one] if run and follows(run[-1], one) else [one]
        best = run if len(run) > len(best) else best
    return best


def _tail(number: str) -> int | None:
    digits = number[len(number.rstrip("0123456789")) :]
    return int(digits) if digits and len(digits) < 15 else None


def _counts_up(before: str, after: str) -> bool:
    first, second = _tail(before), _tail(after)
    same_head = before.rstrip("0123456789") == after.rstrip("0123456789")
    return same_head and first is not None and second is not None and 0 < second - first <= 10


def _repeated(asked: Sequence[Asked], usual: Usual, today: date) -> list[Asked]:
    row = SIGNALS["repeated"]
    return [
        one
        for one in asked
        if one.words
        and 1 + sum(0 < (today - day).days < row.factor for day in set(usual.days_of.get(one.entry_id, ())))
        >= row.least
    ]


def _own_name(asked: Sequence[Asked], usual: Usual) -> list[Asked]:
    row = SIGNALS["own_name"]
    surname = usual.own_words[-1] if usual.own_words else ""
    own = [one for one in asked if surname and surname in one.words]
    expected = usual.surname_share * len(asked)
    often = len(own) >= row.least and len(own) > row.factor * expected
    return [*(own if often else ()), *(one for one in _of_colleagues(asked, usual) if one not in own)]


def _of_colleagues(asked: Sequence[Asked], usual: Usual) -> list[Asked]:
    """Who bears a colleague's name and comes once is a namesake; twice is a question."""
    whole = [one for one in asked if len(one.words) > 1 and frozenset(one.words) in usual.colleagues]
    times = Counter(frozenset(one.words) for one in whole)
    return [one for one in whole if times[frozenset(one.words)] > 1 or usual.days_of.get(one.entry_id)]


def _off_hours(asked: Sequence[Asked], usual: Usual) -> list[Asked]:
    row = SIGNALS["off_hours"]
    if len(usual.own_days) < row.factor:
        return []
    worked = {(hour + step) % _DAY_HOURS for hour in usual.hours for step in (-1, 0, 1)}
    off = [one for one in asked if one.at.hour not in worked]
    return off if len(off) >= row.least else []
