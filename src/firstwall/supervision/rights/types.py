"""What crosses the door of a request."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from firstwall.cis.types import AlertView
from firstwall.kernel.words import Strand


class State(StrEnum):
    """How far a request is."""

    TAKEN = "taken"
    GATHERED = "gathered"
    DECIDED = "decided"
    ANSWERED = "answered"


class Position(StrEnum):
    """What a supplier says of a request that concerns its alert. Silence is recorded, and is no consent (RTS-03)."""

    NONE = ""
    AGREES = "agrees"
    OBJECTS = "objects"
    EXECUTED = "executed"
    DECLINED = "declined"
    SILENT = "silent"


class Outcome(StrEnum):
    """What a person decided."""

    NONE_HELD = "none_held"
    DISCLOSED = "disclosed"
    PARTLY = "partly"
    WITHHELD = "withheld"


class Why(StrEnum):
    """Why an entry is not proposed for disclosure."""

    MEASURE = "measure"
    OBJECTION = "objection"
    SILENCE = "silence"
    WAITING = "waiting"
    UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class Person:
    """Who asks: as the paper or the signature that was checked says."""

    names: tuple[str, ...]
    birth_date: str = ""
    nationality: str = ""
    documents: tuple[str, ...] = ()
    address: str = ""
    language: str = "en"
    says: str = ""


@dataclass(frozen=True, slots=True)
class HoldingView:
    """One alert that may concern the person; `alert` is empty where it has ended since."""

    id: UUID
    alert_id: UUID
    owner_id: UUID
    is_own: bool
    action: str
    score: float
    is_past: bool
    candidates: int
    sightings: int
    concerns: str
    asked_at: datetime | None
    position_due_on: date | None
    position: Position
    position_ground: str
    position_reason: str
    position_at: datetime | None
    is_disclosed: bool | None
    why_not: tuple[Why, ...]
    alert: AlertView | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether disclosing it is proposed."""
        return self.concerns == "yes" and not self.why_not


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request in a list, without the person."""

    id: UUID
    reference: str
    authority_id: UUID
    strand: Strand
    asks: tuple[str, ...]
    state: State
    received_on: date
    due_on: date
    answer_from: date | None
    outcome: str
    ground: str
    decided_at: datetime | None
    answered_at: datetime | None
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class RequestView:
    """One request in full, for the staff named for it."""

    row: RequestRow
    identity: str
    law: str
    person: Person
    reason: str
    proposal: Outcome | None
    holdings: tuple[HoldingView, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedOfUs:
    """A request of another authority that concerns an alert of one's own."""

    id: UUID
    alert_id: UUID
    authority_id: UUID
    strand: Strand
    asks: tuple[str, ...]
    says: str
    asked_at: datetime
    position_due_on: date
    position: Position
    is_late: bool


@dataclass(frozen=True, slots=True)
class Watched:
    """A decided request as the supervisor sees it: what was refused, on which ground, in which words (RTS-05, RTS-09)."""

    row: RequestRow
    reason: str
    positions: tuple[tuple[UUID, Position, str], ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """The answer, ready to be handed over."""

    name: str
    content: bytes
    letter: str
