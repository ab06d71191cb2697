"""Working memory of one search over one segment; lent to one thread at a time."""

from typing import NamedTuple

import numpy as np

from .align import Pairs, room_for_pairs
from .similarity import PLACES
from .words import MOST_WORDS


class Scratch(NamedTuple):
    """Stamps stand in for clearing: a cell counts only when it bears the stamp of this query."""

    clock: np.ndarray
    sums: np.ndarray
    used: np.ndarray
    stamp: np.ndarray
    touched: np.ndarray
    token_stamp: np.ndarray
    found: np.ndarray
    likeness: np.ndarray
    entity_stamp: np.ndarray
    places: np.ndarray
    pairs: Pairs


def new_scratch(names: int, tokens: int, entities: int) -> Scratch:
    """Fresh memory for a segment of this size."""
    return Scratch(
        np.zeros(1, np.int64),
        np.zeros(names, np.float32),
        np.zeros(names, np.int32),
        np.zeros(names, np.int64),
        np.zeros(names, np.int32),
        np.zeros(tokens, np.int64),
        np.zeros(tokens, np.int32),
        np.zeros(tokens, np.float32),
        np.zeros(entities, np.int64),
        np.zeros((2 * MOST_WORDS, PLACES), np.int64),
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
            return self._free.pop()
        except IndexError:
            return new_scratch(*self._sizes)

    def give_back(self, scratch: Scratch) -> None:
        """Let the next search have it."""
        self._free.append(scratch)
