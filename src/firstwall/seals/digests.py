"""Keyed digests that last: equal values of one authority and use are recognised, and nobody without the key can guess.

Not for query terms, which die with the key of their day (`day_keys`); only for what is stored as long as its record.
"""

import hmac
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from firstwall.seals import key_files

KEY_FILE = "digest.key"


def lasting_digest(value: bytes, *, use: str, authority_id: UUID) -> bytes:
    """Return the 32-byte digest of a value, unlinkable across uses and across authorities."""
    key = _key(key_files.folder() / KEY_FILE)
    subkey = hmac.digest(key, f"firstwall lasting digest: {use} {authority_id}".encode(), "sha256")
    return hmac.digest(subkey, value, "sha256")


def forget() -> None:
    """Drop the key held in memory."""
    _key.cache_clear()


@lru_cache(maxsize=4)
def _key(path: Path) -> bytes:
    return key_files.read_or_create(path)
