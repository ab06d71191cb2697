"""Keys under which words one letter apart meet: the word, its skeleton, and both with one letter left out."""

import numpy as np
from numba import njit

SHORTEST_CUT = 4
MOST_KEYS = 32

_START = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)
# Salts keep letters, skeletons and joined pairs in tables of their own.
LETTERS, SKELETON, JOINED_LETTERS, JOINED_SKELETON = 1, 2, 3, 4


@njit(cache=True, nogil=True)
def key_of(row, length, left_out, salt):  # type: ignore[no-untyped-def]
    """The 64-bit key of a row without one of its places (-1: whole)."""
    value = _START ^ (np.uint64(salt) * _MIX)
    for place in range(length):
        if place != left_out:
            value = (value ^ np.uint64(row[place])) * _PRIME
    value ^= value >> np.uint64(32)
    value *= _MIX
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def write_keys(letters, length, skeleton, skeleton_length, joined, out):  # type: ignore[no-untyped-def]
    """Write the keys of one word and return how many. `joined`: whole only, in the tables of joined pairs."""
    if joined:
        out[0] = key_of(letters, length, -1, JOINED_LETTERS)
        out[1] = key_of(skeleton, skeleton_length, -1, JOINED_SKELETON)
        return 2 if skeleton_length > 2 else 1
    used = 1
    out[0] = key_of(letters, length, -1, LETTERS)
    if skeleton_length > 1:
        out[1] = key_of(skeleton, skeleton_length, -1, SKELETON)
        used = 2
    if length >= SHORTEST_CUT:
        for place in range(length):
            if place == 0 or letters[place] != letters[place - 1]:
                out[used] = key_of(letters, length, place, LETTERS)
                used += 1
    if skeleton_length >= SHORTEST_CUT:
        for place in range(skeleton_length):
            out[used] = key_of(skeleton, skeleton_length, place, SKELETON)
            used += 1
    return used


@njit(cache=True, nogil=True)
def all_keys(tokens, joined):  # type: ignore[no-untyped-def]
    """The keys of every token and, beside each, the token's number."""
    row_keys = np.empty(MOST_KEYS, np.uint64)
    values = np.empty(tokens.letters.shape[0] * MOST_KEYS, np.uint64)
    owners = np.empty(values.shape[0], np.int32)
    used = 0
    for row in range(tokens.letters.shape[0]):
        count = write_keys(
            tokens.letters[row],
            tokens.length[row],
            tokens.skeleton[row],
            tokens.skeleton_length[row],
            joined[row],
            row_keys,
        )
        for number in range(count):
            values[used] = row_keys[number]
            owners[used] = row
            used += 1
    return values[:used].copy(), owners[:used].copy()
