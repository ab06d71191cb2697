"""How alike two words are: edit distance with neighbours swapped, on the letters and on the skeleton."""

import numpy as np
from numba import njit

from .letters import ALPHABET

# Below this two words have nothing to say to each other.
LEAST_ALIKE = 0.55
# How much the skeleton counts beside the letters, for words of one script and of two.
SKELETON_SHARE = 0.45
FOREIGN_SKELETON_SHARE = 0.65


@njit(cache=True, nogil=True)
def write_places(row, length, out):  # type: ignore[no-untyped-def]
    """For each letter of the alphabet, the places where it stands, as bits."""
    for code in range(ALPHABET):
        out[code] = 0
    for place in range(length):
        out[row[place]] |= np.int64(1) << np.int64(place)


@njit(cache=True, nogil=True)
def distance(places, size, other, other_size):  # type: ignore[no-untyped-def]
    """Optimal string alignment distance, bit-parallel (Hyyrö 2003)."""
    if size == 0:
        return other_size
    up, down, diagonal, before, count = np.int64(-1), np.int64(0), np.int64(0), np.int64(0), size
    last = np.int64(1) << np.int64(size - 1)
    for place in range(other_size):
        match = places[other[place]]
        swap = (((~diagonal) & match) << 1) & before
        diagonal = (((match & up) + up) ^ up) | match | down | swap
        plus = down | ~(diagonal | up)
        minus = diagonal & up
        if plus & last:
            count += 1
        elif minus & last:
            count -= 1
        plus = (plus << 1) | 1
        up = (minus << 1) | ~(diagonal | plus)
        down = plus & diagonal
        before = match
    return count


@njit(cache=True, nogil=True)
def bits(value):  # type: ignore[no-untyped-def]
    """How many bits are set (at most 40 are in use)."""
    value = value - ((value >> 1) & 0x5555555555555555)
    value = (value & 0x3333333333333333) + ((value >> 2) & 0x3333333333333333)
    value = (value + (value >> 4)) & 0x0F0F0F0F0F0F0F0F
    return (value * 0x0101010101010101) >> 56


@njit(cache=True, nogil=True)
def _ceiling(mask, other_mask, size, other_size):  # type: ignore[no-untyped-def]
    """No pair with these masks and lengths can be more alike than this."""
    longest = max(size, other_size)
    if longest == 0:
        return 0.0
    least = max(bits(mask & ~other_mask), bits(other_mask & ~mask), abs(size - other_size))
    return 1.0 - least / longest


@njit(cache=True, nogil=True)
def alike(query, q, places, skeleton_places, tokens, t):  # type: ignore[no-untyped-def]
    """0 to 1; 0 when below LEAST_ALIKE. The masks spare most pairs the two distances."""
    size, other = query.length[q], tokens.length[t]
    skeleton, other_skeleton = query.skeleton_length[q], tokens.skeleton_length[t]
    share = FOREIGN_SKELETON_SHARE if query.foreign[q] or tokens.foreign[t] else SKELETON_SHARE
    by_letters = _ceiling(query.mask[q], tokens.mask[t], size, other)
    by_skeleton = _ceiling(query.skeleton_mask[q], tokens.skeleton_mask[t], skeleton, other_skeleton)
    if by_letters < LEAST_ALIKE and (1 - share) * by_letters + share * by_skeleton < LEAST_ALIKE:
        return 0.0
    by_letters = 1.0 - distance(places, size, tokens.letters[t], other) / max(size, other)
    if skeleton == 0 or other_skeleton == 0:
        by_skeleton = 0.0
    elif by_letters < 1.0:
        by_skeleton = 1.0 - distance(skeleton_places, skeleton, tokens.skeleton[t], other_skeleton) / max(
            skeleton, other_skeleton
        )
    blend = (1 - share) * by_letters + share * by_skeleton
    result = max(by_letters, blend)
    return result if result >= LEAST_ALIKE else 0.0
