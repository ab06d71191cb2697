"""The keys of the days: they seal the ledger's personal parts and key its digests, and die after six months (SEC-33).

Destroying a day's key is how its query terms are erased everywhere at once, in backups too: the key was never in the database,
and its one sealed copy beside the backups goes in the minute after (LOG-05).
"""

import hmac
from datetime import date
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from firstwall.seals import envelope, key_files
from firstwall.seals.errors import KeyMissing
from firstwall.seals.inventory import key_id_of

_DIGEST_BYTES = 16
_held: dict[Path, tuple[int, bytes]] = {}


def folder() -> Path:
    """Return the folder of the days' keys."""
    return key_files.folder("days")


def key_of_day(day: date, *, create: bool = True) -> bytes:
    """Return the key of a day, made at its first use when `create`.

    The file is looked at every time: a key held in memory must not outlive its file, which another process may destroy.
    """
    path = folder() / f"{day.isoformat()}.key"
    try:
        inode = path.stat().st_ino
    except FileNotFoundError:
        _held.pop(path, None)
        if not create:
            raise KeyMissing(f"key of {day.isoformat()}") from None
        key_files.read_or_create(path)
        inode = path.stat().st_ino
    held = _held.get(path)
    if held is None or held[0] != inode:
        held = _held[path] = (inode, path.read_bytes())
    return held[1]


def living_days() -> list[date]:
    """Return the days whose keys live, oldest first."""
    return sorted(date.fromisoformat(path.stem) for path in folder().glob("????-??-??.key"))


def destroy_before(first_kept: date) -> list[date]:
    """Destroy the keys of all days before `first_kept` and return those days."""
    ended = [day for day in living_days() if day < first_kept]
    for day in ended:
        path = folder() / f"{day.isoformat()}.key"
        key_files.destroy(path)
        _held.pop(path, None)
    return ended


def digest(day: date, term: str, *, create: bool = True) -> bytes:
    """Return the keyed digest of one normalised term: equal on the same day, unlinkable across days."""
    return hmac.digest(_subkey(key_of_day(day, create=create), "digest"), term.encode(), "sha256")[:_DIGEST_BYTES]


def seal_personal(plain: bytes, *, day: date, entry_id: UUID) -> bytes:
    """Seal a ledger entry's personal part under the key of its day."""
    key = _subkey(key_of_day(day), "personal")
    return envelope.close(AESGCM(key), key_id_of(key), plain, envelope.bound_to("personal part", entry_id, day))


def open_personal(blob: bytes | memoryview, *, day: date, entry_id: UUID) -> bytes:
    """Open a personal part while its day's key lives; afterwards nobody can (KeyMissing)."""
    place = f"personal part of {entry_id}"
    key = _subkey(key_of_day(day, create=False), "personal")
    opened = envelope.read(bytes(blob), place)
    if opened.key_id != key_id_of(key):
        raise KeyMissing(place)
    return envelope.unseal(AESGCM(key), opened, envelope.bound_to("personal part", entry_id, day), place)


def forget() -> None:
    """Drop the keys held in memory."""
    _held.clear()


def _subkey(key: bytes, use: str) -> bytes:
    # One key per use, derived, so that a digest can never be turned against the sealed part.
    return hmac.digest(key, b"firstwall day key: " + use.encode(), "sha256")
