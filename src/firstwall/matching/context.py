"""What birth date, country and kind add to a name, and what they take away."""

import numpy as np
from numba import njit

# Relations of two birth dates, the closest first; the explanation has one sentence for each.
BIRTH_UNKNOWN, BIRTH_EQUAL, BIRTH_SWAPPED, BIRTH_MONTH, BIRTH_YEAR, BIRTH_OTHER_DAY = 0, 1, 2, 3, 4, 5
BIRTH_NEXT_YEAR, BIRTH_NEAR, BIRTH_FAR = 6, 7, 8
COUNTRY_UNKNOWN, COUNTRY_SAME, COUNTRY_OTHER = 0, 1, 2
KIND_SAME, KIND_OTHER = 0, 1

# A name alone never goes above this: the rest is for what is known beside it.
NAME_CEILING = 0.88
# Two words of full weight that match are worth a whole name; a single or a frequent word is worth less, however equal.
FULL_WEIGHT = 2.0
MOST_WORTH = 1.2
BEND = 0.85
# By relation: the part of the gap to 1 that is closed, and the factor that lowers.
BIRTH_LIFT = np.array([0.0, 0.78, 0.58, 0.52, 0.45, 0.18, 0.0, 0.0, 0.0])
BIRTH_FACTOR = np.array([1.0, 1.0, 1.0, 1.0, 1.0, 0.92, 0.90, 0.82, 0.66])
COUNTRY_LIFT = np.array([0.0, 0.10, 0.0])
COUNTRY_FACTOR = np.array([1.0, 1.0, 0.90])
KIND_FACTOR = np.array([1.0, 0.8])
# What agrees beside a name counts for a name that agrees: two strangers born on one day are still two strangers.
NO_TRUST, FULL_TRUST = 0.20, 0.65


@njit(cache=True, nogil=True)
def _birth_pair(one, two):  # type: ignore[no-untyped-def]
    year, other_year = one // 10000, two // 10000
    if year == other_year:
        month, other_month = one // 100 % 100, two // 100 % 100
        day, other_day = one % 100, two % 100
        if month == 0 or other_month == 0:
            return BIRTH_YEAR
        if month == other_month:
            return BIRTH_EQUAL if day == other_day and day > 0 else BIRTH_MONTH
        if month == other_day and day == other_month:
            return BIRTH_SWAPPED
        return BIRTH_OTHER_DAY
    gap = abs(year - other_year)
    return BIRTH_NEXT_YEAR if gap == 1 else BIRTH_NEAR if gap <= 3 else BIRTH_FAR


@njit(cache=True, nogil=True)
def birth_relation(date, dates, start, end):  # type: ignore[no-untyped-def]
    """The closest relation of a birth date (YYYYMMDD, zeros for what is not known) to any of an entry's."""
    best = BIRTH_UNKNOWN
    if date > 0:
        for place in range(start, end):
            relation = _birth_pair(date, dates[place])
            if best == BIRTH_UNKNOWN or relation < best:
                best = relation
    return best


@njit(cache=True, nogil=True)
def country_relation(country, countries, start, end):  # type: ignore[no-untyped-def]
    """Same, other, or not known on one side."""
    if country == 0 or start == end:
        return COUNTRY_UNKNOWN
    for place in range(start, end):
        if countries[place] == country:
            return COUNTRY_SAME
    return COUNTRY_OTHER


@njit(cache=True, nogil=True)
def kind_relation(kind, other):  # type: ignore[no-untyped-def]
    """Kind 0 (any) and 1 (a document may be anybody's) agree with every kind."""
    return KIND_SAME if kind == other or kind <= 1 or other <= 1 else KIND_OTHER


@njit(cache=True, nogil=True)
def strength_of_name(likeness, matched):  # type: ignore[no-untyped-def]
    """How strongly a name speaks: its likeness, and how much weight matched. Towards 1 it bends and never saturates."""
    strength = likeness * min(matched / (matched + FULL_WEIGHT) * 2.0, MOST_WORTH)
    if strength <= BEND:
        return strength
    return BEND + (1.0 - BEND) * (1.0 - np.exp((BEND - strength) / (1.0 - BEND)))


@njit(cache=True, nogil=True)
def in_context(strength, likeness, birth, country, kind):  # type: ignore[no-untyped-def]
    """The score of a name within what is known beside it; grows with strength and likeness in every context."""
    score = NAME_CEILING * strength
    trust = min(max((likeness - NO_TRUST) / (FULL_TRUST - NO_TRUST), 0.0), 1.0)
    score += (1.0 - score) * BIRTH_LIFT[birth] * trust
    score += (1.0 - score) * COUNTRY_LIFT[country] * trust
    return score * BIRTH_FACTOR[birth] * COUNTRY_FACTOR[country] * KIND_FACTOR[kind]
