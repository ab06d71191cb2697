"""The index: a list that is searched while it changes.

Readers take one immutable state and keep it for the whole search; a change prepares a new state and swaps it in. A
state is a few segments (the large one built once, small ones for changes) and the access class of each entry in each;
class number 0 is "gone" and is never admitted. Small segments are merged as they grow, by `compact` at the latest.
"""

import os
import threading
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from itertools import pairwise, repeat

import numpy as np

from .erasing import erase
from .evidence import WEIGHTS
from .expand import expand
from .explain import explain
from .forgetting import forget_names
from .kernel import answer
from .listing import listed_of
from .question import Questions, compile_questions
from .scratch import MOST_JUDGED, ScratchPool
from .segment import Listed, Segment, assembled, together, without
from .shown import ends_in_text, shown
from .stored import NO_CLASS, Stored, place_of
from .types import Candidate, Entity, Explanation, Query

GONE = 0
BATCH = 16_384
# Fewer questions than this are not worth a second thread.
LEAST_FOR_THREADS = 256
# How many entries are judged exactly for each question, at least.
LEAST_JUDGED = 12
# Small segments up to this size are merged on the way; larger ones wait for `compact`.
MERGED_ON_THE_WAY = 4_000
LEAST_SCORE = -9.0


@dataclass(frozen=True, slots=True)
class Part:
    """One segment as the readers of one state see it: `classes` has the number of each entry's class, 0 for gone."""

    segment: Segment
    classes: np.ndarray
    pool: ScratchPool
    id_text: memoryview
    id_offsets: memoryview

    @property
    def alive(self) -> np.ndarray:
        return self.classes != GONE

    def __len__(self) -> int:
        return len(self.classes)

    def place_of(self, entity_id: str) -> int:
        """Where an entry stands (-1: not here, or gone)."""
        place = place_of(self.segment, entity_id)
        return place if place >= 0 and self.classes[place] != GONE else -1

    def id_at(self, place: int) -> str:
        """The id of an entry."""
        return str(self.id_text[self.id_offsets[place] : self.id_offsets[place + 1]], "utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class _State:
    parts: tuple[Part, ...] = ()
    numbers: dict[int, int] = field(default_factory=dict)
    """The number of each access class."""


def part_of(segment: Segment, classes: np.ndarray) -> Part:
    """A part that can be searched."""
    listed = segment.listed
    pool = ScratchPool(len(listed.names.owner), len(listed.tokens.rows), len(classes))
    # a memoryview gives Python's own numbers: several times quicker than an array, one value at a time
    return Part(segment, classes, pool, listed.ids.text.data, listed.ids.offsets.data)


class Index:
    """Search over a list of entities. Safe for many reading threads and writers at the same time."""

    def __init__(self) -> None:
        self._state = _State()
        self._pending: dict[str, Entity | None] = {}
        self._lock = threading.Lock()
        self._shared = 0
        """How many parts, the first ones, lie in a memory that is not ours: never merged, never written."""

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Index":
        """An index of these entities; of two with one id the last counts. Entities are taken one by one."""
        index = cls()
        index._state = _with_entities(_State(), entities)
        return index

    @classmethod
    def opened(cls, stored: Stored) -> "Index":
        """An index over a stored list, which stays where it is; changes are kept beside it."""
        index = cls()
        if len(stored.access_class):
            standing, inverse = np.unique(stored.access_class, return_inverse=True)
            numbers = {int(one): n for n, one in enumerate(standing[standing != NO_CLASS], start=1)}
            by_place = np.array([numbers.get(int(one), GONE) for one in standing], np.int16)
            index._state = _State((part_of(stored.segment, by_place[inverse]),), numbers)
            index._shared = 1
        return index

    def stored(self) -> Stored:
        """All that is listed as one, to be saved."""
        state = _merged(self._settled(), 0)
        if not state.parts:
            return Stored(assembled(listed_of(())), np.zeros(0, np.int32))
        (part,) = state.parts
        classes = np.full(len(state.numbers) + 1, NO_CLASS, np.int32)
        for access_class, number in state.numbers.items():
            classes[number] = access_class
        return Stored(part.segment, classes[part.classes])

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(part.classes)) for part in self._settled().parts)

    def add(self, entity: Entity) -> None:
        """Add an entry, or put it in the place of the one with its id, whose names are forgotten."""
        with self._lock:
            self._pending[entity.id] = entity
        forget_names()

    amend = add

    def remove(self, entity_id: str) -> None:
        """Take an entry out and forget its names; one that is not there is no error."""
        with self._lock:
            self._pending[entity_id] = None
        forget_names()

    def compact(self) -> None:
        """Rebuild everything as one segment; readers go on meanwhile."""
        with self._lock:
            self._apply_pending()
            self._state = _merged(self._state, self._shared)

    def _apply_pending(self) -> None:
        changes, self._pending = self._pending, {}
        if not changes:
            return
        state = _State(tuple(_gone(part, changes) for part in self._state.parts), self._state.numbers)
        removed = [entity_id for entity_id, entity in changes.items() if entity is None]
        for before, after in list(zip(self._state.parts, state.parts, strict=True))[self._shared :]:
            places = [place for place in map(before.place_of, removed) if place >= 0]
            if places:
                erase(after.segment, ~after.alive, places)
        fresh = [entity for entity in changes.values() if entity is not None]
        if fresh:
            state = _with_entities(state, fresh)
            first = len(state.parts) - 1
            while first > self._shared and len(state.parts[first - 1]) <= min(MERGED_ON_THE_WAY, 4 * len(fresh)):
                first -= 1
            state = _merged(state, first)
        self._state = state

    def _settled(self) -> _State:
        """The state with every change made before this call."""
        if self._pending:
            with self._lock:
                self._apply_pending()
        return self._state

    def search(self, query: Query, limit: int = 10, admit: frozenset[int] | None = None) -> list[Candidate]:
        """The best candidates among the entries of the admitted access classes (None: of all), the surest first."""
        return self.search_many([query], limit, admit)[0]

    def search_many(
        self, queries: Sequence[Query], limit: int = 10, admit: frozenset[int] | None = None
    ) -> list[list[Candidate]]:
        """The same for many queries; one compiled call for each batch and segment, on every core the process may use."""
        state = self._settled()
        answers: list[list[Candidate]] = []
        for start in range(0, len(queries), BATCH):
            answers += _answer_batch(state, queries[start : start + BATCH], limit, admit)
        return answers

    def explain(self, query: Query, entity: Entity) -> Explanation:
        """Why this pair has its score; the entity need not be in the index."""
        return explain(query, entity)


def _with_entities(state: _State, entities: Iterable[Entity]) -> _State:
    """The state with a part of these entities; one that comes twice counts the last time."""
    numbers, classes = dict(state.numbers), []

    def noted() -> Iterable[Entity]:
        for entity in entities:
            classes.append(numbers.setdefault(entity.access_class, len(numbers) + 1))
            yield entity

    listed = listed_of(noted())
    if not classes:
        return state
    numbered = np.array(classes, np.int16)
    _, last = np.unique(listed.facts.tie[::-1], return_index=True)
    kept = np.zeros(len(numbered), np.bool_)
    kept[len(numbered) - 1 - last] = True
    if not kept.all():
        listed, numbered = without(listed, kept), numbered[kept]
    return _State((*state.parts, part_of(assembled(listed), numbered)), numbers)


def _gone(part: Part, ids: Iterable[str]) -> Part:
    """The part with these entries gone; the array is copied, since a reader may hold the old one."""
    places = [place for place in map(part.place_of, ids) if place >= 0]
    if not places:
        return part
    classes = part.classes.copy()
    classes[places] = GONE
    return replace(part, classes=classes)


def _merged(state: _State, first: int) -> _State:
    """The state with the parts from `first` on as one, without what is gone."""
    parts = state.parts[first:]
    if len(parts) == 0 or (len(parts) == 1 and parts[0].alive.all()):
        return state
    alive: list[tuple[Listed, np.ndarray]] = [
        (without(part.segment.listed, part.alive), part.classes[part.alive]) for part in parts if part.alive.any()
    ]
    kept = state.parts[:first]
    if not alive:
        return _State(kept, state.numbers)
    listed = together([one for one, _ in alive])
    merged = part_of(assembled(listed), np.concatenate([classes for _, classes in alive]))
    return _State((*kept, merged), state.numbers)


_threads = ThreadPoolExecutor(max_workers=len(os.sched_getaffinity(0)), thread_name_prefix="matching")


def _ranges(count: int) -> list[range]:
    """The work cut for the cores that this process may use now."""
    cores = len(os.sched_getaffinity(0)) if count >= LEAST_FOR_THREADS else 1
    cuts = [count * number // cores for number in range(cores + 1)]
    return [range(cuts[number], cuts[number + 1]) for number in range(cores)]


def _expanded(questions: Questions, part: Part) -> tuple[np.ndarray, np.ndarray]:
    """The like words of each distinct word: offsets, and what was found."""
    segment = part.segment

    def run(cut: range) -> tuple[np.ndarray, np.ndarray]:
        scratch, rows = part.pool.take(), segment.listed.tokens.rows
        done = expand(
            questions.rows, questions.first_pair, cut.start, cut.stop, segment.keys, rows, scratch.met, scratch.clock
        )
        part.pool.give_back(scratch)
        return done

    cuts = _ranges(len(questions.rows))
    if len(cuts) == 1:
        return run(cuts[0])
    done = list(_threads.map(run, cuts))
    offsets = [done[0][0]]
    for piece, _ in done[1:]:
        offsets.append(piece[1:] + offsets[-1][-1])
    return np.concatenate(offsets), np.concatenate([found for _, found in done])


def _answer_part(
    questions: Questions, part: Part, admitted: np.ndarray, judged: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    shape = (len(questions.words), judged)
    out = (
        np.empty(shape, np.int64),
        np.empty(shape, np.float32),
        np.empty(shape, np.float32),
        np.empty(shape, np.int64),
    )
    expanded, found = _expanded(questions, part)

    def run(cut: range) -> None:
        scratch = part.pool.take()
        piece = tuple(column[cut.start : cut.stop] for column in out)
        answer(
            questions, cut.start, expanded, found, part.segment, part.classes, admitted, WEIGHTS, scratch, piece
        )  # fmt: skip
        part.pool.give_back(scratch)

    cuts = _ranges(len(questions.words))
    if len(cuts) == 1:
        run(cuts[0])
    else:
        list(_threads.map(run, cuts))
    return out


def _answer_batch(
    state: _State, queries: Sequence[Query], limit: int, admit: frozenset[int] | None
) -> list[list[Candidate]]:
    admitted = np.zeros(len(state.numbers) + 1, np.bool_)
    for access_class, number in state.numbers.items():
        admitted[number] = admit is None or access_class in admit
    if not admitted.any() or not queries:
        return [[] for _ in queries]
    questions, whose = compile_questions(queries)
    judged = min(MOST_JUDGED, max(LEAST_JUDGED, limit))
    parts = [(part, _answer_part(questions, part, admitted, judged)) for part in state.parts]
    if len(parts) == 1 and len(whose) == len(queries):
        return _as_they_are(*parts[0], limit)
    return _together(parts, whose, len(queries), judged, limit)


def _as_they_are(part: Part, out: tuple[np.ndarray, ...], limit: int) -> list[list[Candidate]]:
    """The answers of one segment, which the kernel has put in order."""
    ids = part.segment.listed.ids
    letters, ends, scores, row_ends = shown(out[0], out[2], min(limit, out[0].shape[1]), LEAST_SCORE, ids)
    text = str(letters, "utf-8", "surrogatepass")
    if len(text) != len(letters):
        ends = ends_in_text(letters, ends)
    cuts = ends.tolist()
    pairs = zip([text[start:end] for start, end in pairwise(cuts)], scores.tolist(), strict=True)
    # all candidates in one go, then cut into rows: a call in Python for each would be a tenth of the whole search
    found = list(map(tuple.__new__, repeat(Candidate), pairs))
    return [found[start:end] for start, end in pairwise(row_ends.tolist())]


def _together(
    parts: Sequence[tuple[Part, tuple[np.ndarray, ...]]], whose: list[int], queries: int, judged: int, limit: int
) -> list[list[Candidate]]:
    """The answers of several segments and readings as one: as many are kept as one segment would have judged."""
    rows: list[dict[str, tuple[float, float, int]]] = [{} for _ in range(queries)]
    for part, (entities, estimates, scores, ties) in parts:
        for row, place in zip(*np.nonzero(entities >= 0), strict=True):
            entity_id = part.id_at(entities[row, place])
            found = (float(estimates[row, place]), float(scores[row, place]), int(ties[row, place]))
            kept = rows[whose[row]].get(entity_id)
            if kept is not None:
                found = (max(kept[0], found[0]), max(kept[1], found[1]), found[2])
            rows[whose[row]][entity_id] = found
    answers = []
    for found_ids in rows:
        best = sorted(found_ids.items(), key=lambda entry: (-entry[1][0], entry[1][2]))[:judged]
        best.sort(key=lambda entry: (-entry[1][1], entry[1][2]))
        answers.append([Candidate(id_, row[1]) for id_, row in best[:limit] if row[1] >= LEAST_SCORE])
    return answers
