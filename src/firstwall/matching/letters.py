"""Words as packed rows of four 64-bit numbers, half a cache line.

a to z are 1 to 26, 0 to 9 are 27 to 36, 0 is empty; six bits a letter, ten letters in each of the first two numbers. The
third holds the skeleton, four bits a sound, and the word's family (the same name in other languages). The fourth is the
*head*: which letters and sounds occur, both lengths, and whether the word came from another script. It refuses most
pairs without a look at the rest, so it stands beside each key, too.
"""

from collections.abc import Sequence

import numpy as np
from numba import njit

from .skeleton import MOST_SKELETON, write_skeleton
from .words import MOST_LETTERS

ROW = 4
LOW, HIGH, SOUNDS, HEAD = 0, 1, 2, 3
HALF = 10

LETTER_BITS = np.uint64((1 << 36) - 1)
LENGTH_SHIFT, LENGTH_BITS = np.uint64(36), np.uint64(31)
SOUND_SHIFT, SOUND_BITS = np.uint64(41), np.uint64(1023)
SKELETON_SHIFT, SKELETON_BITS = np.uint64(51), np.uint64(15)
FOREIGN_SHIFT = np.uint64(55)
SKELETON_ROW = np.uint64((1 << 40) - 1)
FAMILY_SHIFT = np.uint64(40)
ONE, SIX, SIXTY_THREE, FOUR, FIFTEEN = (np.uint64(number) for number in (1, 6, 63, 4, 15))

_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_CODES = bytes(_LETTERS.find(code) + 1 for code in range(256))


def _sound_numbers() -> np.ndarray:
    """The number of each sound that a skeleton holds: 1 to 8 for the classes of consonants, 9 to 15 for digits."""
    table = np.zeros(64, np.uint8)
    for number, letter in enumerate("bdfglmns", start=1):
        table[ord(letter) - 96] = number
    table[27:37] = [9 + digit % 7 for digit in range(10)]
    return table


_SOUND = _sound_numbers()


@njit(cache=True, nogil=True, forceinline=True)
def length_of(head):  # type: ignore[no-untyped-def]
    """How many letters."""
    return np.intp((head >> LENGTH_SHIFT) & LENGTH_BITS)


@njit(cache=True, nogil=True, forceinline=True)
def skeleton_length_of(head):  # type: ignore[no-untyped-def]
    """How many sounds the skeleton has."""
    return np.intp((head >> SKELETON_SHIFT) & SKELETON_BITS)


@njit(cache=True, nogil=True, forceinline=True)
def letter_at(low, high, place):  # type: ignore[no-untyped-def]
    """The letter at a place (0 when the word has ended)."""
    if place < HALF:
        return np.intp((low >> np.uint64(6 * place)) & SIXTY_THREE)
    return np.intp((high >> np.uint64(6 * (place - HALF))) & SIXTY_THREE)


@njit(cache=True, nogil=True)
def _packed(codes, sounds):  # type: ignore[no-untyped-def]
    """The four numbers of a word that is spelt in `codes`, without family and script; `sounds` is room for the skeleton."""
    head, size = np.uint64(0), 0
    low, high, skeleton = np.uint64(0), np.uint64(0), np.uint64(0)
    while size < MOST_LETTERS and codes[size] != 0:
        code = np.uint64(codes[size])
        head |= ONE << (code - ONE)
        if size < HALF:
            low |= code << np.uint64(6 * size)
        else:
            high |= code << np.uint64(6 * (size - HALF))
        size += 1
    used = write_skeleton(codes, size, sounds)
    for place in range(used):
        sound = np.uint64(_SOUND[sounds[place]])
        skeleton |= sound << np.uint64(4 * place)
        head |= ONE << (SOUND_SHIFT + min(sound, np.uint64(10)) - ONE)
    head |= np.uint64(size) << LENGTH_SHIFT
    return low, high, skeleton, head | np.uint64(used) << SKELETON_SHIFT


@njit(cache=True, nogil=True)
def joined(rows, one, other, codes, sounds):  # type: ignore[no-untyped-def]
    """The four numbers of two words of these rows written as one, cut at twenty letters."""
    size, foreign = length_of(rows[one, HEAD]), (rows[one, HEAD] | rows[other, HEAD]) >> FOREIGN_SHIFT
    for place in range(MOST_LETTERS):
        if place < size:
            codes[place] = letter_at(rows[one, LOW], rows[one, HIGH], place)
        else:
            codes[place] = letter_at(rows[other, LOW], rows[other, HIGH], place - size)
    low, high, skeleton, head = _packed(codes, sounds)
    return low, high, skeleton, head | foreign << FOREIGN_SHIFT


@njit(cache=True, nogil=True)
def write_row(codes, foreign, family, sounds, row):  # type: ignore[no-untyped-def]
    """Write the four numbers of a word that is spelt in `codes`; `sounds` is room for its skeleton."""
    low, high, skeleton, head = _packed(codes, sounds)
    row[LOW], row[HIGH] = low, high
    row[SOUNDS] = skeleton | np.uint64(family) << FAMILY_SHIFT
    row[HEAD] = head | np.uint64(foreign) << FOREIGN_SHIFT


@njit(cache=True, nogil=True)
def _pack(codes, foreign, families, rows):  # type: ignore[no-untyped-def]
    sounds = np.empty(MOST_SKELETON, np.uint8)
    for number in range(codes.shape[0]):
        write_row(codes[number], foreign[number], families[number], sounds, rows[number])


def raw_codes(texts: Sequence[str]) -> np.ndarray:
    """The codes of the letters of these words (uint8, twenty for each); a text longer than twenty letters is cut."""
    raw = "".join([text[:MOST_LETTERS].ljust(MOST_LETTERS, "\0") for text in texts]).encode("ascii", "replace")
    return np.frombuffer(raw.translate(_CODES), np.uint8)


def rows_of(texts: Sequence[str], foreign: np.ndarray, families: np.ndarray) -> np.ndarray:
    """The packed rows of these words (uint64, n x 4)."""
    rows = np.zeros((len(texts), ROW), np.uint64)
    _pack(
        raw_codes(texts).reshape(len(texts), MOST_LETTERS), foreign.astype(np.uint8), families.astype(np.uint16), rows
    )
    return rows
