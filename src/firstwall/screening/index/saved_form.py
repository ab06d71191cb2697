"""The saved form of a strand's list: one sealed file, written whole or not at all, with the mark that it stands for.

It holds nothing that the database does not: when it is gone, foreign, cut or altered, it is made anew.
"""

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from firstwall.cis import queries as cis
from firstwall.kernel.refusal import Fault
from firstwall.kernel.words import Strand
from firstwall.matching import Index
from firstwall.matching.saved import NotReadable, open_saved, saved, size_of
from firstwall.matching.stored import Stored
from firstwall.screening.index import memory
from firstwall.screening.index.memory import Base
from firstwall.seals.key_files import sync_folder
from firstwall.seals.streams import open_stream, read_header, seal_stream

KIND = "saved index"


@dataclass(frozen=True, slots=True)
class Saved:
    """What lies on the disk, as far as it can be known without opening it."""

    saved_at: datetime
    size: int


class Unusable(Exception):
    """There is no saved form that can be used; the message says why and holds nothing of the list."""


def path_of(strand: Strand) -> Path:
    """Where a strand's saved form lies."""
    return folder() / f"{strand}.sealed"


def folder() -> Path:
    """The folder of the saved forms, made when it is not there."""
    path = Path(settings.FIRSTWALL_DATA_FOLDER) / "index"
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def seen(strand: Strand) -> Saved | None:
    """The saved form as it lies there; None when there is none."""
    try:
        state = path_of(strand).stat()
    except FileNotFoundError:
        return None
    return Saved(datetime.fromtimestamp(state.st_mtime, UTC), state.st_size)


def build(strand: Strand) -> None:
    """Read the whole list from the database and save it."""
    source = cis.index_source()
    changes = cis.index_changes(strand)
    listed = Index.build(changes.entities).stored()
    mark = changes.mark
    del changes
    save(strand, listed, mark=mark, source=source)


def save(strand: Strand, listed: Stored, *, mark: int, source: str) -> None:
    """Seal this list and put it in the place of the one before; a process that is killed meanwhile leaves that one."""
    words = {"strand": str(strand), "mark": mark, "source": source}
    pieces = seal_stream(saved(listed, words), size=size_of(listed, words), mark=mark, strand=str(strand), kind=KIND)
    with _alone(strand):
        path = path_of(strand)
        for left in path.parent.glob(f".{strand}.*"):
            left.unlink(missing_ok=True)
        draft = path.with_name(f".{strand}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        sync_folder(path.parent)


def load(strand: Strand) -> Base:
    """Open the saved form into a shared memory that nobody else sees yet.

    Raises:
        Unusable: it is not there, cannot be opened, is another matcher's, or belongs to another database.
        OSError: this machine gives no shared memory of that size.
    """
    path = path_of(strand)
    try:
        with path.open("rb") as file:
            stream = read_header(file, path.name)
            if stream.size > os.fstat(file.fileno()).st_size:
                raise Unusable("it is cut short")
            base = memory.new(strand, stream.size, mark=stream.mark)
            try:
                open_stream(file, base.memory, stream, strand=str(strand), kind=KIND, place=path.name)
                opened = open_saved(base.memory, Stored)
                if opened.words["source"] != cis.index_source():
                    raise Unusable("it was made from another database")
            except BaseException:
                base.discard()
                raise
    except FileNotFoundError:
        raise Unusable("there is none") from None
    except (Fault, NotReadable, KeyError) as wrong:
        raise Unusable(str(wrong)) from wrong
    return base


@contextmanager
def _alone(strand: Strand) -> Iterator[None]:
    with (folder() / f"{strand}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
