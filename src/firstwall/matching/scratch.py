"""Working memory of one search over one segment; lent to one thread at a time."""

from typing import NamedTuple

import numpy as np

from .align import Pairs, room_for_pairs
from .segment import SIGNS
from .similarity import PLACES
from .words import MOST_WORDS

MOST_PARTS = 2 * MOST_WORDS
MOST_JUDGED = 96
# Stamps have 31 bits: a piece that has counted this far is thrown away, long before they begin anew.
_LAST_STAMP = 1 << 30


class Best(NamedTuple):
    """The entries with the best estimates, in order."""

    entities: np.ndarray
    estimates: np.ndarray
    ties: np.ndarray


class Scratch(NamedTuple):
    """Stamps stand in for clearing: a cell counts only when it bears the stamp of this question.

    `clock` counts questions and asked words; `met` has for each word of the list the asked word that last met it.
    `tokens` holds for each word of the list the stamp, the part of the question that it is most like, and how much;
    `signs` has for each sign of such a word the most that it may bring, `sign_rare` how rare both words are at most.
    """

    clock: np.ndarray
    met: np.ndarray
    tokens: np.ndarray
    names: np.ndarray
    entities: np.ndarray
    signs: np.ndarray
    sign_rare: np.ndarray
    places: np.ndarray
    order: np.ndarray
    dates: np.ndarray
    best: Best
    pairs: Pairs


def new_scratch(names: int, tokens: int, entities: int) -> Scratch:
    """Fresh memory for a segment of this size."""
    return Scratch(
        np.zeros(2, np.int64),
        np.zeros(tokens, np.int32),
        np.zeros(tokens, np.uint64),
        np.zeros(names, np.int32),
        np.zeros(entities, np.int32),
        np.zeros(SIGNS + 1, np.float32),
        np.zeros((SIGNS + 1, 2), np.float32),
        np.zeros((MOST_PARTS, PLACES), np.uint64),
        np.zeros(MOST_PARTS, np.int64),
        np.zeros(4, np.int64),
        Best(np.zeros(MOST_JUDGED, np.int64), np.zeros(MOST_JUDGED, np.float32), np.zeros(MOST_JUDGED, np.int64)),
        room_for_pairs(),
    )


class ScratchPool:
    """Lends scratch memory; as many pieces exist as threads ever searched at once."""

    def __init__(self, names: int, tokens: int, entities: int) -> None:
        self._sizes = (names, tokens, entities)
        self._free: list[Scratch] = []

    def take(self) -> Scratch:
        """A piece that nobody else holds."""
        try:
            scratch = self._free.pop()
        except IndexError:
            return new_scratch(*self._sizes)
        return scratch if scratch.clock.max() < _LAST_STAMP else new_scratch(*self._sizes)

    def give_back(self, scratch: Scratch) -> None:
        """Let the next search have it."""
        self._free.append(scratch)
