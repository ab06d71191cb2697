"""What crosses the supervisor's door."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from firstwall.cis.ending import EndingAlert
from firstwall.cis.types import RegisterLine
from firstwall.ledger.reading import Proof


class PersonalState(StrEnum):
    """What has become of an entry's personal part."""

    NONE = "none"
    OPEN = "open"
    ERASED = "erased"
    ALTERED = "altered"


class Verdict(StrEnum):
    """What a person finds of a drawn query (LOG-03)."""

    LAWFUL = "lawful"
    UNLAWFUL = "unlawful"
    UNCLEAR = "unclear"


class DayState(StrEnum):
    """How far the draw of a day is, and whether it can be trusted."""

    OPEN = "open"
    CLOSED = "closed"
    DRAWN = "drawn"
    NOT_COMMITTED = "not_committed"
    LATE_COMMITMENT = "late_commitment"
    REVEALED_EARLY = "revealed_early"
    NOT_AS_COMMITTED = "not_as_committed"


@dataclass(frozen=True, slots=True)
class LedgerFilters:
    """What to look for; an empty filter asks for everything the supervisor may see."""

    actor_id: UUID | None = None
    authority_id: UUID | None = None
    act: str = ""
    object_type: str = ""
    object_id: str = ""
    reference: str = ""
    result: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry in a list. `seq` is empty while the entry waits for its place."""

    id: UUID
    seq: int | None
    at: datetime
    actor_id: UUID | None
    actor_name: str
    authority_id: UUID | None
    office_id: UUID | None
    strand: str
    role: str
    purpose: str
    reference: str
    place: str
    channel: str
    act: str
    object_type: str
    object_id: str
    result: str
    has_personal: bool


@dataclass(frozen=True, slots=True)
class LedgerPage:
    """A page of entries, newest first."""

    rows: tuple[LedgerRow, ...]
    number: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class EntryView:
    """One entry in full, with the proof of its place."""

    row: LedgerRow
    details: dict[str, Any]
    node: str
    mandate_id: UUID | None
    request_id: str
    personal_state: PersonalState
    proof: Proof | None
    proof_holds: bool
    personal: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LedgerState:
    """How far the ledger is placed and signed."""

    placed: int
    signed: int
    signed_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What the ledger publishes of a day's draw: enough to draw again. Without a seed nothing is drawn."""

    state: DayState
    seed: bytes | None = None
    checkpoint: int = 0
    committed_in: UUID | None = None
    closed_in: UUID | None = None
    revealed_in: UUID | None = None


@dataclass(frozen=True, slots=True)
class SampleItem:
    """One drawn query, or the first chunk of a drawn run. A verdict outlives what it says by its key only."""

    row: LedgerRow
    is_run: bool
    is_judged: bool
    verdict: Verdict | None
    ground: str


@dataclass(frozen=True, slots=True)
class SampleGroup:
    """The part of an authority in a strand: how many there were, what was drawn, what the program found."""

    authority_id: UUID
    strand: str
    interactive: int
    runs: int
    automated: int
    items: tuple[SampleItem, ...]
    # entries of automated screening that lack something, with what they lack
    faults: tuple[tuple[UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample of a day."""

    day: date
    draw: Draw
    groups: tuple[SampleGroup, ...]


@dataclass(frozen=True, slots=True)
class Yearly:
    """The figures of a year. Verdicts are counted while what they say lives; `judged` counts them all."""

    year: int
    # authority, act, result class, how many
    acts: tuple[tuple[str, str, str, int], ...]
    due: int
    judged: int
    verdicts: tuple[tuple[Verdict, int], ...]
    exports: int
    prunings: int


@dataclass(frozen=True, slots=True)
class SignalView:
    """One misuse signal of a day: whose, which, and the queries that gave it (SEC-24)."""

    code: str
    actor_name: str
    authority_id: UUID | None
    rows: tuple[LedgerRow, ...]


@dataclass(frozen=True, slots=True)
class AuditAnswer:
    """One ready-made answer: a small table (AUD-06)."""

    code: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    remark: str = ""
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class RetentionOutcome:
    """What a retention run ended (or would end): rows by what became of them and table."""

    day: date
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class RetentionRunView:
    """One retention run as it is shown; `finished_at` is empty while it works."""

    id: int
    kind: str
    state: str
    started_at: datetime
    finished_at: datetime | None
    fault: str
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class EndedView:
    """One alert that the engine erased or restricted, as its ledger entry tells it: that entry is the receipt (CLK-05)."""

    entry_id: UUID
    at: datetime
    act: str
    authority_id: UUID | None
    strand: str
    alert_id: str
    reference: str
    category: str
    reason: str
    article: str
    last_day: date


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What comes to its end, what has ended, and how the engine runs."""

    coming: tuple[EndingAlert, ...]
    has_more_coming: bool
    ended: tuple[EndedView, ...]
    number: int
    has_more: bool
    runs: tuple[RetentionRunView, ...]


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """A page of the registers of the authorities supervised."""

    lines: tuple[RegisterLine, ...]
    number: int
    has_more: bool
