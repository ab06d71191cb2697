"""How alike two words are: edit distance with neighbours swapped, on the letters and on the skeleton.

Hot: the arguments are a few numbers and arrays, never the large tuples, which would be copied at every call.
"""

import numpy as np
from numba import njit

from .letters import (
    ALPHABET,
    FOREIGN_SHIFT,
    LETTER_BITS,
    SOUND_BITS,
    SOUND_SHIFT,
    length_of,
    skeleton_length_of,
)
from .words import MOST_LETTERS

# Below this two words have nothing to say to each other.
LEAST_ALIKE = 0.55
# How much the skeleton counts beside the letters, for words of one script and of two.
SKELETON_SHARE = 0.45
FOREIGN_SKELETON_SHARE = 0.65
PLACES = 2 * ALPHABET


@njit(cache=True, nogil=True)
def worth(likeness):  # type: ignore[no-untyped-def]
    """What a pair of words brings of its weight: likeness to the power of 5/4."""
    return likeness * np.sqrt(np.sqrt(likeness))


@njit(cache=True, nogil=True)
def write_places(row, head, out):  # type: ignore[no-untyped-def]
    """For each letter, and after these for each sound, the places where it stands, as bits."""
    for code in range(PLACES):
        out[code] = 0
    for place in range(length_of(head)):
        out[row[place]] |= np.int64(1) << np.int64(place)
    for place in range(skeleton_length_of(head)):
        out[ALPHABET + row[MOST_LETTERS + place]] |= np.int64(1) << np.int64(place)


@njit(cache=True, nogil=True)
def _distance(places, number, shift, size, rows, t, start, other_size):  # type: ignore[no-untyped-def]
    """Optimal string alignment distance, bit-parallel (Hyyrö 2003)."""
    up, down, diagonal, before, count = np.int64(-1), np.int64(0), np.int64(0), np.int64(0), size
    last = np.int64(1) << np.int64(size - 1)
    for place in range(start, start + other_size):
        match = places[number, shift + np.int64(rows[t, place])]
        swap = (((~diagonal) & match) << 1) & before
        diagonal = (((match & up) + up) ^ up) | match | down | swap
        plus = down | ~(diagonal | up)
        minus = diagonal & up
        count += np.int64((plus & last) != 0) - np.int64((minus & last) != 0)
        plus = (plus << 1) | 1
        up = (minus << 1) | ~(diagonal | plus)
        down = plus & diagonal
        before = match
    return count


@njit(cache=True, nogil=True)
def _bits(value):  # type: ignore[no-untyped-def]
    """How many bits are set; LLVM makes one instruction of it."""
    value = value - ((value >> np.uint64(1)) & np.uint64(0x5555555555555555))
    value = (value & np.uint64(0x3333333333333333)) + ((value >> np.uint64(2)) & np.uint64(0x3333333333333333))
    value = (value + (value >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((value * np.uint64(0x0101010101010101)) >> np.uint64(56))


@njit(cache=True, nogil=True, error_model="numpy")
def _ceiling(mask, other_mask, size, other_size):  # type: ignore[no-untyped-def]
    """No two words with these masks and lengths can be more alike than this."""
    least = max(_bits(mask & ~other_mask), _bits(other_mask & ~mask), abs(size - other_size))
    return 1.0 - least / max(size, other_size, 1)


@njit(cache=True, nogil=True, error_model="numpy")
def may_be_alike(head, other):  # type: ignore[no-untyped-def]
    """What both heads allow: False spares the distances. Also the ceiling of the skeletons."""
    share = FOREIGN_SKELETON_SHARE if (head | other) >> FOREIGN_SHIFT else SKELETON_SHARE
    letters = _ceiling(head & LETTER_BITS, other & LETTER_BITS, length_of(head), length_of(other))
    sounds = _ceiling(
        (head >> SOUND_SHIFT) & SOUND_BITS,
        (other >> SOUND_SHIFT) & SOUND_BITS,
        skeleton_length_of(head),
        skeleton_length_of(other),
    )
    return max(letters, (1 - share) * letters + share * sounds) >= LEAST_ALIKE, share, sounds


@njit(cache=True, nogil=True, error_model="numpy")
def alike(head, places, number, other, rows, t):  # type: ignore[no-untyped-def]
    """0 to 1; 0 when below LEAST_ALIKE. `number` is the question's token, `t` the token of the list."""
    possible, share, by_skeleton = may_be_alike(head, other)
    if not possible:
        return 0.0
    size, other_size = length_of(head), length_of(other)
    distance = _distance(places, number, 0, size, rows, t, 0, other_size)
    by_letters = 1.0 - distance / max(size, other_size)
    skeleton, other_skeleton = skeleton_length_of(head), skeleton_length_of(other)
    blend = by_letters
    if skeleton and other_skeleton and by_skeleton > by_letters:
        distance = _distance(places, number, ALPHABET, skeleton, rows, t, MOST_LETTERS, other_skeleton)
        by_skeleton = 1.0 - distance / max(skeleton, other_skeleton)
        blend = (1 - share) * by_letters + share * by_skeleton
    result = max(by_letters, blend)
    return result if result >= LEAST_ALIKE else 0.0
