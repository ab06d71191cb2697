"""Keys under which words one letter apart meet: the word, its skeleton, and both with one letter left out.

A table of keys is two arrays: rows of (the key's low half and a number, a head) sorted by key, and a directory that leads
from the key's leading bits to the place.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from .letters import (
    FAMILY_SHIFT,
    HALF,
    HEAD,
    HIGH,
    LOW,
    ONE,
    SIX,
    SIXTY_THREE,
    SKELETON_ROW,
    SOUNDS,
    length_of,
    letter_at,
    skeleton_length_of,
)

SHORTEST_CUT = 4
MOST_KEYS = 34

_MIX = np.uint64(0x9E3779B97F4A7C15)
_MIX_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_MIX_3 = np.uint64(0xD6E8FEB86659FD93)
_THIRTY_TWO = np.uint64(32)
_LOW_HALF = np.uint64(0xFFFFFFFF)
# Salts keep letters, skeletons, families and joined pairs apart.
LETTERS, SKELETON, FAMILY = np.uint64(1), np.uint64(2), np.uint64(3)


class Keys(NamedTuple):
    """A table of keys: `rows` (uint64, n x width) and `directory` (int32, a power of two and one)."""

    rows: np.ndarray
    directory: np.ndarray


@njit(cache=True, nogil=True, forceinline=True)
def mixed(low, high, salt):  # type: ignore[no-untyped-def]
    """The 64-bit key of two numbers."""
    value = (low + salt * _MIX_3) * _MIX
    value ^= value >> _THIRTY_TWO
    value = (value ^ (high * _MIX_3)) * _MIX_2
    value ^= value >> np.uint64(29)
    value *= _MIX
    return value ^ (value >> _THIRTY_TWO)


@njit(cache=True, nogil=True, forceinline=True)
def _key_without(low, high, place):  # type: ignore[no-untyped-def]
    """The key of a word without the letter at this place."""
    if place < HALF:
        kept = (ONE << np.uint64(6 * place)) - ONE
        low = (low & kept) | ((low >> SIX) & ~kept) | ((high & SIXTY_THREE) << np.uint64(54))
        return mixed(low, high >> SIX, LETTERS)
    kept = (ONE << np.uint64(6 * (place - HALF))) - ONE
    return mixed(low, (high & kept) | ((high >> SIX) & ~kept), LETTERS)


@njit(cache=True, nogil=True)
def write_whole_keys(row, out):  # type: ignore[no-untyped-def]
    """Write the keys of a word as a whole, letters and (of more than two sounds) skeleton; returns how many."""
    out[0] = mixed(row[LOW], row[HIGH], LETTERS)
    if skeleton_length_of(row[HEAD]) <= 2:
        return 1
    out[1] = mixed(row[SOUNDS] & SKELETON_ROW, np.uint64(0), SKELETON)
    return 2


@njit(cache=True, nogil=True)
def write_keys(row, wide, out):  # type: ignore[no-untyped-def]
    """Write the keys of one word and return how many.

    `wide` adds the keys of short skeletons, which many words share: the list has them always, a question only for a
    word from another script, where the skeleton is all there is to go by.
    """
    low, high, skeleton, head = row[LOW], row[HIGH], row[SOUNDS] & SKELETON_ROW, row[HEAD]
    length, sounds, nothing = length_of(head), skeleton_length_of(head), np.uint64(0)
    out[0] = mixed(low, high, LETTERS)
    used = 1
    family = row[SOUNDS] >> FAMILY_SHIFT
    if family != nothing:
        out[used] = mixed(family, nothing, FAMILY)
        used += 1
    if sounds > 2 or (wide and sounds > 1):
        out[used] = mixed(skeleton, nothing, SKELETON)
        used += 1
    if length >= SHORTEST_CUT:
        for place in range(length):
            if place == 0 or letter_at(low, high, place) != letter_at(low, high, place - 1):
                out[used] = _key_without(low, high, place)
                used += 1
    if sounds > SHORTEST_CUT or (wide and sounds == SHORTEST_CUT):
        for place in range(sounds):
            kept = (ONE << np.uint64(4 * place)) - ONE
            out[used] = mixed((skeleton & kept) | ((skeleton >> np.uint64(4)) & ~kept), nothing, SKELETON)
            used += 1
    return used


@njit(cache=True, nogil=True)
def _all_keys(rows, values, owners):  # type: ignore[no-untyped-def]
    keys = np.empty(MOST_KEYS, np.uint64)
    used = 0
    for number in range(rows.shape[0]):
        for place in range(write_keys(rows[number], True, keys)):
            values[used] = keys[place]
            owners[used] = number
            used += 1
    return used


@njit(cache=True, nogil=True)
def slot_shift(directory):  # type: ignore[no-untyped-def]
    """How far a key is shifted to give its slot in a directory."""
    bits = 0
    while (1 << bits) < directory.shape[0] - 1:
        bits += 1
    return np.uint64(64 - bits)


@njit(cache=True, nogil=True)
def row_of(key, number):  # type: ignore[no-untyped-def]
    """The first column: the key's low half, which tells keys of one slot apart, and a number."""
    return (key << _THIRTY_TWO) | np.uint64(number)


@njit(cache=True, nogil=True, forceinline=True)
def same_key(row, key):  # type: ignore[no-untyped-def]
    """Whether a first column stands under this key."""
    return (row >> _THIRTY_TWO) == (key & _LOW_HALF)


@njit(cache=True, nogil=True, forceinline=True)
def number_in(row):  # type: ignore[no-untyped-def]
    """The number in a first column."""
    return np.intp(row & _LOW_HALF)


def table_of(values: np.ndarray, numbers: np.ndarray, heads: np.ndarray | None = None) -> Keys:
    """A table of these keys (uint64) with the number (below 2**32) that stands under each, and perhaps a head."""
    order = np.argsort(values, kind="stable")
    values = values[order]
    bits = max(1, int(len(values) // 4).bit_length())
    starts = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits)
    directory = np.append(np.searchsorted(values, starts), len(values)).astype(np.int32)
    first = (values << _THIRTY_TWO) | numbers[order].astype(np.uint64)
    columns = [first] if heads is None else [first, heads[order]]
    return Keys(np.ascontiguousarray(np.stack(columns, axis=1)), directory)


def keys_of_words(rows: np.ndarray) -> Keys:
    """The table of every key of these words."""
    values, owners = np.empty(len(rows) * MOST_KEYS, np.uint64), np.empty(len(rows) * MOST_KEYS, np.int32)
    used = _all_keys(rows, values, owners)
    values, owners = values[:used], owners[:used]
    return table_of(values, owners, rows[owners, HEAD])
