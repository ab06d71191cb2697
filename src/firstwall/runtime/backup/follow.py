"""Receive the write-ahead log as a standby would, and seal it: each full segment, and each minute the one that is not full yet.

The log is held in memory until it is sealed, never on a disk of the backup. The server keeps, for our slot, all that was not
confirmed; so a follower that was away for an hour goes on where it stopped (loss at most one interval, SEC-42: five minutes).
"""

import logging
import threading
import time
from pathlib import Path

import psycopg
from django.db import Error, connections

from firstwall.kernel.clock import utc_now
from firstwall.runtime.backup import base, lists, notes, records
from firstwall.runtime.backup.lsn import segment_name, segment_number
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.sealing import packed, seal_file
from firstwall.runtime.backup.source import Identity, Piece, Source
from firstwall.runtime.backup.store import MANIFEST, PARTIAL, remove
from firstwall.runtime.errors import CannotStart
from firstwall.seals import signing

_PAUSE = 2.0
_ANSWER_EVERY = 10.0
# Told to stop, it takes what was committed until then, as long as its supervisor waits.
_LONGEST_END = 8.0
log = logging.getLogger(__name__)


def follow(plan: Plan, home: Path, stop: threading.Event) -> None:
    """Until told to stop; a database or a disk that went away is waited for."""
    while not stop.is_set():
        try:
            Follower(plan, home).run(stop)
        except (psycopg.Error, Error, OSError, CannotStart, signing.NoteInvalid) as trouble:
            records.note_fault(home, type(trouble).__name__, str(trouble))
            log.warning("the follower of the backup waits", exc_info=trouble)
            connections[lists.LOGIN].close()
            stop.wait(_PAUSE)


class Follower:
    """One run: from the first byte that is not sealed yet."""

    def __init__(self, plan: Plan, home: Path) -> None:
        self.plan, self.home = plan, home
        self.signer = signing.load_signer(signing.BACKUP)
        self.source = Source(home)
        self.server: Identity = self.source.identity()
        self.number = 0  # of the segment that is being received
        self.held = bytearray()
        self.sealed = 0  # bytes of `held` that lie sealed
        self.roll = lists.read_roll(plan)

    def run(self, stop: threading.Event) -> None:
        """Receive and seal until told to stop; what was committed until then is sealed last."""
        try:
            base.claim(self.plan.store, self.server, self.signer)
            self.number = self._first(self.source.hold_log())
            due = answered = time.monotonic()
            last, until = None, 0.0  # once told to stop: how far the log went in that moment
            for piece in self.source.stream(self.number * self.server.segment_size, self.server.timeline):
                if piece:
                    self._take(piece)
                now = time.monotonic()
                if stop.is_set() and last is None:
                    last, until = self._end_of_log(), now + _LONGEST_END
                is_over = last is not None and (self.received >= last or now > until)
                is_due = is_over or now >= due + self.plan.every
                if is_due or (piece and piece.wants_answer):
                    self._seal_rest()
                if is_due:
                    self.roll = lists.write_all(self.plan, self.home, timeline=self.server.timeline, place=self.place)
                    due = now
                if is_over:
                    return
                if now >= answered + _ANSWER_EVERY:
                    self._confirm()
                    answered = now
        finally:
            self.source.close()

    @property
    def place(self) -> int:
        """Where the log is sealed up to."""
        return self.number * self.server.segment_size + self.sealed

    @property
    def received(self) -> int:
        """Where the log was received up to."""
        return self.number * self.server.segment_size + len(self.held)

    def _end_of_log(self) -> int:
        source = Source(self.home)
        try:
            return source.identity().place
        finally:
            source.close()

    def _first(self, kept_from: int) -> int:
        """Behind the last full segment that lies in the store, as long as the server still has what follows."""
        size = self.server.segment_size
        full = [name for name, path in self.plan.store.segments().items() if PARTIAL not in path.name]
        ours = [segment_number(name, size) for name in full]
        last = max((number for timeline, number in ours if timeline == self.server.timeline), default=-1)
        return max(last + 1, kept_from // size)

    def _take(self, piece: Piece) -> None:
        self.held += piece.data
        size = self.server.segment_size
        while len(self.held) >= size:
            self._seal(bytes(self.held[:size]))
            del self.held[:size]
            self.number, self.sealed = self.number + 1, 0
            self._confirm()

    def _seal_rest(self) -> None:
        if len(self.held) > self.sealed:
            self._seal(bytes(self.held))
            self.sealed = len(self.held)
        self._confirm()
        records.note_log(self.home, self.place, utc_now(), fault=self._owed())

    def _owed(self) -> str:
        """A log is of use behind a base of its own timeline only: after a restore a new one is owed."""
        bases = self.plan.store.bases()
        said = (
            notes.read("base", (bases[-1] / MANIFEST).read_bytes(), signing.load_verifiers(signing.BACKUP))
            if bases
            else {}
        )
        ours = f"{self.server.timeline:08X}"
        return "" if said.get("wal_to", "")[:8] == ours else records.OWED

    def _seal(self, content: bytes) -> None:
        size = self.server.segment_size
        name = segment_name(self.server.timeline, self.number, size)
        stem = name if len(content) == size else f"{name}{PARTIAL}{len(content):08X}"
        at = utc_now().isoformat()
        before = [path for path in (self.plan.store.root / "wal").glob(f"{name}{PARTIAL}*.sealed") if path.stem != stem]
        said = self.roll.stamp | {"at": at, "bytes": len(content)}
        seal_file(self.plan, "wal", stem, [packed(content)], self.signer, **said)
        for path in before:
            remove(path)

    def _confirm(self) -> None:
        self.source.confirm(self.place)
