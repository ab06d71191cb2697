"""What crosses the door of the registers of copies and transfers: frozen values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from firstwall.kernel.words import Strand


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service whose analysts may copy; how many are listed is known to its own authority only."""

    id: UUID
    authority_id: UUID
    kind: str
    name: str
    system: str
    listed_on: date
    ended_on: date | None
    analysts: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class CopyView:
    """One line of the register of copies, as its holder or the supplier reads it."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    service_id: UUID
    kind: str
    system: str
    case_reference: str
    analyst_id: UUID | None
    need: str
    made_on: date
    review_on: date
    last_day: date
    state: str
    ended_on: date | None
    ended_because: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """An erasure or correction that a holder owes, or has confirmed."""

    id: UUID
    strand: Strand
    held_as: str
    held_id: UUID
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    act: str
    because: str
    owed_at: datetime
    due_on: date
    done_at: datetime | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class TransferView:
    """A request to use otherwise or pass on, with the supplier's decision."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    kind: str
    country: str
    ground: str
    purpose: str
    recipient: str
    legal_basis: str
    fields: tuple[str, ...]
    asked_at: datetime
    state: str
    conditions: str
    reasons: str
    decided_at: datetime | None
    authorisation_id: UUID | None
    valid_until: date | None
    made: int
    # whether the reader supplied the alert
    is_own: bool


@dataclass(frozen=True, slots=True)
class ProceedingView:
    """A use of an alert in proceedings, as its two parties read it."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    used_on: date
    told_at: datetime
    before: str
    reference: str
    # whether the reader supplied the alert
    is_own: bool


@dataclass(frozen=True, slots=True)
class Document:
    """What is handed over: one JSON value, canonical, with its SHA-256."""

    name: str
    body: bytes
    digest: str


@dataclass(frozen=True, slots=True)
class SupervisedCopy:
    """A line of the register of copies as a supervisor reads it."""

    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    strand: str
    system: str
    case_reference: str
    review_on: date
    state: str


@dataclass(frozen=True, slots=True)
class SupervisedTransfer:
    """An authorised transfer as a supervisor reads it."""

    authorisation: str
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    strand: str
    kind: str
    country: str
    state: str
    valid_until: date | None
    documents: int
