"""The weights of evidence: what each agreement and each difference adds to the log-odds that two are the same.

A score is a sum of natural log-odds, so it has no ceiling, and each part of it can be told. The weights were learned by
logistic regression (benchmarks/matching/learn.py) and are data: `data/weights.toml`, with a version. The kernel reads
them from one array of float32; the names here are places in it.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from .shipped import shipped_table
from .similarity import EQUAL, LEAST_ALIKE

# Relations of two birth dates; the explanation has one sentence for each.
BIRTH_UNKNOWN, BIRTH_EQUAL, BIRTH_SWAPPED, BIRTH_MONTH, BIRTH_YEAR, BIRTH_OTHER_DAY = 0, 1, 2, 3, 4, 5
BIRTH_NEXT_YEAR, BIRTH_NEAR, BIRTH_FAR = 6, 7, 8
COUNTRY_UNKNOWN, COUNTRY_SAME, COUNTRY_OTHER = 0, 1, 2
KIND_SAME, KIND_OTHER = 0, 1

# Where what stands in the array. A pair of words brings `gain[likeness] * rarity`; the gain of words of two scripts
# stands behind that of words of one.
GAIN = 0
FOREIGN_GAIN = GAIN + EQUAL + 1
BASE = FOREIGN_GAIN + EQUAL + 1  # before anything is known
MORE_ALONE = BASE + 1  # words without a counterpart, on the side that has more of them, for each unit of their rarity
LESS_ALONE = BASE + 2  # the same on the other side
OTHER_ORDER = BASE + 3  # the words stand in another order
INITIAL = BASE + 4  # an initial and a word that begins with it
JOINED = BASE + 5  # factor of two words that are one word on the other side
NO_NAME = BASE + 6  # the question has no name, or the entry has none
STRANGE_NAME = BASE + 7  # the least that a name brings when a number is the same
MARK = BASE + 8  # an equal number, whatever its kind
SURER_MARK = BASE + 9  # for each unit of log-odds of its kind (identifiers.schemes)
BIRTH = BASE + 10
COUNTRY = BIRTH + 9
KIND = COUNTRY + 3
COUNT = KIND + 2

_SCALARS = {
    "base": BASE, "more_alone": MORE_ALONE, "less_alone": LESS_ALONE, "other_order": OTHER_ORDER, "initial": INITIAL,
    "joined": JOINED, "no_name": NO_NAME, "strange_name": STRANGE_NAME, "mark": MARK, "surer_mark": SURER_MARK,
}  # fmt: skip
_RUNS = {"birth": (BIRTH, 9), "country": (COUNTRY, 3), "kind": (KIND, 2)}


def _gains(knots: list[float]) -> np.ndarray:
    """The gain at each likeness, straight between the knots, which stand at equal distances up to EQUAL."""
    at = np.linspace(LEAST_ALIKE, EQUAL, len(knots))
    gains = np.interp(np.arange(EQUAL + 1), at, knots)
    gains[:LEAST_ALIKE] = 0.0
    return gains


def weights_from(data: dict[str, Any]) -> np.ndarray:
    """The array of the kernel, from what the file says.

    Raises:
        ValueError: a gain that falls as words become more alike: a score would not be monotone.
    """
    for name in ("gain", "foreign_gain"):
        if any(later < earlier for earlier, later in pairwise(data[name])):
            raise ValueError(f"{name} must not fall")
    weights = np.zeros(COUNT, np.float32)
    weights[GAIN:FOREIGN_GAIN] = _gains(data["gain"])
    weights[FOREIGN_GAIN:BASE] = _gains(data["foreign_gain"])
    for name, place in _SCALARS.items():
        weights[place] = data[name]
    for name, (place, count) in _RUNS.items():
        weights[place : place + count] = data[name]
    return weights


_DATA = shipped_table("weights.toml")
WEIGHTS_VERSION: str = _DATA["version"]
WEIGHTS = weights_from(_DATA)
