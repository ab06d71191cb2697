"""Look at a store before anything is written: signed by the right key, complete, not altered, opened by the key at hand.

What is wrong is one sentence with its cure (REL-19). A backup that nobody signed is not restored: a dump, or a base, can carry
code (PostgreSQL CVE-2025-8714, CVE-2025-8715), and a restore runs with every right there is.
"""

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from firstwall.ledger import checkpoint
from firstwall.runtime.backup import notes, rolls
from firstwall.runtime.backup.choosing import Missing, base_for, log_for
from firstwall.runtime.backup.lsn import segment_number
from firstwall.runtime.backup.rolls import Roll
from firstwall.runtime.backup.store import BASE_FILE, MANIFEST, SEALED, Store, measure, note_of
from firstwall.runtime.errors import CannotStart
from firstwall.seals import outward, signing
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable
from firstwall.supervision.replaying import Ended

_OTHER = "Take another backup: with --until, a moment after which an older base ended, or another copy of the folder."


@dataclass(frozen=True)
class Checked:
    """A store that was looked at: everything named here is signed, whole, and opened by this key."""

    store: Store
    keys: tuple[outward.OpenedBy, ...]
    verifiers: tuple[signing.Verifier, ...]
    base: dict[str, Any]
    log: dict[str, Path]
    roll: Roll
    until: datetime | None

    @property
    def until_when(self) -> datetime:
        """The newest moment that this brings back, as far as the notes tell."""
        moments = [datetime.fromisoformat(self._said(path, "wal")["at"]) for path in list(self.log.values())[-1:]]
        return max([datetime.fromisoformat(self.base["ended_at"]), *moments])

    def cluster(self) -> Iterator[bytes]:
        """The base, opened and unpacked, as a stream of tar; at its end it is still the file that was looked at.

        Raises:
            CannotStart: somebody has changed it meanwhile.
        """
        path = self.store.root / "base" / self.base["id"] / BASE_FILE
        unpacker = zlib.decompressobj(wbits=31)
        with path.open("rb") as file, opening("base"):
            read = _Hashed(file)
            for piece in outward.open_outward(read, self.keys, name=f"base {self.base['id']}"):
                yield unpacker.decompress(piece)
        if read.digest.hexdigest() != self.base["sha256"]:
            raise CannotStart("The base was changed while it was read.", cure=_OTHER)
        yield unpacker.flush()

    def segment(self, name: str) -> bytes:
        """One segment, opened, in its full length; a node at work may have put a fuller one in an unfinished one's place."""
        path = self.log[name] if self.log[name].exists() else self.store.segments()[name]
        self._said(path, "wal")
        content = zlib.decompress(self._opened(path, "wal"))
        return content.ljust(self.base["segment_size"], b"\0")

    def ended(self) -> list[Ended]:
        """Everything that the lists say was ended."""
        found: set[Ended] = set()
        there = {path.stem: path for path in self.store.erased()}
        for stem, digest in self.roll.erased.items():
            if stem not in there:
                raise CannotStart(f"The list {stem} of what was erased is missing.", cure=_OTHER)
            if self._said(there[stem], "erased")["sha256"] != digest:
                raise CannotStart(f"The list {stem} of what was erased is not the one that belongs here.", cure=_OTHER)
        for path in there.values():
            self._said(path, "erased")
            found |= {Ended(*one) for one in json.loads(self._opened(path, "erased"))}
        return sorted(found)

    def days(self) -> dict[str, bytes]:
        """The keys of the days that lived when the backup was last at work."""
        for path in self.store.days().values():
            self._said(path, "days")
        return {name: self._opened(path, "days") for name, path in self.store.days().items()}

    def _said(self, path: Path, kind: str) -> dict[str, Any]:
        return must_be_whole(path, kind, self.verifiers)

    def _opened(self, path: Path, kind: str) -> bytes:
        name = f"{kind} {path.name.removesuffix(SEALED)}"
        with path.open("rb") as file, opening(path.name):
            return b"".join(outward.open_outward(file, self.keys, name=name))


class _Hashed:
    """A file whose bytes are hashed as they are read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self._file.read(size)
        self.digest.update(content)
        return content


class opening:
    """What a sealed file can have against it, said as a refusal to restore."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, fault: BaseException | None, _trace: object) -> None:
        if isinstance(fault, KeyMissing):
            raise CannotStart(
                f"{self.name} is sealed to another key than the one you gave.",
                cure="Give the private half that belongs to the public key of that time.",
            ) from None
        if isinstance(fault, SealBroken | SealUnreadable):
            raise CannotStart(f"{self.name} was altered or is not complete.", cure=_OTHER) from None


def check(
    store: Store,
    keys: Sequence[outward.OpenedBy],
    verifiers: Sequence[signing.Verifier],
    until: datetime | None = None,
) -> Checked:
    """Look at everything that a restore to this moment needs; `keys` are all private halves at hand, in any order.

    Raises:
        CannotStart: the first thing that is wrong.
    """
    store.must_exist()
    verifiers = _handed_over(store, verifiers)
    manifests = [_manifest(folder, verifiers) for folder in store.bases()]
    base = base_for(manifests, until)
    if base is None:
        begun = any((store.root / "base").glob("*")) if (store.root / "base").is_dir() else False
        what = "only unfinished bases" if begun and not manifests else "no base"
        raise CannotStart(f"{store.root} holds {what}{' from before that moment' if until else ''}.", cure=_OTHER)
    _must_be_equal(store.root / "base" / base["id"] / BASE_FILE, base)
    log, said = _whole_log(store, base, verifiers)
    roll = _roll(store, verifiers)  # read last: a node at work writes it before what is written under it
    if rolls.is_older(roll, [base, *said]):
        raise CannotStart(
            f"{rolls.FILE} is older than the log beside it: a list of what was erased may have been taken away.",
            cure=f"Copy {rolls.FILE} and the folder erased again, after all the rest; else take another copy of the folder.",
        )
    _must_reach(roll, base, said, until)
    found = Checked(store, tuple(keys), tuple(verifiers), dict(base), log, roll, until)
    next(found.cluster())
    found.ended()
    found.days()
    return found


def _whole_log(
    store: Store, base: Mapping[str, Any], verifiers: Sequence[signing.Verifier], tries: int = 3
) -> tuple[dict[str, Path], list[dict[str, Any]]]:
    """The segments behind a base, each with what its note says."""
    segments = store.segments()
    chosen = log_for(base, sorted(segments))
    if isinstance(chosen, Missing):
        raise CannotStart(
            f"The log is not complete: segment {chosen.name} is missing and {chosen.following} is there.", cure=_OTHER
        )
    log = {name: segments[name] for name in chosen}
    try:
        return log, [must_be_whole(path, "wal", verifiers) for path in log.values()]
    except (CannotStart, FileNotFoundError):
        if tries > 1 and any(not path.exists() for path in log.values()):  # a node at work seals its last minute anew
            return _whole_log(store, base, verifiers, tries - 1)
        raise


def read_checkpoint(path: Path, checked: Checked, keys: Mapping[str, bytes]) -> str:
    """Read a checkpoint that was kept elsewhere, signed by a key that the base or the file of keys knows.

    Raises:
        CannotStart: no such file, or not one of this ledger's.
    """
    known = [*checked.base["ledger_keys"], *keys.get("ledger-public.key", b"").decode().splitlines()]
    try:
        note = path.read_text(encoding="utf-8")
        checkpoint.read(note, signing.read_verifiers("\n".join(known)))
        return note
    except (OSError, UnicodeDecodeError) as wrong:
        raise CannotStart(f"The checkpoint {path} cannot be read: {wrong}.") from None
    except signing.NoteInvalid as invalid:
        raise CannotStart(
            f"{path} is no checkpoint of this ledger ({invalid}).",
            cure="Give one that this node has signed: firstwall ledger show --save, or your supervisory authority's.",
        ) from None


def _roll(store: Store, verifiers: Sequence[signing.Verifier]) -> Roll:
    note = rolls.in_store(store)
    try:
        return rolls.read(note, verifiers) if note else Roll()
    except signing.NoteInvalid as invalid:
        raise CannotStart(
            f"{rolls.FILE} is not signed by the node whose key you gave ({invalid}).", cure=_OTHER
        ) from None


def _must_reach(roll: Roll, base: Mapping[str, Any], said: Sequence[Mapping[str, Any]], until: datetime | None) -> None:
    """The log goes at least as far as the roll says, as long as it is of the base's life of the database."""
    size = base["segment_size"]
    timeline, number = segment_number(base["wal_to"], size)
    reached, at = number * size, base["ended_at"]
    if said:
        last = said[-1]
        reached, at = segment_number(last["name"], size)[1] * size + last["bytes"], last["at"]
    if roll.timeline != timeline or reached >= roll.place or (until and until <= datetime.fromisoformat(at)):
        return
    raise CannotStart(
        f"The log ends at {at[:16]} and once went further: its last part is missing.",
        cure=f"Take another copy of the folder; or restore to what is there: --until {at}.",
    )


def _handed_over(store: Store, verifiers: Sequence[signing.Verifier]) -> list[signing.Verifier]:
    """Those whose key was kept, and each that one of them has vouched for when it was rotated."""
    known, waiting = list(verifiers), [path.read_bytes() for path in store.root.glob("handover-*.note")]
    while True:
        new = [said for note in waiting if (said := _vouched(note, known)) and said not in known]
        if not new:
            return known
        known += new


def _vouched(note: bytes, known: Sequence[signing.Verifier]) -> signing.Verifier | None:
    try:
        return signing.Verifier.parse(notes.read("handover", note, known)["after"])
    except signing.NoteInvalid:
        return None


def must_be_whole(path: Path, kind: str, verifiers: Sequence[signing.Verifier]) -> dict[str, Any]:
    """Compare a file with its signed note.

    Raises:
        CannotStart: not signed by this node, another file than the note says, or cut short.
    """
    said = _signed(kind, note_of(path), verifiers)
    if said["name"] != path.name.removesuffix(SEALED):
        raise CannotStart(f"{path.name} lies under another file's name.", cure=_OTHER)
    _must_be_equal(path, said)
    return said


def _manifest(folder: Path, verifiers: Sequence[signing.Verifier]) -> dict[str, Any]:
    said = _signed("base", folder / MANIFEST, verifiers)
    if said["id"] != folder.name:
        raise CannotStart(f"The base {folder.name} lies under another one's name.", cure=_OTHER)
    return said


def _signed(kind: str, note: Path, verifiers: Sequence[signing.Verifier]) -> dict[str, Any]:
    try:
        return notes.read(kind, note.read_bytes(), verifiers)
    except FileNotFoundError:
        raise CannotStart(f"{note.name} is missing: nobody signed this backup.", cure=_OTHER) from None
    except signing.NoteInvalid as invalid:
        raise CannotStart(
            f"{note.parent.name}/{note.name} is not signed by the node whose key you gave ({invalid}).",
            cure="Give the node's backup-public.key that you kept; if it is the right one, do not use this backup.",
        ) from None


def _must_be_equal(path: Path, said: Mapping[str, Any]) -> None:
    if not path.exists():
        raise CannotStart(f"{path.name} of {path.parent.name} is missing.", cure=_OTHER)
    found = measure(path)
    if found.size != said["size"]:
        raise CannotStart(f"{path.name} is not complete: {found.size:,} of {said['size']:,} bytes.", cure=_OTHER)
    if found.sha256 != said["sha256"]:
        raise CannotStart(f"{path.name} was altered after it was signed.", cure=_OTHER)
