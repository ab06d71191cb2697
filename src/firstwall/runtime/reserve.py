"""A file that only keeps room: dropped by an administrator in the hour in which the disk is full (REL-11)."""

import os
import shutil
from pathlib import Path

FILE = "reserve"
SIZE = 256 * 1024 * 1024
# Laid down only where it does not bring on the alarm that it is kept for.
_LEAST_FREE = 8 * SIZE


def lay_down(home: Path, *, size: int = SIZE, least_free: int = _LEAST_FREE) -> bool:
    """Make it when there is none and room is plenty; a disk that refuses leaves nothing behind."""
    file = home / FILE
    if file.exists() or shutil.disk_usage(home).free < least_free:
        return False
    building = home / f".{FILE}"
    try:
        descriptor = os.open(building, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.posix_fallocate(descriptor, 0, size)
        finally:
            os.close(descriptor)
        building.replace(file)
    except OSError:
        building.unlink(missing_ok=True)
        return False
    return True


def drop(home: Path) -> int:
    """Give its room back; return how many bytes that were, 0 when there was none."""
    file = home / FILE
    try:
        size = file.stat().st_size
        file.unlink()
    except FileNotFoundError:
        return 0
    return size


def size_of(home: Path) -> int:
    """How much it keeps; 0 without one."""
    file = home / FILE
    return file.stat().st_size if file.exists() else 0
