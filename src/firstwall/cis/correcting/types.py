"""What crosses the door of the registers of corrections, decisions and disputes: frozen values, never rows."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from firstwall.kernel.words import Strand


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A proposed correction, as its proposer or the supplier reads it."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    kind: str
    what: str
    evidence: str
    proposed_at: datetime
    due_on: date
    state: str
    outcome: str
    reasons: str
    decided_at: datetime | None
    # whether the reader supplied the alert
    is_own: bool


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A final decision or clearance, as its registrar or the supplier reads it."""

    id: UUID
    strand: Strand
    alert_id: UUID
    alert_reference: str
    alert_version: int
    owner_id: UUID
    authority_id: UUID
    body: str
    body_name: str
    state_code: str
    decided_on: date
    file_reference: str
    order: str
    text: str
    registered_at: datetime
    state: str
    outcome: str
    ended_at: datetime | None
    is_own: bool
    # open, genuine, not_genuine; empty: the supplier has not contested that it is genuine
    contest: str = ""
    contest_reason: str = ""
    judgement: str = ""
    # the file of a decision that it contradicts, as its registrar knows it; empty: none was named
    contradicts_file: str = ""


@dataclass(frozen=True, slots=True)
class ContestView:
    """A contested decision: what the supplier says against it, what the decision says, what the supervisor found."""

    id: UUID
    strand: Strand
    decision_id: UUID
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    contested_at: datetime
    reason: str
    state: str
    judged_at: datetime | None
    judgement: str
    # whether the supervisor still has to judge
    waits: bool
    body_name: str
    state_code: str
    decided_on: date | None
    order: str
    file_reference: str
    text: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim between partners: the harm, the causing entry, the shares, the payment."""

    id: UUID
    strand: Strand
    alert_reference: str
    owner_id: UUID
    authority_id: UUID
    amount_cents: int
    share_percent: int | None
    claimed_at: datetime
    harm: str
    state: str
    answered_at: datetime | None
    answer: str
    paid_on: date | None
    # whether the reader supplied the entry
    is_own: bool


@dataclass(frozen=True, slots=True)
class DisputeView:
    """A dispute, as either supplier reads it: in which fields, both positions, how it stands."""

    id: UUID
    strand: Strand
    first_alert_id: UUID
    first_owner_id: UUID
    later_alert_id: UUID
    later_owner_id: UUID
    fields: tuple[str, ...]
    # what the later supplier would have entered, as text by field
    withheld: dict[str, str]
    later_position: str
    first_position: str
    opened_at: datetime
    referred_on: date | None
    escalates_on: date | None
    state: str
    is_first: bool
