"""Keys under which words one letter apart meet: the word, its skeleton, and both with one letter left out."""

import numpy as np
from numba import njit

from .letters import length_of, skeleton_length_of
from .words import MOST_LETTERS

SHORTEST_CUT = 4
MOST_KEYS = 32

_START = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Salts keep letters, skeletons and joined pairs in tables of their own.
LETTERS, SKELETON, JOINED_LETTERS, JOINED_SKELETON = 1, 2, 3, 4


@njit(cache=True, nogil=True)
def key_of(row, start, length, left_out, salt):  # type: ignore[no-untyped-def]
    """The 64-bit key of part of a row without one of its places (-1: whole)."""
    value = _START ^ (np.uint64(salt) * _MIX)
    for place in range(length):
        if place != left_out:
            value = (value ^ np.uint64(row[start + place])) * _PRIME
    value ^= value >> np.uint64(32)
    value *= _MIX
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def write_joined_keys(row, head, out):  # type: ignore[no-untyped-def]
    """Write the keys of a joined pair, whole only, and return how many."""
    length, skeleton = length_of(head), skeleton_length_of(head)
    out[0] = key_of(row, 0, length, -1, JOINED_LETTERS)
    out[1] = key_of(row, MOST_LETTERS, skeleton, -1, JOINED_SKELETON)
    return 2 if skeleton > 2 else 1


@njit(cache=True, nogil=True)
def write_keys(row, head, wide, out):  # type: ignore[no-untyped-def]
    """Write the keys of one word and return how many.

    `wide` adds the keys of short skeletons, which many words share: the list has them always, a question only for a
    word from another script, where the skeleton is all there is to go by.
    """
    length, skeleton = length_of(head), skeleton_length_of(head)
    used = 1
    out[0] = key_of(row, 0, length, -1, LETTERS)
    if skeleton > 2 or (wide and skeleton > 1):
        out[1] = key_of(row, MOST_LETTERS, skeleton, -1, SKELETON)
        used = 2
    if length >= SHORTEST_CUT:
        for place in range(length):
            if place == 0 or row[place] != row[place - 1]:
                out[used] = key_of(row, 0, length, place, LETTERS)
                used += 1
    if skeleton > SHORTEST_CUT or (wide and skeleton == SHORTEST_CUT):
        for place in range(skeleton):
            out[used] = key_of(row, MOST_LETTERS, skeleton, place, SKELETON)
            used += 1
    return used


@njit(cache=True, nogil=True)
def all_keys(rows, heads, joined):  # type: ignore[no-untyped-def]
    """The keys of every token and, beside each, the token's number."""
    row_keys = np.empty(MOST_KEYS, np.uint64)
    total = 0
    for number in range(rows.shape[0]):
        total += 2 if joined[number] else 2 + length_of(heads[number]) + skeleton_length_of(heads[number])
    values = np.empty(total, np.uint64)
    owners = np.empty(total, np.int32)
    used = 0
    for number in range(rows.shape[0]):
        if joined[number]:
            count = write_joined_keys(rows[number], heads[number], row_keys)
        else:
            count = write_keys(rows[number], heads[number], True, row_keys)
        for place in range(count):
            values[used] = row_keys[place]
            owners[used] = number
            used += 1
    return values[:used].copy(), owners[:used].copy()
