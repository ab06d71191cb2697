"""The consonant skeleton of a word: what stays when the same name is spelt by another ear or from another script."""

import numpy as np
from numba import njit

MOST_SKELETON = 10

_B, _D, _F, _G, _K, _L, _M, _N, _P, _S, _T, _X = 2, 4, 6, 7, 11, 12, 13, 14, 16, 19, 20, 24
_C, _H, _Z = 3, 8, 26


def _classes() -> np.ndarray:
    """The class of each letter: voiced and unvoiced sounds together, vowels, y, w and h silent (0)."""
    table = np.arange(40, dtype=np.uint8)
    for letter in "aeiouywh":
        table[ord(letter) - 96] = 0
    for same, of in (("p", _B), ("v", _F), ("t", _D), ("kqc", _G), ("jz", _S), ("r", _L)):
        for letter in same:
            table[ord(letter) - 96] = of
    return table


_CLASS = _classes()


@njit(cache=True, nogil=True)
def _sound(one, two):  # type: ignore[no-untyped-def]
    """The class of a letter before another, and how many letters it takes."""
    if two == _H:
        if one == _C or one == _S or one == _Z:
            return _S, 2
        if one == _K:
            return 0, 2
        if one == _P:
            return _F, 2
        if one == _T or one == _D:
            return _D, 2
    if one == _T and (two == _S or two == _Z):
        return _S, 2
    return np.int64(_CLASS[one]), 1


@njit(cache=True, nogil=True)
def write_skeleton(letters, length, out):  # type: ignore[no-untyped-def]
    """Write the skeleton of a word into `out` and return its length; doubles are merged."""
    used, place, last = 0, 0, -1
    while place < length and used < MOST_SKELETON:
        two = np.int64(letters[place + 1]) if place + 1 < length else np.int64(0)
        if letters[place] == _T and two == _C and place + 2 < length and letters[place + 2] == _H:
            place, two = place + 1, np.int64(_H)  # tch is ch: Tchaikovsky
        sound, taken = _sound(np.int64(letters[place]), two)
        if sound == _X:
            if last != _G:
                out[used] = _G
                used += 1
            sound = _S
        if sound != 0 and sound != last and used < MOST_SKELETON:
            out[used] = sound
            used += 1
        last = sound
        place += taken
    return used
