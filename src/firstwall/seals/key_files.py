"""Key files: made once, whole or not at all, readable to their owner only, in a folder outside the database."""

import os
import secrets
from pathlib import Path

from django.conf import settings

from firstwall.seals.errors import KeyMissing

KEY_BYTES = 32
_FOLDER_MODE = 0o700
_FILE_MODE = 0o600
_held: dict[Path, tuple[tuple[int, int], bytes]] = {}


def folder(*parts: str) -> Path:
    """Return a key folder, made with mode 0700 when it is not there."""
    path = Path(settings.FIRSTWALL_KEYS, *parts)
    if not path.is_dir():
        path.mkdir(parents=True, exist_ok=True)
        os.chmod(settings.FIRSTWALL_KEYS, _FOLDER_MODE)
        os.chmod(path, _FOLDER_MODE)
    return path


def create_once(path: Path, content: bytes) -> bool:
    """Write a new key file and tell whether it was this call that made it; an existing one is never touched.

    The content is complete and on disk before it gets its name (link fails on an existing name): no process ever reads
    half a key, and no value is ever sealed under a key that a power cut can lose.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE_MODE)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)
    return True


def read(path: Path) -> bytes:
    """Return a key that provisioning made; a lost one is never quietly replaced by another."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise KeyMissing(path.name) from None


def current(path: Path) -> bytes:
    """Return a key as it lies there now, from memory as long as nobody replaced its file: a rotation is seen at the next use."""
    try:
        found = path.stat()
    except FileNotFoundError:
        _held.pop(path, None)
        raise KeyMissing(path.name) from None
    mark = (found.st_ino, found.st_mtime_ns)
    held = _held.get(path)
    if held is None or held[0] != mark:
        held = _held[path] = (mark, read(path))
    return held[1]


def replace(path: Path, content: bytes) -> None:
    """Put a new key in the place of the old one, in one step; a reader sees one of the two, whole."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    create_once(draft, content)
    draft.replace(path)
    sync_folder(path.parent)


def forget() -> None:
    """Drop the keys held in memory."""
    _held.clear()


def read_or_create(path: Path) -> bytes:
    """Return the 32 random bytes of a key file, made at first use."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        create_once(path, secrets.token_bytes(KEY_BYTES))
        return path.read_bytes()


def destroy(path: Path) -> None:
    """Overwrite, remove and forget a key file, and wait until the folder on disk no longer names it."""
    with path.open("r+b") as file:
        file.write(secrets.token_bytes(max(path.stat().st_size, KEY_BYTES)))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make a folder's list of names durable."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
