"""Check the whole ledger: every entry, every place, every stored block, every checkpoint (SEC-28, SEC-29, SEC-31).

Each leaf is computed again from its entry and each root from all leaves before it. Two checkpoints whose roots both come
out of the same leaves are consistent by construction, so no separate proof is asked for. A checkpoint saved elsewhere
shows truncation and a rewritten history even when the whole database was replaced.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

from firstwall.kernel.sentences import N_, say
from firstwall.ledger import checkpoint, reading, tree, witnessing
from firstwall.ledger.leaf import leaf_of
from firstwall.ledger.merkle import Frontier
from firstwall.ledger.models import Checkpoint, Node
from firstwall.seals import cosigning, signing

LOGIN = "log"
_PROGRESS_EVERY = 10_000
_WAITING = """SELECT count(*), (array_agg(e.id ORDER BY e.id) FILTER (WHERE t.entry_id IS NULL))[1]
              FROM ledger_entry e LEFT JOIN ledger_tray t ON t.entry_id = e.id
              WHERE NOT EXISTS (SELECT 1 FROM ledger_place p WHERE p.entry_id = e.id)"""


@dataclass(frozen=True, slots=True)
class Finding:
    """The first thing that is wrong, and where."""

    sentence: str
    seq: int | None = None
    entry_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome: sizes and, if any, the first fault."""

    placed: int
    waiting: int
    checkpoints: int
    signed: int
    root: bytes
    fault: Finding | None = None

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.fault is None


class _Wrong(Exception):
    def __init__(self, sentence: str, seq: int | None = None, entry_id: UUID | None = None) -> None:
        super().__init__(sentence)
        self.finding = Finding(sentence, seq, entry_id)


def verify(*saved: str, progress: Callable[[int], None] = lambda done: None) -> Report:
    """Check everything in one snapshot; `saved` are checkpoints kept outside this machine."""
    run = _Run(progress)
    with transaction.atomic(using=LOGIN):
        with connections[LOGIN].cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            run.read_checkpoints(saved)
            run.read_cosignatures()
            run.read_prunings()
            run.walk()
            run.end()
        except _Wrong as wrong:
            return run.report(wrong.finding)
    return run.report()


class _Run:
    """One pass over the ledger, with what it has seen so far."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.progress = progress
        self.frontier = Frontier()
        self.waiting = 0
        self.roots: dict[int, bytes] = {}
        self.pruned: list[tuple[int, int]] = []
        self.verifiers = signing.load_verifiers()

    def read_checkpoints(self, saved: Sequence[str]) -> None:
        """Read every signed statement; what a row says beside its note must agree with it."""
        for row in Checkpoint.objects.using(LOGIN).order_by("size"):
            said = self._statement(row.note, row.size)
            if (said.size, said.root) != (row.size, bytes(row.root)):
                raise _Wrong(say(N_("Checkpoint %(size)s differs from what was signed."), size=row.size))
        for note in saved:
            self._statement(note, None)

    def read_cosignatures(self) -> None:
        """A stored cosignature is one of a registered witness on a checkpoint of this ledger (SEC-30)."""
        notes = dict(Checkpoint.objects.using(LOGIN).values_list("size", "note"))
        keys = witnessing.witness_keys(LOGIN)
        for size, line in witnessing.stored(LOGIN):
            try:
                good = cosigning.read_cosignatures(f"{notes.get(size, '')}{line}\n", keys)
            except signing.NoteInvalid:
                good = []
            if not good:
                raise _Wrong(say(N_("A stored cosignature on checkpoint %(size)s is false."), size=size), size)

    def read_prunings(self) -> None:
        """Which places an entry declares pruned; that entry is proved like any other."""
        for details in reading.prunings(LOGIN).values_list("details", flat=True):
            self.pruned += [(low, high) for low, high in details["places"]]

    def walk(self) -> None:
        """Compute every leaf and every root again."""
        blocks = _Blocks()
        for seq, entry_id, stored, row in reading.placed_rows(LOGIN):
            if seq != self.frontier.size:
                raise _Wrong(N_("A place is missing or doubled."), self.frontier.size, entry_id)
            if row is None and not any(low <= seq <= high for low, high in self.pruned):
                raise _Wrong(N_("An entry is gone, and no entry declares its pruning."), seq, entry_id)
            if row is not None and leaf_of(row) != stored:
                raise _Wrong(N_("An entry, or its leaf hash, was changed after it got its place."), seq, entry_id)
            blocks.compare(self.frontier.append(stored), self.frontier.size)
            self._compare_root()
            if self.frontier.size % _PROGRESS_EVERY == 0:
                self.progress(self.frontier.size)
        blocks.none_left()

    def end(self) -> None:
        """Look for what lies beyond the last place: truncation, and entries that nobody would ever place."""
        beyond = [size for size in self.roots if size > self.frontier.size]
        if beyond:
            sentence = say(N_("A signed checkpoint counts %(signed)s entries: the ledger was cut."), signed=max(beyond))
            raise _Wrong(sentence, self.frontier.size)
        with connections[LOGIN].cursor() as cursor:
            cursor.execute(_WAITING)
            self.waiting, lost = cursor.fetchone()
        if lost is not None:
            raise _Wrong(N_("An entry has no place and does not wait for one."), None, lost)

    def report(self, fault: Finding | None = None) -> Report:
        """Sum up."""
        size = self.frontier.size
        signed = max((n for n in self.roots if n <= size), default=0)
        return Report(size, self.waiting, len(self.roots), signed, self.frontier.root(), fault)

    def _statement(self, note: str, size: int | None) -> checkpoint.Statement:
        name = N_("the saved one") if size is None else str(size)
        try:
            said = checkpoint.read(note, self.verifiers)
        except signing.NoteInvalid as invalid:
            sentence = say(N_("Checkpoint %(name)s is not validly signed: %(why)s."), name=name, why=str(invalid))
            raise _Wrong(sentence, size) from None
        if self.roots.setdefault(said.size, said.root) != said.root:
            raise _Wrong(say(N_("Two signed checkpoints of size %(size)s differ: a fork."), size=said.size), said.size)
        return said

    def _compare_root(self) -> None:
        size = self.frontier.size
        signed = self.roots.get(size)
        if signed is not None and signed != self.frontier.root():
            sentence = say(N_("The first %(size)s entries no longer give the root that was signed."), size=size)
            raise _Wrong(sentence, size - 1)


class _Blocks:
    """The stored hashes of complete blocks, compared as the walk completes them."""

    def __init__(self) -> None:
        rows = Node.objects.using(LOGIN).values_list("level", "place", "hash")
        self.stored = {(level, place): bytes(content) for level, place, content in rows}

    def compare(self, completed: list[bytes], size: int) -> None:
        for block in tree.completed_blocks(size, completed):
            if self.stored.pop((block.level, block.place), None) != block.hash:
                raise _Wrong(N_("A stored block hash is missing or wrong."), size - 1)

    def none_left(self) -> None:
        if self.stored:
            raise _Wrong(N_("There are block hashes of entries that are not there."))
