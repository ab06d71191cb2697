"""How alike two words are: edit distance with neighbours swapped, on the letters and on the skeleton, in steps of 1/128.

Hot: the arguments are numbers and one small array, never tuples of arrays, which would be copied at every call.
"""

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from .letters import (
    FAMILY_SHIFT,
    FIFTEEN,
    FOREIGN_SHIFT,
    FOUR,
    HEAD,
    HIGH,
    LETTER_BITS,
    LOW,
    ONE,
    SIX,
    SIXTY_THREE,
    SKELETON_ROW,
    SOUND_BITS,
    SOUND_SHIFT,
    SOUNDS,
    length_of,
    skeleton_length_of,
)
from .words import MOST_LETTERS

# Likeness is a whole number of steps; equal is all of them.
EQUAL = 128
# Below this two words have nothing to say to each other.
LEAST_ALIKE = 71
# The same name in two languages, and two words with the same skeleton.
FAMILY_ALIKE = 120
# How much the skeleton counts beside the letters, for words of one script and of two.
SKELETON_SHARE = np.float32(0.45)
FOREIGN_SKELETON_SHARE = np.float32(0.65)
# The places of each letter (64 numbers), then of each sound (16).
SOUND_PLACES = 64
PLACES = SOUND_PLACES + 16

_INVERSE = np.zeros(MOST_LETTERS + 1, np.float32)
_INVERSE[1:] = EQUAL / np.arange(1, MOST_LETTERS + 1)


@intrinsic
def _ones(typingctx, value):  # type: ignore[no-untyped-def]
    """How many bits are set: one instruction."""

    def codegen(context, builder, signature, args):  # type: ignore[no-untyped-def]
        return builder.ctpop(args[0])

    return types.uint64(types.uint64), codegen


@njit(cache=True, nogil=True)
def set_places(row, places):  # type: ignore[no-untyped-def]
    """For each letter, and after these for each sound, the places where it stands, as bits."""
    for code in range(PLACES):
        places[code] = np.uint64(0)
    low, high, sounds, head = row[LOW], row[HIGH], row[SOUNDS], row[HEAD]
    letters = low
    for place in range(length_of(head)):
        if place == 10:
            letters = high
        places[np.intp(letters & SIXTY_THREE)] |= ONE << np.uint64(place)
        letters >>= SIX
    for place in range(skeleton_length_of(head)):
        places[SOUND_PLACES + np.intp(sounds & FIFTEEN)] |= ONE << np.uint64(place)
        sounds >>= FOUR


@njit(cache=True, nogil=True, forceinline=True)
def _step(match, up, down, diagonal, before):  # type: ignore[no-untyped-def]
    """One column of the optimal string alignment distance, bit-parallel (Hyyrö 2003)."""
    swap = (((~diagonal) & match) << ONE) & before
    diagonal = (((match & up) + up) ^ up) | match | down | swap
    plus = (down | ~(diagonal | up)) << ONE | ONE
    return (diagonal & up) << ONE | ~(diagonal | plus), plus & diagonal, diagonal


@njit(cache=True, nogil=True, forceinline=True)
def _last(size, other_size, up, down):  # type: ignore[no-untyped-def]
    """The last cell of the last column: its first cell, and every step down from there."""
    rows = (ONE << np.uint64(size)) - ONE
    return other_size + np.intp(_ones(up & rows)) - np.intp(_ones(down & rows))


@njit(cache=True, nogil=True, forceinline=True)
def _letter_distance(places, size, low, high, other_size):  # type: ignore[no-untyped-def]
    up, down, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    letters = low
    for place in range(other_size):
        if place == 10:
            letters = high
        match = places[np.intp(letters & SIXTY_THREE)]
        letters >>= SIX
        up, down, diagonal = _step(match, up, down, diagonal, before)
        before = match
    return _last(size, other_size, up, down)


@njit(cache=True, nogil=True, forceinline=True)
def _sound_distance(places, size, sounds, other_size):  # type: ignore[no-untyped-def]
    up, down, diagonal, before = ~np.uint64(0), np.uint64(0), np.uint64(0), np.uint64(0)
    for _ in range(other_size):
        match = places[SOUND_PLACES + np.intp(sounds & FIFTEEN)]
        sounds >>= FOUR
        up, down, diagonal = _step(match, up, down, diagonal, before)
        before = match
    return _last(size, other_size, up, down)


@njit(cache=True, nogil=True, forceinline=True)
def _ceiling(mask, other_mask, size, other_size):  # type: ignore[no-untyped-def]
    """No two words with these masks and lengths can be more alike than this (in steps)."""
    one, other = np.intp(_ones(mask & ~other_mask)), np.intp(_ones(other_mask & ~mask))
    least = max(one, other, abs(size - other_size))
    return np.float32(EQUAL) - np.float32(least) * _INVERSE[max(size, other_size)]


@njit(cache=True, nogil=True, forceinline=True)
def may_be_alike(head, other, least):  # type: ignore[no-untyped-def]
    """Whether both heads allow so much likeness: False spares the distances. Also the ceiling of the skeletons."""
    share = FOREIGN_SKELETON_SHARE if (head | other) >> FOREIGN_SHIFT else SKELETON_SHARE
    letters = _ceiling(head & LETTER_BITS, other & LETTER_BITS, length_of(head), length_of(other))
    sounds = _ceiling(
        (head >> SOUND_SHIFT) & SOUND_BITS,
        (other >> SOUND_SHIFT) & SOUND_BITS,
        skeleton_length_of(head),
        skeleton_length_of(other),
    )
    return max(letters, letters + share * (sounds - letters)) >= least, share, sounds


@njit(cache=True, nogil=True, forceinline=True)
def alike(places, head, skeleton, low, high, other_skeleton, other, least):  # type: ignore[no-untyped-def]
    """How alike, 0 (below `least`) to EQUAL. `places`, `head` and `skeleton` are of one word, the rest of the other."""
    family = skeleton >> FAMILY_SHIFT
    floor = FAMILY_ALIKE if family != np.uint64(0) and family == other_skeleton >> FAMILY_SHIFT else 0
    possible, share, by_sound = may_be_alike(head, other, least)
    if not possible:
        return floor
    size, other_size = length_of(head), length_of(other)
    distance = _letter_distance(places, size, low, high, other_size)
    by_letters = np.float32(EQUAL) - np.float32(distance) * _INVERSE[max(size, other_size)]
    sounds, other_sounds = skeleton_length_of(head), skeleton_length_of(other)
    result = by_letters
    if sounds > 0 and other_sounds > 0 and by_sound > by_letters:
        if by_letters + share * (by_sound - by_letters) + np.float32(0.5) < least:
            return floor
        distance = _sound_distance(places, sounds, other_skeleton & SKELETON_ROW, other_sounds)
        by_sound = np.float32(EQUAL) - np.float32(distance) * _INVERSE[max(sounds, other_sounds)]
        result = max(by_letters, by_letters + share * (by_sound - by_letters))
    steps = np.intp(result + np.float32(0.5))
    return max(steps if steps >= least else 0, floor)
