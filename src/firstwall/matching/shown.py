"""What the kernel found, made ready for Python: the ids of all answers of a batch as one text."""

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def shown(entities, scores, limit, least, ids):  # type: ignore[no-untyped-def]
    """The first `limit` answers of each row with at least that score, row by row.

    Returns the bytes of their ids, where each begins and the last ends, the scores, and where each row begins and the last ends.
    """
    count, size = 0, 0
    for row in range(entities.shape[0]):
        for place in range(limit):
            entity = entities[row, place]
            if entity >= 0 and scores[row, place] >= least:
                count += 1
                size += ids.offsets[entity + 1] - ids.offsets[entity]
    letters, ends = np.empty(size, np.uint8), np.zeros(count + 1, np.int64)
    kept, row_ends = np.empty(count, np.float32), np.zeros(entities.shape[0] + 1, np.int64)
    count, size = 0, 0
    for row in range(entities.shape[0]):
        for place in range(limit):
            entity = entities[row, place]
            if entity >= 0 and scores[row, place] >= least:
                for at in range(ids.offsets[entity], ids.offsets[entity + 1]):
                    letters[size] = ids.text[at]
                    size += 1
                kept[count] = scores[row, place]
                count += 1
                ends[count] = size
        row_ends[row + 1] = count
    return letters, ends, kept, row_ends


@njit(cache=True, nogil=True)
def ends_in_text(letters, ends):  # type: ignore[no-untyped-def]
    """The same ends counted in characters of the text: an id may have letters of more than one byte."""
    counted, characters = np.empty_like(ends), 0
    for number in range(ends.shape[0]):
        first = ends[number - 1] if number else 0
        for at in range(first, ends[number]):
            characters += letters[at] & 0xC0 != 0x80
        counted[number] = characters
    return counted
