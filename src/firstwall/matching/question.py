"""What is asked, compiled: one batch of queries in arrays; each distinct word stands once."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .facts import country_number, date_number, kind_number
from .families import family_of
from .frequencies import rarity_of
from .letters import rows_of
from .marks import Marks, marks_of
from .types import Query
from .readings import readings_of


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
        self.numbers: dict[tuple[str, bool, bool], int] = {}
        self.parts: list[int] = []
        self.rarity: list[float] = []
        self.offsets, self.words = [0], []

    def take(self, reading: Sequence) -> None:
        numbers = self.numbers
        rarities = [rarity_of(word.letters) for word in reading]
        self.parts += [numbers.setdefault((w.letters, w.foreign, False), len(numbers)) for w in reading]
        self.rarity += rarities
        for (one, other), (rare, other_rare) in zip(pairwise(reading), pairwise(rarities), strict=True):
            key = (one.letters + other.letters, one.foreign or other.foreign, True)
            self.parts.append(numbers.setdefault(key, len(numbers)))
            self.rarity.append(rare + other_rare)
        self.words.append(len(reading))
        self.offsets.append(len(self.parts))


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
    texts = [text for text, _, _ in parts.numbers]
    foreign = np.fromiter((f for _, f, _ in parts.numbers), np.bool_, len(texts))
    joined = np.fromiter((j for _, _, j in parts.numbers), np.bool_, len(texts))
    families = np.fromiter((0 if j else family_of(text) for text, _, j in parts.numbers), np.uint16, len(texts))
    questions = Questions(
        rows_of(texts, foreign, families),
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
