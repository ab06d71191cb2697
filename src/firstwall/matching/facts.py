"""Dates, countries and kinds as numbers."""

import re
from functools import lru_cache

from .types import Kind

# 0 and 1 agree with every kind (context.kind_relation).
_KINDS: dict[str, int] = {
    Kind.ANY: 0,
    Kind.DOCUMENT: 1,
    Kind.PERSON: 2,
    Kind.BUSINESS: 3,
    Kind.VEHICLE: 4,
    Kind.VESSEL: 5,
}
_KINDS |= {Kind.AIRCRAFT: 6, Kind.CONTAINER: 7, Kind.GOODS: 8}
YEAR_AT, MONTH_AT, MONTH, DAY = 9, 5, 15, 31
# The first of January stands for an unknown day in many papers.
NEW_YEAR, MONTH_AND_DAY = 1 << MONTH_AT | 1, 511
_DATE = re.compile(r"\s*(\d{4})(?:-?(\d{2}))?(?:-?(\d{2}))?")
_COUNTRY = re.compile(r"[A-Z]{2}")


def kind_number(kind: str) -> int:
    """The number of a kind; an unknown one is `any`."""
    return _KINDS.get(kind, 0)


def date_number(text: str) -> int:
    """Year, month (four bits) and day (five) in one number, with zeros for what is not known; 0 for what is no date."""
    found = _DATE.match(text)
    if not found:
        return 0
    year, month, day = (int(part or 0) for part in found.groups())
    return year << YEAR_AT | (month << MONTH_AT | (day if day <= 31 else 0) if month <= 12 else 0)


@lru_cache(maxsize=4_096)
def country_number(code: str) -> int:
    """A number for two letters; 0 for anything else."""
    code = code.strip().upper()
    return (ord(code[0]) - 64) * 27 + ord(code[1]) - 64 if _COUNTRY.fullmatch(code) else 0
