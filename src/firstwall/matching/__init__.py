"""Matching: is this the person, thing or business that an alert is about?

Pure: numpy, numba, no framework and no database. Names in any script, birth dates, countries and identifiers go in; a
graded score in natural log-odds comes out, with reasons in plain sentences that an officer understands.

Words: an *entity* is one entry of the list; a *query* what is asked; a *candidate* an entry with its score; *admit* the
access classes the reader may see. Entries outside `admit` are left out inside the kernel, before ranking and before any
limit of work, and no score depends on other entries of the list: how rare a word is comes from a shipped, versioned
table. So nothing a reader sees depends on what that reader may not see.

Door: `types`, `Index`, `identifiers.recognise`, `THRESHOLDS`, `MATCHER_VERSION`, `warm_up`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .thresholds import MATCHER_VERSION, THRESHOLDS
from .types import Candidate, Entity, Explanation, Identifier, Kind, Query, Reason

if TYPE_CHECKING:
    from .index import Index
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

# The compiled half takes a second and a hundred megabytes to load: a command that only reads an identifier goes without.
_COMPILED = {"Index": ".index", "warm_up": ".warm"}


def __getattr__(name: str) -> Any:
    """Load the compiled half when it is first asked for."""
    if name not in _COMPILED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import_module(".kernel_cache", __name__)  # first of all: it tells numba where compiled code lives
    return getattr(import_module(_COMPILED[name], __name__), name)
