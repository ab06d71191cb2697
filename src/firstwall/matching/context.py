"""How birth date, country and kind of a question and of an entry agree."""

from numba import njit

from .evidence import (
    BIRTH_EQUAL,
    BIRTH_FAR,
    BIRTH_MONTH,
    BIRTH_NEAR,
    BIRTH_NEXT_YEAR,
    BIRTH_OTHER_DAY,
    BIRTH_SWAPPED,
    BIRTH_UNKNOWN,
    BIRTH_YEAR,
    COUNTRY_OTHER,
    COUNTRY_SAME,
    COUNTRY_UNKNOWN,
    KIND_OTHER,
    KIND_SAME,
)
from .facts import DAY, MONTH, MONTH_AT, YEAR_AT


@njit(cache=True, nogil=True, forceinline=True)
def birth_pair(one, two):  # type: ignore[no-untyped-def]
    """The relation of two birth dates (as `facts.date_number` writes them)."""
    year, other_year = one >> YEAR_AT, two >> YEAR_AT
    if year == other_year:
        month, other_month = one >> MONTH_AT & MONTH, two >> MONTH_AT & MONTH
        day, other_day = one & DAY, two & DAY
        if month == 0 or other_month == 0:
            return BIRTH_YEAR
        if month == other_month:
            if day == 0 or other_day == 0:
                return BIRTH_MONTH
            return BIRTH_EQUAL if day == other_day else BIRTH_OTHER_DAY
        if month == other_day and day == other_month:
            return BIRTH_SWAPPED
        return BIRTH_OTHER_DAY
    gap = abs(year - other_year)
    return BIRTH_NEXT_YEAR if gap == 1 else BIRTH_NEAR if gap <= 3 else BIRTH_FAR


@njit(cache=True, nogil=True, forceinline=True)
def birth_relation(date, dates, start, end):  # type: ignore[no-untyped-def]
    """The closest relation of a birth date to any of an entry's."""
    best = BIRTH_UNKNOWN
    if date > 0:
        for place in range(start, end):
            relation = birth_pair(date, dates[place])
            if best == BIRTH_UNKNOWN or relation < best:
                best = relation
    return best


@njit(cache=True, nogil=True, forceinline=True)
def country_relation(country, countries, start, end):  # type: ignore[no-untyped-def]
    """Same as any of an entry's, other than all, or not known on one side."""
    if country == 0 or start == end:
        return COUNTRY_UNKNOWN
    for place in range(start, end):
        if countries[place] == country:
            return COUNTRY_SAME
    return COUNTRY_OTHER


@njit(cache=True, nogil=True, forceinline=True)
def kind_relation(kind, other):  # type: ignore[no-untyped-def]
    """Kind 0 (any) and 1 (a document may be anybody's) agree with every kind."""
    return KIND_SAME if kind == other or kind <= 1 or other <= 1 else KIND_OTHER


@njit(cache=True, nogil=True, forceinline=True)
def relations(date, country, kind, facts, entity):  # type: ignore[no-untyped-def]
    """How birth date, country and kind of a question and an entry agree."""
    birth = birth_relation(date, facts.dates, facts.date_offsets[entity], facts.date_offsets[entity + 1])
    start, end = facts.country_offsets[entity], facts.country_offsets[entity + 1]
    return birth, country_relation(country, facts.countries, start, end), kind_relation(kind, facts.kind[entity])
