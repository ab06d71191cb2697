"""What crosses the door of this room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from firstwall.kernel.words import Strand


@dataclass(frozen=True, slots=True)
class Offence:
    """One line of a state's list, with the most that its law threatens."""

    code: str
    label: str
    custody_months: int = 0
    fine_eur: int = 0


@dataclass(frozen=True, slots=True)
class OffenceListView:
    """One version of a state's list."""

    id: UUID
    state_code: str
    number: int
    in_force_from: date
    given_at: datetime
    offences: tuple[Offence, ...]


@dataclass(frozen=True, slots=True)
class FileGiven:
    """A file to be indexed: whom it concerns, what it covers, where it lies (FIDE-08)."""

    kind: str
    # the codes of the closed list of its kind; several values as a tuple
    identity: Mapping[str, str | tuple[str, ...]]
    status: str
    subject: str
    file_number: str
    contact: str
    filed_on: date
    last_act_on: date
    offence_code: str = ""
    # administrative strand: why it is of particular relevance at Union level (FIDE-07)
    union_relevance: str = ""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as its own authority reads it, clocks included."""

    id: UUID
    strand: Strand
    given: FileGiven
    state_code: str
    gone_from: date
    version: int
    entered_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the list of one's own entries."""

    id: UUID
    strand: Strand
    kind: str
    name: str
    status: str
    subject: str
    file_number: str
    last_act_on: date
    gone_from: date


@dataclass(frozen=True, slots=True)
class QuietEntry:
    """An entry in whose file nothing was done for long, as a supervisor sees it: never whom it concerns."""

    id: UUID
    owner_id: UUID
    strand: Strand
    status: str
    last_act_on: date
    gone_from: date


@dataclass(frozen=True, slots=True)
class FileQuery:
    """What is asked, from which file of one's own (FIDE-04, FIDE-13)."""

    kind: str
    identity: Mapping[str, str | tuple[str, ...]]
    file_reference: str


@dataclass(frozen=True, slots=True)
class FileHit:
    """All that an answer shows: what matched, whose file, whom to ask, what it covers, its number (FIDE-14)."""

    id: UUID
    strand: Strand
    authority_id: UUID
    state_code: str
    contact: str
    subject: str
    file_number: str
    matched: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DeferralView:
    """A file that is not entered for now."""

    id: UUID
    strand: Strand
    ground: str
    file_number: str
    reason: str
    recheck_on: date
    made_at: datetime
    ended_on: date | None
