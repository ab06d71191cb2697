"""Words as packed rows: a to z are 1 to 26, 0 to 9 are 27 to 36, 0 is empty.

A *row* holds 20 letters and 10 sounds of the skeleton in 32 bytes, half a cache line. A *head* holds in 64 bits what
refuses most pairs without touching the row: which letters and sounds occur, both lengths, and whether the word came
from another script. The head stands beside each key, too.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from .skeleton import SOUND_BIT, write_skeleton
from .words import MOST_LETTERS

ALPHABET = 40
ROW = 32

LETTER_BITS = np.uint64((1 << 36) - 1)
LENGTH_SHIFT, LENGTH_BITS = np.uint64(36), np.uint64(31)
SOUND_SHIFT, SOUND_BITS = np.uint64(41), np.uint64(1023)
SKELETON_SHIFT, SKELETON_BITS = np.uint64(51), np.uint64(15)
FOREIGN_SHIFT = np.uint64(55)

_CODES = np.zeros(256, np.uint8)
_CODES[np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789", np.uint8)] = np.arange(1, 37)


class Tokens(NamedTuple):
    """Words or joined pairs of words, one a row."""

    rows: np.ndarray
    head: np.ndarray
    weight: np.ndarray


@njit(cache=True, nogil=True)
def length_of(head):  # type: ignore[no-untyped-def]
    """How many letters."""
    return np.int64((head >> LENGTH_SHIFT) & LENGTH_BITS)


@njit(cache=True, nogil=True)
def skeleton_length_of(head):  # type: ignore[no-untyped-def]
    """How many sounds the skeleton has."""
    return np.int64((head >> SKELETON_SHIFT) & SKELETON_BITS)


@njit(cache=True, nogil=True)
def _fill(rows, foreign, heads):  # type: ignore[no-untyped-def]
    for number in range(rows.shape[0]):
        row, head, size = rows[number], np.uint64(0), 0
        while size < MOST_LETTERS and row[size] != 0:
            head |= np.uint64(1) << np.uint64(row[size] - 1)
            size += 1
        used = write_skeleton(row, size, row[MOST_LETTERS:])
        for place in range(MOST_LETTERS, MOST_LETTERS + used):
            head |= np.uint64(1) << (SOUND_SHIFT + np.uint64(SOUND_BIT[row[place]]))
        head |= np.uint64(size) << LENGTH_SHIFT
        head |= np.uint64(used) << SKELETON_SHIFT
        heads[number] = head | (np.uint64(foreign[number]) << FOREIGN_SHIFT)


def tokens_of(texts: Sequence[str], weights: np.ndarray, foreign: np.ndarray) -> Tokens:
    """The rows of these words; a text longer than twenty letters is cut."""
    count = len(texts)
    raw = "".join([text[:MOST_LETTERS].ljust(ROW, "\0") for text in texts]).encode("ascii", "replace")
    rows = _CODES[np.frombuffer(raw, np.uint8)].reshape(count, ROW)
    heads = np.zeros(count, np.uint64)
    _fill(rows, foreign.astype(np.uint8), heads)
    return Tokens(rows, heads, weights.astype(np.float32))
