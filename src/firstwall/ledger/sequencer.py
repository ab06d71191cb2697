"""The sequencer: gives committed entries their place, grows the tree, signs checkpoints (SEC-28, SEC-29).

It logs in as fw_log, sees accountability parts only, and is the only program that loads the signing key. Entries come
from the tray, which shows committed transactions only; inside one batch they are ordered by id, that is by time. All of a batch
is one transaction, and what the next batch needs is read from the database: killed at any moment, it goes on exactly.
"""

import json
import logging
import threading
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import Error, connections, transaction

from firstwall.kernel.clock import utc_now
from firstwall.ledger import bundle, checkpoint, reading, tree
from firstwall.ledger.leaf import COLUMNS, leaf_of
from firstwall.ledger.merkle import Frontier
from firstwall.ledger.models import Checkpoint, Node
from firstwall.seals import signing

LOGIN = "log"
BATCH = 1_000
ENTRIES_PER_CHECKPOINT = 1_000
# SEC-29 asks for sixty seconds at most; whoever looks at an act of just now should find its proof there.
LONGEST_UNSIGNED = timedelta(seconds=5)
_PAUSE_SECONDS = 0.25
_PAUSE_AFTER_TROUBLE = 2.0
# Any number that no other advisory lock of this database uses.
_ONE_SEQUENCER = 0x4657_4C45

_TAKE = f"""
    SELECT t.entry_id, p.seq, {", ".join("e.details::text" if name == "details" else f"e.{name}" for name in COLUMNS)}
    FROM ledger_tray t LEFT JOIN ledger_entry e ON e.id = t.entry_id LEFT JOIN ledger_place p ON p.entry_id = t.entry_id
    ORDER BY t.entry_id LIMIT %s"""  # noqa: S608 - constants only
_PLACE = (
    "INSERT INTO ledger_place (seq, entry_id, leaf_hash) SELECT * FROM unnest(%s::bigint[], %s::uuid[], %s::bytea[])"
)

log = logging.getLogger(__name__)


@dataclass
class Sequencer:
    """One run of the sequencer; holds nothing that the database does not hold as well."""

    frontier: Frontier = field(default_factory=Frontier)
    # An export waits for the signature over its own entry.
    export_waits: bool = False

    def run_once(self) -> int:
        """Place what waits in the tray, sign if it is time; return how many entries got a place."""
        try:
            with transaction.atomic(using=LOGIN):
                return self._step() if _alone() else 0
        except BaseException:
            # What we counted may have been rolled back; the next run reads it again.
            self.frontier = Frontier()
            raise

    def run_forever(self, stop: threading.Event) -> None:
        """Run until told to stop; a lost connection is opened anew."""
        while not stop.is_set():
            try:
                placed = self.run_once()
                stop.wait(0 if placed >= BATCH else _PAUSE_SECONDS)
            except Error as error:
                log.warning("the sequencer waits", exc_info=error)
                connections[LOGIN].close()
                stop.wait(_PAUSE_AFTER_TROUBLE)
        connections[LOGIN].close()

    def sign_now(self) -> None:
        """Place all that waits and sign at once: before an export, and when the machine is stopped in good order."""
        while self.run_once():
            pass
        with transaction.atomic(using=LOGIN):
            if _alone():
                self._catch_up()
                self._sign_if_due(utc_now(), at_once=True)

    def _step(self) -> int:
        self._catch_up()
        placed = self._place_batch()
        self._sign_if_due(utc_now(), at_once=self.export_waits)
        self.export_waits = False
        return placed

    def _catch_up(self) -> None:
        size = reading.size(LOGIN)
        # A batch that was rolled back, or another sequencer before us, leaves our memory wrong: the database is right.
        if size != self.frontier.size:
            self.frontier = tree.frontier_at(size, using=LOGIN)

    def _place_batch(self) -> int:
        waiting = _take(BATCH)
        placed: list[tuple[int, UUID, bytes]] = []
        blocks: list[Node] = []
        for entry_id, row in waiting:
            if row is None:
                continue
            leaf = leaf_of(row)
            placed.append((self.frontier.size, entry_id, leaf))
            completed = self.frontier.append(leaf)
            blocks.extend(tree.completed_blocks(self.frontier.size, completed))
            self.export_waits |= row["act"] == bundle.EXPORT
        _place(placed)
        Node.objects.using(LOGIN).bulk_create(blocks)
        _clear_tray([entry_id for entry_id, _ in waiting])
        return len(placed)

    def _sign_if_due(self, now: datetime, *, at_once: bool = False) -> None:
        last = reading.latest_checkpoint(LOGIN)
        new = self.frontier.size - (last.size if last else 0)
        late = last is None or now - last.at >= LONGEST_UNSIGNED
        if new <= 0 or not (at_once or late or new >= ENTRIES_PER_CHECKPOINT):
            return
        root = self.frontier.root()
        note = checkpoint.sign(self.frontier.size, root, signing.load_signer())
        Checkpoint.objects.using(LOGIN).create(size=self.frontier.size, root=root, note=note, at=now)


def run_once() -> int:
    """Place what waits, once."""
    return Sequencer().run_once()


def run_forever(stop: threading.Event) -> None:
    """Work until told to stop."""
    Sequencer().run_forever(stop)


def sign_now() -> None:
    """Place all and sign at once."""
    Sequencer().sign_now()


def _alone() -> bool:
    """Tell whether this is the only sequencer: held until the transaction ends, lost with the connection."""
    with connections[LOGIN].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_ONE_SEQUENCER])
        return bool(cursor.fetchone()[0])


def _take(most: int) -> list[tuple[UUID, dict[str, Any] | None]]:
    """Return what waits, oldest first; None for a tray row without an entry, or whose entry has its place already."""
    with connections[LOGIN].cursor() as cursor:
        cursor.execute(_TAKE, [most])
        return [(found[0], _entry(found)) for found in cursor.fetchall()]


def _entry(found: tuple[Any, ...]) -> dict[str, Any] | None:
    _, seq, *columns = found
    row = dict(zip(COLUMNS, columns, strict=True))
    if seq is not None or row["id"] is None:
        return None
    return row | {"details": json.loads(row["details"])}


def _place(placed: list[tuple[int, UUID, bytes]]) -> None:
    if placed:
        with connections[LOGIN].cursor() as cursor:
            cursor.execute(_PLACE, [list(column) for column in zip(*placed, strict=True)])


def _clear_tray(entry_ids: list[UUID]) -> None:
    if entry_ids:
        with connections[LOGIN].cursor() as cursor:
            cursor.execute("DELETE FROM ledger_tray WHERE entry_id = ANY(%s)", [entry_ids])
