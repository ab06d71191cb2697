"""Identifiers as numbers, and how much an equal one says."""

from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
from numba import njit

from .facts import country_number
from .identifiers import SCHEMES, agreement, lookalike_key, normalise, scheme_of
from .types import Identifier

_CODES = [*SCHEMES, "other"]
_NUMBER = {code: number for number, code in enumerate(_CODES)}
# Per pair of schemes: how sure an equal value makes us.
ALONE = np.array([[min(scheme_of(a).alone, scheme_of(b).alone) * agreement(a, b) for b in _CODES] for a in _CODES])
NATIONAL = np.array([scheme_of(code).national for code in _CODES])

LOOKS_ALIKE = 0.94
OTHER_STATE = 0.88
STATE_UNKNOWN = 0.99
# A value shorter than this says nothing; a longer one than that is no number.
SHORTEST_MARK, LONGEST_MARK = 3, 100


class Marks(NamedTuple):
    """Identifiers, one a row. `key` is where look-alikes meet, `exact` tells them apart."""

    key: np.ndarray
    exact: np.ndarray
    scheme: np.ndarray
    country: np.ndarray


_NONE = Marks(*(np.zeros(0, kind) for kind in (np.uint64, np.uint64, np.int64, np.int64)))


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def marks_of(identifiers: Iterable[Identifier]) -> Marks:
    """The rows of these identifiers; a value too short or too long for a number gets the key 0, which nothing finds."""
    rows = []
    for identifier in identifiers:
        value = normalise(identifier) if len(identifier.value) <= LONGEST_MARK else ""
        exact = _hash(value) if len(value) >= SHORTEST_MARK else 0
        key = _hash(lookalike_key(value)) if exact else 0
        scheme = _NUMBER.get(identifier.scheme, len(_CODES) - 1)
        rows.append((key, exact, scheme, country_number(identifier.country)))
    if not rows:
        return _NONE
    columns = list(zip(*rows, strict=True))
    return Marks(
        np.array(columns[0], np.uint64),
        np.array(columns[1], np.uint64),
        np.array(columns[2], np.int64),
        np.array(columns[3], np.int64),
    )


@njit(cache=True, nogil=True)
def mark_score(asked, a, listed, b):  # type: ignore[no-untyped-def]
    """How sure two equal (or look-alike) identifiers make us, by scheme and state."""
    score = ALONE[asked.scheme[a], listed.scheme[b]]
    if asked.exact[a] != listed.exact[b]:
        score *= LOOKS_ALIKE
    if NATIONAL[asked.scheme[a]] or NATIONAL[listed.scheme[b]]:
        if asked.country[a] == 0 or listed.country[b] == 0:
            score *= STATE_UNKNOWN
        elif asked.country[a] != listed.country[b]:
            score *= OTHER_STATE
    return score
