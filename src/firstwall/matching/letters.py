"""Words as rows of small numbers: a to z are 1 to 26, 0 to 9 are 27 to 36, 0 is empty."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit

from .skeleton import MOST_SKELETON, write_skeleton
from .words import MOST_LETTERS

ALPHABET = 40
_CODES = np.zeros(256, np.uint8)
_CODES[np.frombuffer(b"abcdefghijklmnopqrstuvwxyz0123456789", np.uint8)] = np.arange(1, 37)


class Tokens(NamedTuple):
    """Words or joined pairs of words, one a row. A mask has one bit for each letter that occurs."""

    letters: np.ndarray
    length: np.ndarray
    mask: np.ndarray
    skeleton: np.ndarray
    skeleton_length: np.ndarray
    skeleton_mask: np.ndarray
    weight: np.ndarray
    foreign: np.ndarray


@njit(cache=True, nogil=True)
def _fill(letters, length, mask, skeleton, skeleton_length, skeleton_mask):  # type: ignore[no-untyped-def]
    for row in range(letters.shape[0]):
        size = 0
        while size < letters.shape[1] and letters[row, size] != 0:
            mask[row] |= np.int64(1) << np.int64(letters[row, size])
            size += 1
        length[row] = size
        used = write_skeleton(letters[row], size, skeleton[row])
        skeleton_length[row] = used
        for place in range(used):
            skeleton_mask[row] |= np.int64(1) << np.int64(skeleton[row, place])


def tokens_of(texts: Sequence[str], weights: np.ndarray, foreign: np.ndarray) -> Tokens:
    """The rows of these words; a text longer than twenty letters is cut."""
    count = len(texts)
    raw = "".join([text[:MOST_LETTERS].ljust(MOST_LETTERS, "\0") for text in texts]).encode("ascii", "replace")
    letters = _CODES[np.frombuffer(raw, np.uint8)].reshape(count, MOST_LETTERS)
    tokens = Tokens(
        letters,
        np.zeros(count, np.int64),
        np.zeros(count, np.int64),
        np.zeros((count, MOST_SKELETON), np.uint8),
        np.zeros(count, np.int64),
        np.zeros(count, np.int64),
        weights.astype(np.float32),
        foreign.astype(np.bool_),
    )
    _fill(*tokens[:6])
    return tokens
