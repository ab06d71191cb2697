"""What crosses the door of shifts."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from firstwall.kernel.words import Strand


@dataclass(frozen=True, slots=True)
class HandoverView:
    """What a shift left: how many hits waited then and wait still, the note, and who accepted it."""

    id: UUID
    strand: Strand
    office_name: str
    place: str
    given_by: UUID
    giver_name: str
    given_at: datetime
    note: str
    hits: int
    overdue: int
    still_waiting: tuple[UUID, ...]
    accepted_by: UUID | None
    accepter_name: str
    accepted_at: datetime | None
    is_mine: bool


@dataclass(frozen=True, slots=True)
class UnansweredDay:
    """How many hits of an office were past their clock when a day was looked at."""

    day: date
    strand: Strand
    office_name: str
    hits: int


@dataclass(frozen=True, slots=True)
class OfficeFigures:
    """What an office did with its hits in a period; counts and times, nothing of a hit.

    `decided_in_time`: verdict within the hit's clock. `median_minutes`: from the find to the verdict.
    Outcomes are the owners' (CIS-38). `values`: what its seizures were worth, by currency.
    """

    strand: Strand
    office_id: UUID | None
    office_name: str
    hits: int
    decided: int
    decided_in_time: int
    same: int
    different: int
    unsure: int
    waiting: int
    overdue: int
    median_minutes: float | None
    reported: int
    true_matches: int
    false_matches: int
    unclear: int
    seizures: int
    values: tuple[tuple[str, Decimal], ...]
