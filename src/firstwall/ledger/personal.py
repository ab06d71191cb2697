"""The personal part of an entry: committed to, sealed under the key of its day, open while that key lives (SEC-28)."""

import json
import secrets
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from firstwall.ledger import leaf
from firstwall.seals import day_keys


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A personal part ready to be stored, and the commitment that the leaf covers."""

    sealed: bytes
    commitment: bytes


def close(personal: dict[str, Any], *, entry_id: UUID, day: date) -> SealedPart:
    """Commit to a personal part under a fresh salt and seal both together."""
    salt = secrets.token_bytes(leaf.SALT_BYTES)
    content = leaf.canonical(leaf.plain(personal))
    sealed = day_keys.seal_personal(salt + content, day=day, entry_id=entry_id)
    return SealedPart(sealed, leaf.commitment(salt, content))


def open_part(sealed: bytes | memoryview, *, entry_id: UUID, day: date, committed: bytes) -> dict[str, Any] | None:
    """Open a personal part; None when it is not the one that the entry committed to."""
    content = day_keys.open_personal(sealed, day=day, entry_id=entry_id)
    salt, text = content[: leaf.SALT_BYTES], content[leaf.SALT_BYTES :]
    return json.loads(text) if leaf.commitment(salt, text) == bytes(committed) else None
