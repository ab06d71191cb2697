"""Accepted traffic waits here sealed, in frames, until its run ends (SEC-49): outside the database, never in clear.

A frame is one megabyte of the file, AES-256-GCM under the authority's data key, bound to run, strand and its own
number. Folder and file are synced to disk before a run counts as accepted: an acknowledged file survives a crash.
"""

import os
import struct
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.conf import settings

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.seals.key_files import sync_folder
from firstwall.seals.services import open_sealed, seal

FRAME = 1024 * 1024
LONGEST_KEPT = timedelta(hours=24)  # SEC-49: feeds that may name persons
_LENGTH = struct.Struct(">I")
_NUMBER = struct.Struct(">Q")


class Spool:
    """The sealed file of one run."""

    def __init__(self, run_id: UUID, *, authority_id: UUID, strand: Strand) -> None:
        self.run_id, self.authority_id, self.strand = run_id, authority_id, strand
        self.path = Path(settings.FIRSTWALL_SPOOL) / f"{run_id}.sealed"

    def exists(self) -> bool:
        """Whether the traffic is still held."""
        return self.path.exists()

    def writer(self) -> "SpoolWriter":
        """Begin the file."""
        return SpoolWriter(self)

    def read_from(self, offset: int) -> Iterator[bytes]:
        """The bytes from an offset on, a frame at a time.

        Raises:
            Fault: the sealed file is gone or was changed.
        """
        try:
            with self.path.open("rb") as file:
                yield from self._frames(file, offset)
        except FileNotFoundError as missing:
            raise Fault(
                "spool_gone", N_("The file is no longer held."), cure=N_("Send the file again."), status=409
            ) from missing

    def remove(self) -> None:
        """Nothing of the traffic stays (SEC-49)."""
        self.path.unlink(missing_ok=True)

    def _frames(self, file: BinaryIO, offset: int) -> Iterator[bytes]:
        number = 0
        while head := file.read(_LENGTH.size):
            (length,) = _LENGTH.unpack(head)
            if (number + 1) * FRAME <= offset:
                file.seek(length, os.SEEK_CUR)
            else:
                plain = open_sealed(file.read(length), **self._bound())
                if _NUMBER.unpack(plain[: _NUMBER.size])[0] != number:
                    raise Fault("spool_changed", N_("The held file was changed."), cure=N_("Send the file again."))
                yield plain[_NUMBER.size + max(offset - number * FRAME, 0) :]
            number += 1

    def _bound(self) -> dict:
        return {"authority_id": self.authority_id, "record_id": self.run_id, "strand": self.strand}


class SpoolWriter:
    """Writes one spool; `finish` makes it durable, `discard` leaves nothing."""

    def __init__(self, spool: Spool) -> None:
        self.spool = spool
        self.size = 0
        self._number = 0
        self._waiting = bytearray()
        folder = spool.path.parent
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._file = os.fdopen(os.open(spool.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def write(self, piece: bytes) -> None:
        """Take the next bytes."""
        self.size += len(piece)
        self._waiting += piece
        while len(self._waiting) >= FRAME:
            self._frame(bytes(self._waiting[:FRAME]))
            del self._waiting[:FRAME]

    def finish(self) -> None:
        """Write what is left and sync file and folder."""
        if self._waiting:
            self._frame(bytes(self._waiting))
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        sync_folder(self.spool.path.parent)

    def discard(self) -> None:
        """Stop and leave nothing behind."""
        self._file.close()
        self.spool.remove()

    def _frame(self, plain: bytes) -> None:
        sealed = seal(_NUMBER.pack(self._number) + plain, **self.spool._bound())
        self._file.write(_LENGTH.pack(len(sealed)) + sealed)
        self._number += 1


def remove_old_spools(*, now: float | None = None) -> int:
    """Remove what outlived the longest time that traffic may be held, whatever became of its run; say how many."""
    removed = 0
    oldest = (now if now is not None else time.time()) - LONGEST_KEPT.total_seconds()
    for path in Path(settings.FIRSTWALL_SPOOL).glob("*.sealed"):
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed
