"""The list in a memory that all processes of this machine map: one copy, written by the keeper only, never on a disk.

A file in the machine's memory file system, readable to this user alone. It gets its name when it is complete; a newer
one takes the name over, and the kernel frees the older when the last process that maps it has let go.
"""

import fcntl
import hashlib
import mmap
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from firstwall.kernel.words import Strand
from firstwall.matching.saved import NotReadable, open_saved
from firstwall.matching.stored import Stored

MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of this user only is made in it
_KEEPER = "keeper.lock"


class NoSharedMemory(OSError):
    """This machine has no memory file system, or the folder in it is not ours alone."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A published list, mapped read-only. `name` tells it from the ones before."""

    name: tuple[int, int]
    listed: Stored
    mark: int
    source: str


class Base:
    """The keeper's own view of a list: writable; unseen by others until it is published."""

    def __init__(self, strand: Strand, size: int, mark: int) -> None:
        self.strand, self.mark = strand, mark
        self._path = folder() / f".{strand}.{secrets.token_hex(8)}"
        handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.posix_fallocate(handle, 0, size)  # now, so that no later write finds the memory full
            self.memory = memoryview(mmap.mmap(handle, size))
        except BaseException:
            self._path.unlink()
            raise
        finally:
            os.close(handle)

    @property
    def listed(self) -> Stored:
        """The list, to be erased from."""
        return open_saved(self.memory, Stored, check_digest=False).tree

    def publish(self) -> None:
        """Let others see it, in the place of the one before."""
        published = folder() / str(self.strand)
        self._path.replace(published)
        self._path = published

    def discard(self) -> None:
        """Take its name away; whoever maps it still has it until it lets go."""
        self._path.unlink(missing_ok=True)


def new(strand: Strand, size: int, *, mark: int) -> Base:
    """A memory for a list of this strand; what an earlier keeper left half made is cleared away.

    Raises:
        OSError: there is not so much memory, or none to share.
    """
    for left in folder().glob(f".{strand}.*"):
        left.unlink(missing_ok=True)
    return Base(strand, size, mark)


def name_of(strand: Strand) -> tuple[int, int] | None:
    """Which list is published now; one cheap question to the kernel."""
    try:
        state = os.stat(place() / str(strand))
    except FileNotFoundError:
        return None
    return state.st_dev, state.st_ino


def mapped(strand: Strand) -> Mapped | None:
    """The published list; None when there is none that this program reads."""
    try:
        handle = os.open(folder() / str(strand), os.O_RDONLY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        state = os.fstat(handle)
        memory = mmap.mmap(handle, 0, access=mmap.ACCESS_READ)
        opened = open_saved(memory, Stored, check_digest=False, for_kernel=True)
    except (ValueError, NotReadable):
        return None
    finally:
        os.close(handle)
    return Mapped((state.st_dev, state.st_ino), opened.tree, int(opened.words["mark"]), str(opened.words["source"]))


def withdraw(strand: Strand) -> None:
    """No process that starts from now on sees the list; the last one takes the folder with it."""
    (place() / str(strand)).unlink(missing_ok=True)
    with suppress(OSError):
        place().rmdir()


def place() -> Path:
    """Where this site's folder in the machine's memory is, or would be."""
    home = str(Path(settings.FIRSTWALL_DATA_FOLDER).resolve())
    return MEMORY / f"firstwall-{os.geteuid()}-{hashlib.sha256(home.encode()).hexdigest()[:16]}"


def folder() -> Path:
    """The folder of this site in the machine's memory, made when it is not there.

    Raises:
        NoSharedMemory: there is no such memory, or somebody else could look into the folder.
    """
    path = place()
    try:
        path.mkdir(mode=0o700, exist_ok=True)
        state = path.lstat()
    except OSError as wrong:
        raise NoSharedMemory("this machine has no memory to share") from wrong
    if not stat.S_ISDIR(state.st_mode) or state.st_uid != os.geteuid() or state.st_mode & 0o077:
        raise NoSharedMemory("the folder in the shared memory is not ours alone")
    return path


@contextmanager
def keeping(index_folder: Path) -> Iterator[None]:
    """While this holds, this process is the keeper of the machine; a second one waits here."""
    with (index_folder / _KEEPER).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def is_kept(index_folder: Path) -> bool:
    """Whether a keeper is at work."""
    try:
        with (index_folder / _KEEPER).open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def note_refusal(index_folder: Path, strand: Strand, *, refused: bool) -> None:
    """Tell the others that the keeper has nothing to share: they need not wait for it."""
    note = index_folder / f"{strand}.alone"
    note.touch(mode=0o600) if refused else note.unlink(missing_ok=True)


def is_awaited(index_folder: Path, strand: Strand) -> bool:
    """Whether a keeper is at work that may still publish a list."""
    return is_kept(index_folder) and not (index_folder / f"{strand}.alone").exists()
