"""The MAC that binds a request context to its transaction (SEC-08): HMAC-SHA256, computed here and again by PostgreSQL.

PostgreSQL has no HMAC of its own without an extension, but it has sha256; so its table holds the two padded keys of RFC
2104, and the function there hashes twice.
"""

import hashlib
import hmac
from functools import lru_cache
from pathlib import Path

from firstwall.seals import key_files

_BLOCK = 64


def mac(payload: str) -> str:
    """Return the hexadecimal MAC of a context."""
    return hmac.digest(_key(_path()), payload.encode(), "sha256").hex()


def pads() -> tuple[bytes, bytes]:
    """Return the inner and the outer padded key, for the table that only the database's own function reads."""
    key = _key(_path()).ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)


def mac_by_pads(inner: bytes, outer: bytes, payload: str) -> str:
    """Compute the MAC the database's way: the reference that tests compare both sides with."""
    return hashlib.sha256(outer + hashlib.sha256(inner + payload.encode()).digest()).hexdigest()


def ensure_key() -> None:
    """Make the context key when there is none."""
    key_files.read_or_create(_path())


def forget() -> None:
    """Drop the key held in memory."""
    _key.cache_clear()


def _path() -> Path:
    return key_files.folder() / "context.key"


@lru_cache(maxsize=4)
def _key(path: Path) -> bytes:
    return key_files.read(path)
