"""Overwrite what erased entries say in a compiled list that others read at the same time.

What another entry says too stays: a word that a living name bears keeps its letters. Of an erased entry nothing is left
that belongs to it alone, and nothing that leads from it to a word: its names' words, its dates, countries, identifiers
and its id are overwritten. Arrays that are searched stay sorted, and every number stays within the array that it leads
into: a search that meets an erased entry under way meets one that its access class keeps out.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from .forgetting import forget_names
from .segment import NAME_AT, NO_WORD, OTHER_SIGN_AT, SIGN_AT, Segment
from .stored import NO_CLASS, Stored, place_of

_NUMBER = np.uint64(0xFFFFFFFF)
_NAME_AT, _BELOW_NAME = np.uint64(NAME_AT), np.uint64((1 << NAME_AT) - 1)
_NO_SIGNS = np.uint64(NO_WORD << SIGN_AT | NO_WORD << OTHER_SIGN_AT)


def erase_from(stored: Stored, ids: Iterable[str]) -> int:
    """Overwrite these entries where they lie and forget their names; returns how many were there."""
    places = sorted({place for place in (place_of(stored.segment, one) for one in ids) if place >= 0})
    if places:
        stored.access_class[places] = NO_CLASS
        erase(stored.segment, stored.access_class == NO_CLASS, places)
    forget_names()
    return len(places)


def erase(segment: Segment, is_gone: np.ndarray, places: Sequence[int]) -> None:
    """Overwrite the entries at these places; `is_gone` (one an entry) says which are over, these among them."""
    listed = segment.listed
    _erase_facts(segment, places)
    _erase_marks(segment, is_gone)
    names, tokens = _erase_names(segment, places)
    segment.cards[names, 0] = 0
    unused = _leave_postings(segment, is_gone, tokens)
    listed.tokens.rows[unused] = 0
    listed.tokens.rarity[unused] = 0
    _erase_keys(segment.keys.rows, len(listed.tokens.rows), unused)
    _erase_keys(segment.joined.rows, len(listed.names.owner), names)


def _erase_facts(segment: Segment, places: Sequence[int]) -> None:
    facts, ids = segment.listed.facts, segment.listed.ids
    for place in places:
        facts.dates[facts.date_offsets[place] : facts.date_offsets[place + 1]] = 0
        facts.countries[facts.country_offsets[place] : facts.country_offsets[place + 1]] = 0
        facts.kind[place] = 0
        ids.text[ids.offsets[place] : ids.offsets[place + 1]] = 0
    erased = np.zeros(len(facts.kind), np.bool_)
    erased[places] = True
    _level(segment.births.dates, erased[segment.births.entities])
    ties = facts.tie[segment.by_tie]
    _level(ties, erased[segment.by_tie])
    facts.tie[places] = ties[np.argsort(segment.by_tie)[places]]


def _erase_marks(segment: Segment, is_gone: np.ndarray) -> None:
    marks = segment.listed.marks
    gone = is_gone[segment.listed.mark_owner]
    _level(marks.key, gone)
    for column in (marks.exact, marks.scheme, marks.country):
        column[gone] = 0


def _erase_names(segment: Segment, places: Sequence[int]) -> tuple[list[int], set[int]]:
    """Take the words from these entries' names; returns the names and the words they had."""
    listed, erased, tokens = segment.listed, [], set()
    for place in places:
        for name in range(int(listed.facts.names[place]), int(listed.facts.names[place + 1])):
            start, end = listed.names.offsets[name], listed.names.offsets[name + 1]
            tokens.update(listed.names.words[start:end].tolist())
            listed.names.words[start:end] = 0
            listed.names.rarity[start:end] = 0
            erased.append(name)
    return erased, tokens


def _leave_postings(segment: Segment, is_gone: np.ndarray, tokens: Iterable[int]) -> list[int]:
    """No word leads to an erased name any more; returns the words that no living name bears."""
    postings, owner, unused = segment.postings, segment.listed.names.owner, []
    for token in tokens:
        rows = postings.rows[postings.offsets[token] : postings.offsets[token + 1]]
        names = (rows >> _NAME_AT).astype(np.int64)
        gone = is_gone[owner[names]]
        if gone.all():
            rows[:] = rows & ~_BELOW_NAME | _NO_SIGNS
            unused.append(token)
        else:
            first_living = rows[~gone][0]
            rows[gone] = first_living  # twice: their order holds, and a search looks at a name once
    return unused


def _erase_keys(rows: np.ndarray, count: int, numbers: Sequence[int]) -> None:
    """Overwrite the keys that lead to these numbers; what they led to is nothing now, and no slot is searched in order."""
    erased = np.zeros(count, np.bool_)
    erased[numbers] = True
    gone = erased[(rows[:, 0] & _NUMBER).astype(np.int64)]
    rows[gone, 0] &= _NUMBER
    rows[gone, 1:] = 0


def _level(values: np.ndarray, gone: np.ndarray) -> None:
    """Put the value before (or, at the start, zero) in the place of each that is gone: a sorted array stays sorted."""
    kept = np.where(gone, -1, np.arange(len(values)))
    before = np.maximum.accumulate(kept)[gone] if len(kept) else kept
    values[gone] = np.where(before >= 0, values[np.maximum(before, 0)], 0)
