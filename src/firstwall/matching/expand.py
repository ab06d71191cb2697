"""Words of the list that are like a word of the question: fuzzy on the vocabulary, once for each distinct word of a batch."""

import numpy as np
from numba import njit

from .ahead import ahead
from .keys import MOST_KEYS, number_in, same_key, slot_shift, write_keys, write_whole_keys
from .letters import FOREIGN_SHIFT, HEAD, HIGH, LOW, SOUNDS
from .similarity import PLACES, alike, set_places

# Words less alike than this (in steps of likeness) lead to no name, and count for nothing in an estimate: below it two words
# cost almost as much side by side as each alone. The exact judging knows no such limit.
LEAST_MET = 90
LIKENESS_SHIFT = np.uint64(32)


@njit(cache=True, nogil=True)
def _roomier(found):  # type: ignore[no-untyped-def]
    wider = np.empty(2 * found.shape[0], np.uint64)
    wider[: found.shape[0]] = found
    return wider


@njit(cache=True, nogil=True)
def _likest_first(found, start, end):  # type: ignore[no-untyped-def]
    """The few words that are like one, in order of likeness."""
    for number in range(start + 1, end):
        value, place = found[number], number
        while place > start and found[place - 1] < value:
            found[place] = found[place - 1]
            place -= 1
        found[place] = value


@njit(cache=True, nogil=True)
def expand(asked, first_pair, start, end, keys, rows, stamps, clock):  # type: ignore[no-untyped-def]
    """For the asked words from start to end: offsets, and the like words of the list (likeness << 32 | token).

    `stamps` (one a token) and `clock` are of the scratch memory of this thread.
    """
    places, wanted = np.empty(PLACES, np.uint64), np.empty(MOST_KEYS, np.uint64)
    offsets, found, used = np.zeros(end - start + 1, np.int64), np.empty(64 * (end - start) + 64, np.uint64), 0
    directory, entries, shift = keys.directory, keys.rows, slot_shift(keys.directory)
    for number in range(start, end):
        row = asked[number]
        head, skeleton = row[HEAD], row[SOUNDS]
        foreign = bool(head >> FOREIGN_SHIFT)
        count = write_whole_keys(row, wanted) if number >= first_pair else write_keys(row, foreign, wanted)
        set_places(row, places)
        clock[1] += 1
        stamp = clock[1]
        for k in range(count):
            ahead(directory, np.intp(wanted[k] >> shift))
        for k in range(count):
            ahead(entries, 2 * directory[np.intp(wanted[k] >> shift)])
        for k in range(count):
            key = wanted[k]
            slot = np.intp(key >> shift)
            for place in range(directory[slot], directory[slot + 1]):
                if not same_key(entries[place, 0], key):
                    continue
                token = number_in(entries[place, 0])
                if stamps[token] == stamp:
                    continue
                stamps[token] = stamp
                other = entries[place, 1]
                likeness = alike(
                    places, head, skeleton, rows[token, LOW], rows[token, HIGH], rows[token, SOUNDS], other, LEAST_MET
                )
                if likeness > 0:
                    if used == found.shape[0]:
                        found = _roomier(found)
                    found[used] = np.uint64(likeness) << LIKENESS_SHIFT | np.uint64(token)
                    used += 1
        _likest_first(found, offsets[number - start], used)
        offsets[number - start + 1] = used
    return offsets, found[:used]
