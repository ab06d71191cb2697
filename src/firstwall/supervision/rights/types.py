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
    checked_on: date | None = None


@dataclass(frozen=True, slots=True)
class Ordered:
    """What a court or authority ordered for a person: who, where, when, under which file, in which words (RTS-08)."""

    orders: str
    body: str
    body_name: str
    state_code: str
    decided_on: date
    file_reference: str
    text: str


@dataclass(frozen=True, slots=True)
class RemedyView:
    """An order with what it is wired to, and how far it is carried out: open, or its outcome."""

    id: UUID
    ordered: Ordered
    holding_id: UUID | None
    decision_id: UUID | None
    bound_request_id: UUID | None
    registered_at: datetime
    paid_on: date | None
    state: str


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
    remedies: tuple[RemedyView, ...] = ()


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
    # whether the check that the person asked for can be opened here, and is not
    can_check: bool = False


@dataclass(frozen=True, slots=True)
class Pack:
    """The answer, ready to be handed over."""

    name: str
    content: bytes
    letter: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """What one supervisor asks another about an alert of the other's state, and the reply."""

    id: UUID
    check_id: UUID
    reference: str
    strand: Strand
    # who asks, who is asked, who supplied the alert
    authority_id: UUID
    asked_id: UUID
    owner_id: UUID
    alert_id: UUID
    asked_at: datetime
    due_on: date
    state: str
    finding: str
    words: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check that a person asked a supervisor for: how it stands, what other supervisors replied, what was found."""

    id: UUID
    request_id: UUID
    reference: str
    strand: Strand
    taken_by_authority: UUID
    opened_at: datetime
    answer_from: date
    state: str
    finding: str
    words: str
    closed_at: datetime | None
    questions: tuple[QuestionView, ...] = ()
