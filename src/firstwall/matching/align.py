"""Two names laid side by side: each word of one to at most one word, or two joined words, of the other."""

from typing import NamedTuple

import numpy as np
from numba import njit

from .letters import length_of
from .similarity import alike, worth
from .words import MOST_WORDS

# Words beside each other, and the part of the score that the heavier and the lighter name have.
HEAVIER_SHARE, LIGHTER_SHARE = 0.55, 0.45
INITIAL_ALIKE = 0.85
OTHER_ORDER = 0.99
MOST_PAIRS = MOST_WORDS * MOST_WORDS + 2 * MOST_WORDS * (MOST_WORDS - 1)


class Pairs(NamedTuple):
    """Room for the pairs of one comparison; the first `count` chosen ones stand in `chosen`."""

    query_parts: np.ndarray
    name_parts: np.ndarray
    likeness: np.ndarray
    query_weight: np.ndarray
    name_weight: np.ndarray
    chosen: np.ndarray


def room_for_pairs() -> Pairs:
    """Fresh room, one for each thread."""
    return Pairs(
        np.zeros(MOST_PAIRS, np.int64),
        np.zeros(MOST_PAIRS, np.int64),
        np.zeros(MOST_PAIRS, np.float64),
        np.zeros(MOST_PAIRS, np.float64),
        np.zeros(MOST_PAIRS, np.float64),
        np.zeros(MOST_WORDS, np.int64),
    )


@njit(cache=True, nogil=True)
def _put(pairs, count, query_parts, name_parts, likeness, query_weight, name_weight):  # type: ignore[no-untyped-def]
    if likeness > 0.0:
        pairs.query_parts[count] = query_parts
        pairs.name_parts[count] = name_parts
        pairs.likeness[count] = likeness
        pairs.query_weight[count] = query_weight
        pairs.name_weight[count] = name_weight
        return count + 1
    return count


@njit(cache=True, nogil=True)
def _collect(query, q0, words, places, tokens, names, start, end, pairs):  # type: ignore[no-untyped-def]
    """Every pair that is alike: word and word, two words joined and one, one and two joined."""
    count = 0
    for number in range(2 * words - 1):
        joined = number >= words
        parts = np.int64(3) << (number - words) if joined else np.int64(1) << number
        head, weight = query.head[q0 + number], query.weight[q0 + number]
        for k in range(start, end):
            t, one = names.words[k], np.int64(1) << np.int64(k - start)
            if not joined and (length_of(head) == 1) != (length_of(tokens.head[t]) == 1):
                if query.rows[q0 + number, 0] == tokens.rows[t, 0]:
                    light = min(weight, tokens.weight[t])
                    count = _put(pairs, count, parts, one, INITIAL_ALIKE, light, light)
                continue
            score = alike(head, places, number, tokens.head[t], tokens.rows, t)
            count = _put(pairs, count, parts, one, score, weight, tokens.weight[t])
            if not joined and k + 1 < end:
                pair = names.pairs[k]
                score = alike(head, places, number, tokens.head[pair], tokens.rows, pair)
                both = tokens.weight[t] + tokens.weight[names.words[k + 1]]
                count = _put(pairs, count, parts, one * 3, score, weight, both)
    return count


@njit(cache=True, nogil=True)
def _choose(pairs, count):  # type: ignore[no-untyped-def]
    """Greedily the heaviest and most alike pairs, no word twice; returns how many.

    The fourth power keeps a heavy joined pair that is half alike from taking the place of two equal words.
    """
    used_query, used_name, chosen = np.int64(0), np.int64(0), 0
    while chosen < MOST_WORDS:
        best, best_gain = -1, 0.0
        for p in range(count):
            if pairs.query_parts[p] & used_query or pairs.name_parts[p] & used_name:
                continue
            gain = pairs.likeness[p] ** 4 * (pairs.query_weight[p] + pairs.name_weight[p])
            if gain > best_gain:
                best, best_gain = p, gain
        if best < 0:
            break
        pairs.chosen[chosen] = best
        used_query |= pairs.query_parts[best]
        used_name |= pairs.name_parts[best]
        chosen += 1
    return chosen


@njit(cache=True, nogil=True)
def _in_order(pairs, chosen):  # type: ignore[no-untyped-def]
    for a in range(chosen):
        for b in range(a):
            p, o = pairs.chosen[a], pairs.chosen[b]
            if (pairs.query_parts[p] < pairs.query_parts[o]) != (pairs.name_parts[p] < pairs.name_parts[o]):
                return False
    return True


@njit(cache=True, nogil=True, error_model="numpy")
def name_score(query, q0, words, places, tokens, names, name, pairs):  # type: ignore[no-untyped-def]
    """How alike a question's name and one name of the list are, 0 to 1; the weight that matched; how many pairs."""
    start, end = names.offsets[name], names.offsets[name + 1]
    count = _collect(query, q0, words, places, tokens, names, start, end, pairs)
    if count == 0:
        return 0.0, 0.0, 0
    chosen = _choose(pairs, count)
    matched = 0.0
    for number in range(chosen):
        p = pairs.chosen[number]
        matched += worth(pairs.likeness[p]) * (pairs.query_weight[p] + pairs.name_weight[p]) / 2
    query_weight = 0.0
    for number in range(words):
        query_weight += query.weight[q0 + number]
    name_weight = names.weight[name]
    heavier, lighter = max(query_weight, name_weight), min(query_weight, name_weight)
    score = matched / (HEAVIER_SHARE * heavier + LIGHTER_SHARE * lighter)
    if not _in_order(pairs, chosen):
        score *= OTHER_ORDER
    return min(score, 1.0), matched, chosen
