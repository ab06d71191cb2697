"""What crosses the outbox's door."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """The states shown to people (REL-03)."""

    SAVED = "saved"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message as its recipient sees it."""

    id: UUID
    kind: str
    sender_authority: UUID
    object_type: str
    object_id: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """How far a message to an object's recipient has come, as its sender sees it."""

    id: UUID
    kind: str
    recipient_authority: UUID
    state: State
    created_at: datetime
    delivered_at: datetime | None
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for an authority: how many unread messages of each kind, and the newest of them."""

    counts: dict[str, int]
    notices: tuple[Notice, ...]
