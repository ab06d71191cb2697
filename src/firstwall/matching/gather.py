"""Candidates: fuzzy on the vocabulary, exact on the postings.

Every list is filtered by access class before anything is counted, so nothing depends on entries that are not admitted.
"""

import numpy as np
from numba import njit

from .keys import MOST_KEYS, write_joined_keys, write_keys
from .letters import FOREIGN_SHIFT
from .similarity import alike, may_be_alike, worth

# A name first met when less than this part of the question is left cannot come near the top any more.
LATE_SHARE = 0.3


@njit(cache=True, nogil=True)
def _slot_shift(directory):  # type: ignore[no-untyped-def]
    """How far a key is shifted to give its slot: the directory has 2**bits + 1 places."""
    bits = 0
    while (1 << bits) < directory.shape[0] - 1:
        bits += 1
    return np.uint64(64 - bits)


@njit(cache=True, nogil=True)
def _meet(head, places, number, keys, rows, wanted, count, scratch, found):  # type: ignore[no-untyped-def]
    """Verify the tokens that stand under these keys; returns how many are alike so far."""
    stamp, shift = scratch.clock[0], _slot_shift(keys.directory)
    for key in wanted[:count]:
        slot = np.int64(key >> shift)
        for place in range(keys.directory[slot], keys.directory[slot + 1]):
            if keys.values[place] != key or not may_be_alike(head, keys.heads[place])[0]:
                continue
            token = keys.tokens[place]
            if scratch.token_stamp[token] == stamp:
                continue
            scratch.token_stamp[token] = stamp
            score = alike(head, places, number, keys.heads[place], rows, token)
            if score > 0.0:
                scratch.found[found] = token
                scratch.likeness[found] = score
                found += 1
    return found


@njit(cache=True, nogil=True)
def _expand(row, head, number, joined, keys, rows, scratch):  # type: ignore[no-untyped-def]
    """The tokens of the list that are like one token of the question; returns how many."""
    scratch.clock[0] += 1
    wanted = np.empty(MOST_KEYS, np.uint64)
    count = write_keys(row, head, bool(head >> FOREIGN_SHIFT), wanted)
    found = _meet(head, scratch.places, number, keys, rows, wanted, count, scratch, 0)
    if not joined:
        count = write_joined_keys(row, head, wanted)
        found = _meet(head, scratch.places, number, keys, rows, wanted, count, scratch, found)
    return found


@njit(cache=True, nogil=True)
def _spread(postings, order, part, weight, opens, stamp, touched, name_class, admitted, scratch):  # type: ignore[no-untyped-def]
    """Add to the admitted names of these tokens; each part of the question counts once for a name."""
    names, stamps, sums, used = postings.names, scratch.stamp, scratch.sums, scratch.used
    for rank in order:
        token, gain = scratch.found[rank], worth(scratch.likeness[rank]) * weight
        for place in range(postings.offsets[token], postings.offsets[token + 1]):
            name = names[place]
            if stamps[name] != stamp:
                if not opens or not admitted[name_class[name]]:
                    continue
                stamps[name] = stamp
                sums[name] = 0.0
                used[name] = 0
                scratch.touched[touched] = name
                touched += 1
            if used[name] & part == 0:
                used[name] |= part
                sums[name] += gain
    return touched


@njit(cache=True, nogil=True)
def _descending(values):  # type: ignore[no-untyped-def]
    """The order of a few values, the greatest first; equal ones keep their order."""
    order = np.empty(values.shape[0], np.int64)
    for number in range(values.shape[0]):
        place = number
        while place > 0 and values[order[place - 1]] < values[number]:
            order[place] = order[place - 1]
            place -= 1
        order[place] = number
    return order


@njit(cache=True, nogil=True)
def gather(query, q0, words, segment, name_class, admitted, scratch):  # type: ignore[no-untyped-def]
    """Touch every admitted name that shares a like word with the question; returns how many."""
    scratch.clock[0] += 1
    stamp, touched, done, total = scratch.clock[0], 0, 0.0, 0.0
    for number in range(words):
        total += query.weight[q0 + number]
    for number in _descending(query.weight[q0 : q0 + 2 * words - 1]):
        weight, joined = query.weight[q0 + number], number >= words
        part = np.int64(3) << (number - words) if joined else np.int64(1) << number
        opens = total - done >= LATE_SHARE * total
        if not joined:
            done += weight
        row, head = query.rows[q0 + number], query.head[q0 + number]
        found = _expand(row, head, number, joined, segment.keys, segment.tokens.rows, scratch)
        order = _descending(scratch.likeness[:found])
        touched = _spread(segment.postings, order, part, weight, opens, stamp, touched, name_class, admitted, scratch)
    return touched
