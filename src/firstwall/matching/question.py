"""What is asked, compiled: one batch of queries in arrays; each distinct word stands once."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from .facts import country_number, date_number, kind_number
from .families import family_of
from .frequencies import rarity_of
from .letters import rows_of
from .marks import Marks, marks_of
from .readings import readings_of
from .types import Query
from .words import Word


class Questions(NamedTuple):
    """A batch of readings of queries. The parts of one name are its words, then its joined pairs."""

    rows: np.ndarray
    is_joined: np.ndarray
    parts: np.ndarray
    rarity: np.ndarray
    offsets: np.ndarray
    words: np.ndarray
    kind: np.ndarray
    date: np.ndarray
    country: np.ndarray
    marks: Marks
    mark_offsets: np.ndarray


class _Parts:
    """Gives numbers to the distinct words and joined pairs of a batch."""

    def __init__(self) -> None:
        self.words_known: dict[tuple[str, bool], tuple[int, float]] = {}
        self.pairs_known: dict[tuple[str, bool], int] = {}
        self.texts: list[str] = []
        self.foreign: list[bool] = []
        self.joined: list[bool] = []
        self.parts: list[int] = []
        self.rarity: list[float] = []
        self.offsets: list[int] = [0]
        self.words: list[int] = []

    def take(self, reading: Sequence[Word]) -> None:
        found = [self.words_known.get(word[:2]) or self._word(word) for word in reading]
        self.parts += [number for number, _ in found]
        self.rarity += [rare for _, rare in found]
        for place in range(len(reading) - 1):
            one, other = reading[place], reading[place + 1]
            key = (one.letters + other.letters, one.foreign or other.foreign)
            number = self.pairs_known.get(key)
            if number is None:
                number = self.pairs_known[key] = self._number(*key, True)
            self.parts.append(number)
            self.rarity.append(found[place][1] + found[place + 1][1])
        self.words.append(len(reading))
        self.offsets.append(len(self.parts))

    def _word(self, word: Word) -> tuple[int, float]:
        known = (self._number(word.letters, word.foreign, False), rarity_of(word.letters))
        self.words_known[word[:2]] = known
        return known

    def _number(self, text: str, foreign: bool, joined: bool) -> int:
        self.texts.append(text)
        self.foreign.append(foreign)
        self.joined.append(joined)
        return len(self.texts) - 1


def compile_questions(queries: Sequence[Query]) -> tuple[Questions, list[int]]:
    """Compile queries, and say for each row which query it reads: a name that can be read in two ways has two rows."""
    parts = _Parts()
    whose: list[int] = []
    asked: list[Query] = []
    for number, query in enumerate(queries):
        for reading in readings_of(query.name) if query.name else ((),):
            parts.take(reading)
            whose.append(number)
            asked.append(query)
    foreign, joined = np.array(parts.foreign, np.bool_), np.array(parts.joined, np.bool_)
    families = [0 if is_joined else family_of(text) for text, is_joined in zip(parts.texts, parts.joined, strict=True)]
    questions = Questions(
        rows_of(parts.texts, foreign, np.array(families, np.uint16)),
        joined,
        np.array(parts.parts, np.int32),
        np.array(parts.rarity, np.float32),
        np.array(parts.offsets, np.int64),
        np.array(parts.words, np.int64),
        np.array([kind_number(query.kind) for query in asked], np.int64),
        np.array([date_number(query.birth_date) for query in asked], np.int64),
        np.array([country_number(query.country) for query in asked], np.int64),
        marks_of(identifier for query in asked for identifier in query.identifiers),
        np.cumsum([0, *(len(query.identifiers) for query in asked)]).astype(np.int64),
    )
    return questions, whose
