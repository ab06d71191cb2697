"""A compiled list as it is saved and shared: the segment and the access class of each entry."""

from typing import NamedTuple

import numpy as np

from .listing import tie_of
from .segment import Segment

NO_CLASS = -1


class Stored(NamedTuple):
    """`access_class` is NO_CLASS for an entry that was erased."""

    segment: Segment
    access_class: np.ndarray


def id_at(segment: Segment, place: int) -> str:
    """The id of the entry at this place; empty when it was erased."""
    ids = segment.listed.ids
    return (
        ids.text[ids.offsets[place] : ids.offsets[place + 1]].tobytes().rstrip(b"\0").decode("utf-8", "surrogatepass")
    )


def place_of(segment: Segment, entity_id: str) -> int:
    """Where an entry stands; -1 when it is not there, or was erased."""
    wanted, ties, by_tie = tie_of(entity_id), segment.listed.facts.tie, segment.by_tie
    at = int(np.searchsorted(ties, wanted, sorter=by_tie))
    while at < len(by_tie) and ties[by_tie[at]] == wanted:
        place = int(by_tie[at])
        if id_at(segment, place) == entity_id:
            return place
        at += 1
    return -1
