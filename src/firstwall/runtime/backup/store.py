"""The folder of backups: what lies where in it, and how a file gets there whole or not at all.

    node.note                        whose backups these are
    base/ID/base.sealed              the cluster; beside it manifest.note, written last
    wal/SEGMENT.sealed               a full segment; SEGMENT.partial-BYTES.sealed one that is not full yet
    erased/HOUR-DIGEST.sealed        what was erased in an hour
    days/YYYY-MM-DD.sealed           the key of a day, as long as it lives
    roll.note                        what must be there: each list, the ledger's newest checkpoint, how far the log goes
    drill.json                       how the last drill went

Each sealed file of the log, the lists and the days has its signed note beside it, written after it.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from firstwall.runtime.errors import CannotStart

SEALED, NOTE, PARTIAL = ".sealed", ".note", ".partial-"
BASE_FILE = f"base{SEALED}"
MANIFEST = f"manifest{NOTE}"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: enough to recognise it later."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Store:
    """One node's backups in one folder, on another machine's disk in earnest."""

    root: Path

    def folder(self, name: str) -> Path:
        """One of the folders in it, made when it is not there."""
        path = self.root / name
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    def must_exist(self) -> None:
        """Refuse a place that is not there: a disk that was not mounted must not be replaced by a folder."""
        if not self.root.is_dir():
            raise CannotStart(f"The folder of backups {self.root} is not there.", cure="Mount it, or make it.")

    def bases(self) -> list[Path]:
        """The folders of complete bases, oldest first: one without a manifest is none."""
        return sorted(path.parent for path in (self.root / "base").glob(f"*/{MANIFEST}"))

    def segments(self) -> dict[str, Path]:
        """The sealed file of each segment by its name: the full one, else the fullest of the unfinished ones."""
        found = {path.name[:24]: path for path in self._noted("wal") if PARTIAL in path.name}
        return found | {path.name[:24]: path for path in self._noted("wal") if PARTIAL not in path.name}

    def days(self) -> dict[str, Path]:
        """The sealed key of each day."""
        return {path.stem: path for path in self._noted("days")}

    def erased(self) -> list[Path]:
        """The lists of what was erased, oldest first; of one hour there may be two for a moment."""
        return self._noted("erased")

    def _noted(self, folder: str) -> list[Path]:
        return sorted(path for path in (self.root / folder).glob(f"*{SEALED}") if note_of(path).exists())


def note_of(path: Path) -> Path:
    """Where the signed note of a sealed file lies."""
    return path.with_name(path.name.removesuffix(SEALED) + NOTE)


def write(path: Path, pieces: Iterable[bytes]) -> Written:
    """Write a file whole or not at all, and wait until it is on the disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    digest, size = hashlib.sha256(), 0
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            for piece in pieces:
                digest.update(piece)
                size += file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _sync(path.parent)
    return Written(size, digest.hexdigest())


def measure(path: Path) -> Written:
    """Size and hash of what lies there."""
    with path.open("rb") as file:
        return Written(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())


def remove(path: Path) -> None:
    """Take a sealed file away with its note, or a base with its folder: the note first, so that nothing half stays."""
    if path.is_dir():
        (path / MANIFEST).unlink(missing_ok=True)
        shutil.rmtree(path)
        return
    note_of(path).unlink(missing_ok=True)
    path.unlink(missing_ok=True)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
