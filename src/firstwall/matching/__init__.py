"""Matching: is this the person, thing or business that an alert is about?

Pure: numpy, numba, no framework and no database. Names in any script, birth dates, countries and identifiers go in; a
graded score between 0 and 1 comes out, with reasons in plain sentences that an officer understands.

Words: an *entity* is one entry of the list; a *query* what is asked; a *candidate* an entry with its score; *admit* the
access classes the reader may see. Entries outside `admit` are left out inside the kernel, before ranking and before any
limit of work, and no score depends on other entries of the list: how rare a word is comes from a shipped, versioned
table. So nothing a reader sees depends on what that reader may not see.

Door: `types`, `Index`, `identifiers.recognise`, `THRESHOLDS`, `MATCHER_VERSION`, `warm_up`.
"""

from . import kernel_cache as kernel_cache  # first of all: it tells numba where compiled code lives
from .index import Index
from .thresholds import MATCHER_VERSION, THRESHOLDS
from .types import Candidate, Entity, Explanation, Identifier, Kind, Query, Reason
from .warm import warm_up

__all__ = [
    "MATCHER_VERSION",
    "THRESHOLDS",
    "Candidate",
    "Entity",
    "Explanation",
    "Identifier",
    "Index",
    "Kind",
    "Query",
    "Reason",
    "warm_up",
]
