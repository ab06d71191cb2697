"""What exactly is hashed: the accountability part of an entry as canonical JSON (RFC 8785). Pure.

The rows are read back by other programs and other logins, so the form must not depend on how a driver or a column
prints a value: floats and big numbers are kept as text from the start, and text holds only what PostgreSQL can store.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from firstwall.ledger.merkle import leaf_hash

COLUMNS = (
    "id", "at", "node", "actor_id", "actor_name", "office_id", "authority_id", "mandate_id", "strand", "role",
    "purpose", "reference", "place", "channel", "act", "object_type", "object_id", "result", "details", "prior_hash",
    "request_id", "personal_commitment",
)  # fmt: skip
SALT_BYTES = 32
_EXACT_IN_JSON = 2**53


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line per kind of value
    """Turn a value into what JSON, PostgreSQL and a hash all keep unchanged."""
    match value:
        case None | bool():
            return value
        case Enum():
            return plain(value.value)
        case int() if abs(value) < _EXACT_IN_JSON:
            return int(value)
        case str():
            return clean(value)
        case Mapping():
            return {clean(str(key)): plain(item) for key, item in value.items()}
        case Sequence() | set() | frozenset() if not isinstance(value, bytes | bytearray):
            return [plain(item) for item in (sorted(value) if isinstance(value, set | frozenset) else value)]
        case datetime():
            return moment(value)
        case int() | float() | UUID() | date():
            return str(value)
    raise TypeError(f"the ledger cannot keep a {type(value).__name__}")


def clean(text: str) -> str:
    """Replace what a text column cannot hold (NUL, half a character), so that odd input cannot stop an act's entry."""
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def moment(at: datetime) -> str:
    """Write a moment in UTC with microseconds, always of the same length."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def canonical(value: Any) -> bytes:
    """Serialise a plain value: the same bytes as RFC 8785, several times as fast because floats cannot occur."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def commitment(salt: bytes, personal: bytes) -> bytes:
    """Commit to a personal part without revealing it: the salt dies with it, and then nobody can try out names."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a commitment's salt has 32 bytes")
    return hashlib.sha256(salt + personal).digest()


def leaf_of(row: Mapping[str, Any]) -> bytes:
    """Return the leaf hash of an entry from its columns."""
    return leaf_hash(canonical(accountability(row)))


def accountability(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the accountability part as it is hashed and exported: every column, empty ones too."""
    return {name: _value(row[name]) for name in COLUMNS}


def _value(value: Any) -> Any:
    # Details were made plain when they were recorded; what they hold now is what is hashed.
    if value is None or isinstance(value, str | dict):
        return value
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return moment(value) if isinstance(value, datetime) else str(value)
