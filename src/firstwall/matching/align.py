"""Two names laid side by side: each word of one to at most one word, or two joined words, of the other.

Hot: the functions of the inner loops take numbers and the few arrays they read, never tuples of arrays.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from .evidence import INITIAL, JOINED, OTHER_ORDER
from .gather import gain_of, is_worth_it, of_words
from .letters import FOREIGN_SHIFT, HEAD, HIGH, LETTER_BITS, LOW, ONE, SIXTY_THREE, SOUNDS, joined, length_of
from .similarity import LEAST_ALIKE, alike
from .skeleton import MOST_SKELETON
from .words import MOST_LETTERS, MOST_WORDS

MOST_PAIRS = MOST_WORDS * MOST_WORDS + 2 * MOST_WORDS * (MOST_WORDS - 1)
# How far apart the lengths of a word and a joined pair may be, and how many letters of the pair the word may lack.
_JOINED_APART, _JOINED_LACKING = 3, 3
# Likeness of an initial and a word that begins with it; not on the scale of likeness.
AS_INITIAL = 1
# Columns of a pair: the words of both sides as bits, likeness, two scripts or not; and: gain, worth, both rarities.
ASKED, LISTED, LIKENESS, TWO_SCRIPTS = 0, 1, 2, 3
GAINED, WORTH, ASKED_RARE, LISTED_RARE = 0, 1, 2, 3


class Pairs(NamedTuple):
    """Room for the pairs of one comparison; the chosen ones stand in `chosen`.

    `likeness` has that of each asked with each listed word, 0 for an initial: two words are joined only where that makes
    them more like the other side than one of them is alone.
    """

    which: np.ndarray
    amount: np.ndarray
    likeness: np.ndarray
    chosen: np.ndarray
    codes: np.ndarray
    sounds: np.ndarray


def room_for_pairs() -> Pairs:
    """Fresh room, one for each thread."""
    return Pairs(
        np.zeros((MOST_PAIRS, 4), np.int64),
        np.zeros((MOST_PAIRS, 4), np.float32),
        np.zeros((MOST_WORDS, MOST_WORDS), np.int64),
        np.zeros(MOST_WORDS, np.int64),
        np.zeros(MOST_LETTERS, np.uint8),
        np.zeros(MOST_SKELETON, np.uint8),
    )


@njit(cache=True, nogil=True, forceinline=True)
def _put(which, amount, count, asked, listed, likeness, two_scripts, gain, rare, other_rare, weights):  # type: ignore[no-untyped-def]
    worth = is_worth_it(gain, rare, other_rare, weights)
    if worth <= 0:
        return count
    which[count, ASKED], which[count, LISTED] = asked, listed
    which[count, LIKENESS], which[count, TWO_SCRIPTS] = likeness, two_scripts
    amount[count, GAINED], amount[count, WORTH] = gain, worth
    amount[count, ASKED_RARE], amount[count, LISTED_RARE] = rare, other_rare
    return count + 1


@njit(cache=True, nogil=True, forceinline=True)
def _may_be_joined(head, one, other):  # type: ignore[no-untyped-def]
    """Whether a word may be two others written as one: refuses most without joining them."""
    lacking = (one | other) & ~head & LETTER_BITS
    for _ in range(_JOINED_LACKING):
        lacking &= lacking - ONE
    both = length_of(one) + length_of(other)
    return lacking == np.uint64(0) and abs(length_of(head) - both) <= _JOINED_APART


@njit(cache=True, nogil=True, forceinline=True)
def _collect(  # type: ignore[no-untyped-def]
    asked_rows, words, rarity, q0, count_of_words, places, rows, token_rarity, name_words, start, end, weights, pairs
):
    """Every pair that is worth it: word and word, two words joined and one, one and two joined."""
    count, which, amount, alone = 0, pairs.which, pairs.amount, pairs.likeness
    for part in range(count_of_words):
        word, rare, of_part = words[q0 + part], rarity[q0 + part], places[part]
        head, skeleton = asked_rows[word, HEAD], asked_rows[word, SOUNDS]
        for k in range(start, end):
            token, bit = name_words[k], 1 << (k - start)
            other, other_rare = rows[token, HEAD], token_rarity[token]
            alone[part, k - start] = 0
            if (length_of(head) == 1) != (length_of(other) == 1):
                if asked_rows[word, LOW] & SIXTY_THREE == rows[token, LOW] & SIXTY_THREE:
                    short = min(rare, other_rare)
                    count = _put(
                        which, amount, count, 1 << part, bit, AS_INITIAL, False, weights[INITIAL], short, short, weights
                    )  # fmt: skip
                continue
            likeness = alike(
                of_part, head, skeleton, rows[token, LOW], rows[token, HIGH], rows[token, SOUNDS], other, LEAST_ALIKE
            )
            alone[part, k - start] = likeness
            if likeness > 0:
                two_scripts = (head | other) >> FOREIGN_SHIFT != np.uint64(0)
                gain = gain_of(likeness, two_scripts, rare, other_rare, weights)
                count = _put(
                    which, amount, count, 1 << part, bit, likeness, two_scripts, gain, rare, other_rare, weights
                )
        for k in range(start, end - 1):
            token, after, bits = name_words[k], name_words[k + 1], 3 << (k - start)
            if not _may_be_joined(head, rows[token, HEAD], rows[after, HEAD]):
                continue
            low, high, sounds, other = joined(rows, token, after, pairs.codes, pairs.sounds)
            likeness = alike(of_part, head, skeleton, low, high, sounds, other, LEAST_ALIKE)
            if likeness > max(alone[part, k - start], alone[part, k + 1 - start]):
                two_scripts = (head | other) >> FOREIGN_SHIFT != np.uint64(0)
                other_rare = token_rarity[token] + token_rarity[after]
                gain = weights[JOINED] * gain_of(likeness, two_scripts, rare, other_rare, weights)
                count = _put(
                    which, amount, count, 1 << part, bits, likeness, two_scripts, gain, rare, other_rare, weights
                )
    for first in range(count_of_words - 1):
        part = count_of_words + first
        word, rare, of_part = words[q0 + part], rarity[q0 + part], places[part]
        head, skeleton = asked_rows[word, HEAD], asked_rows[word, SOUNDS]
        one, two = asked_rows[words[q0 + first], HEAD], asked_rows[words[q0 + first + 1], HEAD]
        for k in range(start, end):
            token = name_words[k]
            other, other_rare = rows[token, HEAD], token_rarity[token]
            if not _may_be_joined(other, one, two):
                continue
            likeness = alike(
                of_part, head, skeleton, rows[token, LOW], rows[token, HIGH], rows[token, SOUNDS], other, LEAST_ALIKE
            )
            if likeness > max(alone[first, k - start], alone[first + 1, k - start]):
                two_scripts = (head | other) >> FOREIGN_SHIFT != np.uint64(0)
                gain = weights[JOINED] * gain_of(likeness, two_scripts, rare, other_rare, weights)
                bit = 1 << (k - start)
                count = _put(
                    which, amount, count, 3 << first, bit, likeness, two_scripts, gain, rare, other_rare, weights
                )
    return count


@njit(cache=True, nogil=True, forceinline=True)
def _choose(which, amount, chosen, count):  # type: ignore[no-untyped-def]
    """The pairs that are worth most, one after the other, no word twice; returns how many."""
    asked, listed, taken = 0, 0, 0
    while taken < MOST_WORDS:
        best, most = -1, np.float32(0)
        for p in range(count):
            if which[p, ASKED] & asked == 0 and which[p, LISTED] & listed == 0 and amount[p, WORTH] > most:
                best, most = p, amount[p, WORTH]
        if best < 0:
            break
        chosen[taken] = best
        asked |= which[best, ASKED]
        listed |= which[best, LISTED]
        taken += 1
    return taken


@njit(cache=True, nogil=True, forceinline=True)
def in_order(which, chosen, taken):  # type: ignore[no-untyped-def]
    """Whether the chosen pairs stand in the same order in both names."""
    for a in range(taken):
        for b in range(a):
            p, o = chosen[a], chosen[b]
            if (which[p, ASKED] < which[o, ASKED]) != (which[p, LISTED] < which[o, LISTED]):
                return False
    return True


@njit(cache=True, nogil=True, forceinline=True)
def compared(  # type: ignore[no-untyped-def]
    asked_rows, words, rarity, q0, count_of_words, places, rows, token_rarity, name_words, start, end, weights, pairs
):
    """What a name (its words from start to end) brings: how many pairs were chosen, what stayed alone on both sides, the sum."""
    count = _collect(
        asked_rows,
        words,
        rarity,
        q0,
        count_of_words,
        places,
        rows,
        token_rarity,
        name_words,
        start,
        end,
        weights,
        pairs,
    )
    which, amount, chosen = pairs.which, pairs.amount, pairs.chosen
    taken = _choose(which, amount, chosen, count)
    asked, listed, gained = np.float32(0), np.float32(0), np.float32(0)
    met, of_name = 0, 0
    for number in range(taken):
        p = chosen[number]
        gained += amount[p, GAINED]
        met |= which[p, ASKED]
        of_name |= which[p, LISTED]
    for part in range(count_of_words):
        if not met >> part & 1:
            asked += rarity[q0 + part]
    for k in range(start, end):
        if not of_name >> (k - start) & 1:
            listed += token_rarity[name_words[k]]
    total = of_words(gained, asked, listed, weights)
    if taken > 1 and not in_order(which, chosen, taken):
        total += weights[OTHER_ORDER]
    return taken, asked, listed, total
