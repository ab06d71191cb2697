"""Identifiers and the one canonical form of JSON (SEC-09: random ids for records, time-ordered for messages)."""

from collections.abc import Mapping, Sequence
from uuid import UUID, uuid4

import rfc8785
import uuid6

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]


def record_id() -> UUID:
    """Return a fresh UUIDv4: its value tells nothing about when or after what the record was made."""
    return uuid4()


def message_id() -> UUID:
    """Return a fresh UUIDv7, ordered by time: for messages and ledger entries only."""
    return UUID(int=uuid6.uuid7().int)


def canonical_json(value: object) -> bytes:
    """Serialise to RFC 8785 bytes, so that equal values always have equal hashes."""
    return rfc8785.dumps(value)  # type: ignore[arg-type]
