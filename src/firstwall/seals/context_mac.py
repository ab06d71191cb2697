"""The MAC that binds a request context to its transaction (SEC-08): HMAC-SHA256, computed here and again by PostgreSQL.

PostgreSQL has no HMAC of its own without an extension, but it has sha256; so its table holds the two padded keys of RFC
2104, and the function there hashes twice.
"""

import hashlib
import hmac
from pathlib import Path

from firstwall.seals import key_files

_BLOCK = 64


def mac(payload: str) -> str:
    """Return the hexadecimal MAC of a context."""
    return hmac.digest(key_files.current(_path()), payload.encode(), "sha256").hex()


def pads() -> tuple[bytes, bytes]:
    """Return the inner and the outer padded key, for the table that only the database's own function reads."""
    return _padded(key_files.current(_path()))


def mac_by_pads(inner: bytes, outer: bytes, payload: str) -> str:
    """Compute the MAC the database's way: the reference that tests compare both sides with."""
    return hashlib.sha256(outer + hashlib.sha256(inner + payload.encode()).digest()).hexdigest()


def ensure_key() -> None:
    """Make the context key when there is none."""
    key_files.read_or_create(_path())


def rotate() -> None:
    """Put a new key in the old one's place; the database must know its pads already (`next_pads`)."""
    key_files.replace(_path(), _next_path().read_bytes())
    key_files.destroy(_next_path())


def next_pads() -> tuple[bytes, bytes]:
    """Make the key that comes next, and return its pads: the database accepts both while the keys change."""
    return _padded(key_files.read_or_create(_next_path()))


def _path() -> Path:
    return key_files.folder() / "context.key"


def _next_path() -> Path:
    return key_files.folder() / "context-next.key"


def _padded(key: bytes) -> tuple[bytes, bytes]:
    key = key.ljust(_BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in key), bytes(b ^ 0x5C for b in key)
