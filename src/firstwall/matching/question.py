"""What is asked, compiled: one batch of queries in arrays."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from .facts import country_number, date_number, kind_number
from .frequencies import weight_of
from .letters import Tokens, tokens_of
from .marks import Marks, marks_of
from .types import Query
from .words import words_of


class Questions(NamedTuple):
    """A batch. The tokens of one name are its words, then its joined pairs."""

    tokens: Tokens
    offsets: np.ndarray
    words: np.ndarray
    kind: np.ndarray
    date: np.ndarray
    country: np.ndarray
    marks: Marks
    mark_offsets: np.ndarray


def compile_questions(queries: Sequence[Query]) -> Questions:
    """Compile queries; their order is kept."""
    texts: list[str] = []
    weights: list[float] = []
    foreign: list[bool] = []
    offsets, words = [0], []
    for query in queries:
        name = words_of(query.name) if query.name else ()
        heavy = [weight_of(word.letters) for word in name]
        texts += [word.letters for word in name]
        texts += [a.letters + b.letters for a, b in pairwise(name)]
        weights += heavy + [a + b for a, b in pairwise(heavy)]
        foreign += [word.foreign for word in name]
        foreign += [a.foreign or b.foreign for a, b in pairwise(name)]
        offsets.append(len(texts))
        words.append(len(name))
    mark_counts = np.cumsum([0, *(len(query.identifiers) for query in queries)])
    return Questions(
        tokens_of(texts, np.array(weights, np.float32), np.array(foreign, np.bool_)),
        np.array(offsets, np.int64),
        np.array(words, np.int64),
        np.array([kind_number(query.kind) for query in queries], np.int64),
        np.array([date_number(query.birth_date) for query in queries], np.int64),
        np.array([country_number(query.country) for query in queries], np.int64),
        marks_of(identifier for query in queries for identifier in query.identifiers),
        mark_counts.astype(np.int64),
    )
