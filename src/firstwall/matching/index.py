"""The index: a list that is searched while it changes.

Readers take one immutable state and keep it for the whole search; a change prepares a new state and swaps it in. A
state is a few segments (the large one built once, small ones for changes) and the access class of each entry in each;
class number 0 is "gone" and is never admitted. Small segments are merged as they grow, by `compact` at the latest.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from .explain import explain
from .kernel import MOST_JUDGED, MOST_MARKED, answer
from .question import compile_questions
from .scratch import ScratchPool
from .segment import Segment, compile_segment
from .types import Candidate, Entity, Explanation, Query

GONE = 0
BATCH = 512
# Small segments up to this size are merged on the way; larger ones wait for `compact`.
MERGED_ON_THE_WAY = 4_000
LEAST_SCORE = 0.2


@dataclass(frozen=True, slots=True)
class _Part:
    """One segment as the readers of one state see it."""

    segment: Segment
    entities: tuple[Entity, ...]
    entity_class: np.ndarray
    name_class: np.ndarray
    pool: ScratchPool
    places: dict[str, int]

    def alive(self) -> list[Entity]:
        return [entity for entity, number in zip(self.entities, self.entity_class, strict=True) if number != GONE]


@dataclass(frozen=True, slots=True)
class _State:
    parts: tuple[_Part, ...] = ()
    classes: dict[int, int] = field(default_factory=dict)


def _part_of(entities: Sequence[Entity], classes: dict[int, int]) -> _Part:
    segment = compile_segment(entities)
    numbers = np.array([classes[entity.access_class] for entity in entities], np.int32)
    pool = ScratchPool(len(segment.names.owner), len(segment.tokens.head), len(entities))
    places = {entity.id: place for place, entity in enumerate(entities)}
    return _Part(segment, tuple(entities), numbers, numbers[segment.names.owner], pool, places)


def _without(part: _Part, ids: Iterable[str]) -> _Part:
    """The part with these entries gone; arrays are copied, since a reader may hold the old ones."""
    places = [part.places[id_] for id_ in ids if id_ in part.places]
    if not places:
        return part
    entity_class = part.entity_class.copy()
    entity_class[places] = GONE
    return _Part(
        part.segment, part.entities, entity_class, entity_class[part.segment.names.owner], part.pool, part.places
    )


class Index:
    """Search over a list of entities. Safe for many reading threads and writers at the same time."""

    def __init__(self) -> None:
        self._state = _State()
        self._pending: dict[str, Entity | None] = {}
        self._lock = threading.Lock()

    @classmethod
    def build(cls, entities: Iterable[Entity]) -> "Index":
        """An index of these entities; of two with one id the last counts."""
        index = cls()
        by_id = {entity.id: entity for entity in entities}
        if by_id:
            index._state = index._with_part(_State(), list(by_id.values()))
        return index

    def __len__(self) -> int:
        return sum(int(np.count_nonzero(part.entity_class)) for part in self._settled().parts)

    def add(self, entity: Entity) -> None:
        """Add an entry, or put it in the place of the one with its id."""
        with self._lock:
            self._pending[entity.id] = entity

    amend = add

    def remove(self, entity_id: str) -> None:
        """Take an entry out; one that is not there is no error."""
        with self._lock:
            self._pending[entity_id] = None

    def compact(self) -> None:
        """Rebuild everything as one segment; readers go on meanwhile."""
        with self._lock:
            self._apply_pending()
            state = self._state
            alive = [entity for part in state.parts for entity in part.alive()]
            self._state = self._with_part(_State(classes=state.classes), alive) if alive else _State()

    @staticmethod
    def _with_part(state: _State, entities: Sequence[Entity]) -> _State:
        classes = dict(state.classes)
        for entity in entities:
            classes.setdefault(entity.access_class, len(classes) + 1)
        return _State((*state.parts, _part_of(entities, classes)), classes)

    def _apply_pending(self) -> None:
        changes, self._pending = self._pending, {}
        if not changes:
            return
        state = self._state
        parts = [_without(part, changes) for part in state.parts]
        fresh = [entity for entity in changes.values() if entity is not None]
        while fresh and parts and len(parts[-1].entities) <= min(MERGED_ON_THE_WAY, 4 * len(fresh)):
            fresh = parts.pop().alive() + fresh
        state = _State(tuple(parts), state.classes)
        self._state = self._with_part(state, fresh) if fresh else state

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
        """The same for many queries; one compiled call for each batch and segment."""
        state = self._settled()
        answers: list[list[Candidate]] = []
        for start in range(0, len(queries), BATCH):
            answers += _answer_batch(state, queries[start : start + BATCH], limit, admit)
        return answers

    def explain(self, query: Query, entity: Entity) -> Explanation:
        """Why this pair has its score; the entity need not be in the index."""
        return explain(query, entity)


def _answer_batch(
    state: _State, queries: Sequence[Query], limit: int, admit: frozenset[int] | None
) -> list[list[Candidate]]:
    questions = compile_questions(queries)
    admitted = np.zeros(len(state.classes) + 1, np.bool_)
    for access_class, number in state.classes.items():
        admitted[number] = admit is None or access_class in admit
    rows: list[list[tuple[float, float, str]]] = [[] for _ in queries]
    if not admitted.any():
        return [[] for _ in queries]
    for part in state.parts:
        shape = (len(queries), MOST_JUDGED + MOST_MARKED)
        entities, estimates, scores = np.full(shape, -1, np.int64), np.zeros(shape), np.zeros(shape)
        scratch = part.pool.take()
        answer(
            questions, part.segment, part.name_class, part.entity_class, admitted, scratch, entities, estimates, scores
        )
        part.pool.give_back(scratch)
        for query, place in zip(*np.nonzero(entities >= 0), strict=True):
            found = part.entities[entities[query, place]]
            rows[query].append((float(estimates[query, place]), float(scores[query, place]), found.id))
    return [_ranked(row, limit) for row in rows]


def _ranked(row: list[tuple[float, float, str]], limit: int) -> list[Candidate]:
    """The best by score. Several segments give more than one would have judged: the same number is kept."""
    marked = [entry for entry in row if entry[0] > 1]
    named = sorted((entry for entry in row if entry[0] <= 1), key=lambda entry: -entry[0])[:MOST_JUDGED]
    best = sorted((-score, id_) for _, score, id_ in marked + named if score >= LEAST_SCORE)
    return [Candidate(id_, -score) for score, id_ in best[:limit]]
