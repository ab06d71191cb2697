"""Candidates: fuzzy on the vocabulary, exact on the postings.

Every list is filtered by access class before anything is counted, so nothing depends on entries that are not admitted.
"""

import numpy as np
from numba import njit

from .keys import MOST_KEYS, write_keys
from .similarity import alike
from .words import MOST_WORDS

# A name first met when less than this part of the question is left cannot come near the top any more.
LATE_SHARE = 0.3


@njit(cache=True, nogil=True)
def _meet(query, q, places, skeleton_places, segment, keys, count, scratch, found):  # type: ignore[no-untyped-def]
    """Verify the tokens under these keys; returns how many are alike so far."""
    stamp = scratch.clock[0]
    shift = np.uint64(65 - bits_of(segment.key_directory.shape[0]))
    for number in range(count):
        key = keys[number]
        slot = np.int64(key >> shift)
        for place in range(segment.key_directory[slot], segment.key_directory[slot + 1]):
            if segment.key_values[place] != key:
                continue
            token = segment.key_tokens[place]
            if scratch.token_stamp[token] == stamp:
                continue
            scratch.token_stamp[token] = stamp
            score = alike(query, q, places, skeleton_places, segment.tokens, token)
            if score > 0.0:
                scratch.found[found] = token
                scratch.likeness[found] = score
                found += 1
    return found


@njit(cache=True, nogil=True)
def bits_of(size):  # type: ignore[no-untyped-def]
    """The directory holds 2**bits + 1 places; this is bits + 1."""
    bits = 0
    while (1 << bits) < size:
        bits += 1
    return bits


@njit(cache=True, nogil=True)
def _expand(query, q, joined, places, skeleton_places, segment, scratch):  # type: ignore[no-untyped-def]
    """The tokens of the list that are like one token of the question, the most alike first."""
    scratch.clock[0] += 1
    keys = np.empty(MOST_KEYS, np.uint64)
    row = (query.letters[q], query.length[q], query.skeleton[q], query.skeleton_length[q])
    count = write_keys(row[0], row[1], row[2], row[3], False, keys)
    found = _meet(query, q, places, skeleton_places, segment, keys, count, scratch, 0)
    if not joined:
        count = write_keys(row[0], row[1], row[2], row[3], True, keys)
        found = _meet(query, q, places, skeleton_places, segment, keys, count, scratch, found)
    return np.argsort(-scratch.likeness[:found])


@njit(cache=True, nogil=True)
def _heaviest_first(query, q0, count):  # type: ignore[no-untyped-def]
    return np.argsort(-query.weight[q0 : q0 + count])


@njit(cache=True, nogil=True)
def _spread(segment, token, part, gain, opens, stamp, touched, name_class, admitted, scratch):  # type: ignore[no-untyped-def]
    """Add to the admitted names of one token; each part of the question counts once for a name."""
    for place in range(segment.posting_offsets[token], segment.posting_offsets[token + 1]):
        name = segment.posting_names[place]
        if scratch.stamp[name] != stamp:
            if not opens or not admitted[name_class[name]]:
                continue
            scratch.stamp[name] = stamp
            scratch.sums[name] = 0.0
            scratch.used[name] = 0
            scratch.touched[touched] = name
            touched += 1
        if scratch.used[name] & part == 0:
            scratch.used[name] |= part
            scratch.sums[name] += gain
    return touched


@njit(cache=True, nogil=True)
def gather(query, q0, words, segment, name_class, admitted, scratch):  # type: ignore[no-untyped-def]
    """Touch every admitted name that shares a like word with the question; returns how many."""
    scratch.clock[0] += 1
    stamp, touched, done, total = scratch.clock[0], 0, 0.0, 0.0
    for number in range(words):
        total += query.weight[q0 + number]
    for number in _heaviest_first(query, q0, 2 * words - 1):
        q = q0 + number
        joined = number >= words
        part = np.int64(3) << (number - words) if joined else np.int64(1) << number
        opens = total - done >= LATE_SHARE * total
        if not joined:
            done += query.weight[q]
        order = _expand(query, q, joined, scratch.places[number], scratch.skeleton_places[number], segment, scratch)
        for rank in order:
            gain = scratch.likeness[rank] ** 2 * query.weight[q]
            touched = _spread(
                segment, scratch.found[rank], part, gain, opens, stamp, touched, name_class, admitted, scratch
            )
    return touched


assert MOST_WORDS < 32  # parts are bits
