"""The acts' own words that every room uses: strand, category, period."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Strand(StrEnum):
    """One of the two legally separate data sets (CIS-01); every record carries exactly one."""

    CRIMINAL = "C"
    ADMINISTRATIVE = "A"


class Category(StrEnum):
    """The eight categories of data: Council Decision 2009/917/JHA Art. 3(1), Regulation (EC) 515/97 Art. 24."""

    COMMODITIES = "a"
    MEANS_OF_TRANSPORT = "b"
    BUSINESSES = "c"
    PERSONS = "d"
    FRAUD_TRENDS = "e"
    EXPERTISE = "f"
    ITEMS_SEIZED = "g"
    CASH_SEIZED = "h"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to and including `last`; an empty `last` means that no end is set."""

    start: date
    last: date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.start:
            raise ValueError("a period ends before it starts")

    def holds(self, day: date) -> bool:
        """Tell whether the day lies in the period."""
        return self.start <= day and (self.last is None or day <= self.last)

    def overlaps(self, other: "Period") -> bool:
        """Tell whether both periods share a day."""
        starts_before_other_ends = other.last is None or self.start <= other.last
        return starts_before_other_ends and (self.last is None or other.start <= self.last)
