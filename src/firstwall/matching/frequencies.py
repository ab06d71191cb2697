"""How much a word says: the shipped table of frequent words, versioned, made for this product.

The list itself is never counted: a weight that depended on it would let a reader learn of entries it may not see.
"""

import tomllib
from functools import cache
from importlib import resources

from .words import words_of

# An unknown word says as much as its length allows.
_BY_LENGTH = {1: 0.35, 2: 0.55, 3: 0.75, 4: 0.9}


@cache
def _table() -> tuple[str, dict[str, float]]:
    """The version of the table and the weight of each word in it (words as `words_of` writes them)."""
    text = resources.files("firstwall.matching").joinpath("data/frequencies.toml").read_text("utf-8")
    data = tomllib.loads(text)
    weights: dict[str, float] = {}
    for group in data["group"]:
        for entry in group["words"].split():
            for word in words_of(entry):
                weights[word.letters] = min(group["weight"], weights.get(word.letters, 1.0))
    return data["version"], weights


def table_version() -> str:
    """The version of the frequency table."""
    return _table()[0]


def weight_of(word: str) -> float:
    """Between 0.1 and 1: the weight of a word in a name."""
    known = _table()[1].get(word)
    by_length = _BY_LENGTH.get(len(word), 1.0)
    return by_length if known is None else min(known, by_length)


def rarity_of(word: str) -> float:
    return 6.0 * weight_of(word)
