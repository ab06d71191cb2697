"""How much a word says: the shipped tables of frequent words, versioned, made for this product.

The list itself is never counted: a weight that depended on it would let a reader learn of entries it may not see.
"""

import re
import tomllib
from functools import cache
from importlib import resources

from .words import words_of

# An unknown word says as much as its length allows.
_BY_LENGTH = {1: 0.35, 2: 0.55, 3: 0.75, 4: 0.9}
UNKNOWN = 6.0
# A short word says little, however rare: there are few of its length.
_MOST_BY_LENGTH = {1: 1.5, 2: 3.5, 3: 4.5}
# What a word of each class weighs in a name, and the class of a word that is only in the groups written by hand.
_WEIGHT = {
    1.5: 0.55,
    2.0: 0.55,
    2.5: 0.6,
    3.0: 0.65,
    3.5: 0.75,
    4.0: 0.85,
    4.5: 0.92,
    5.0: 0.96,
    5.5: 0.98,
    UNKNOWN: 1.0,
}
_CLASS = {0.12: 0.75, 0.15: 1.0, 0.25: 1.5, 0.45: 2.5, 0.6: 3.0, 0.7: 3.5, 0.75: 4.0}


def _read(name: str) -> str:
    return resources.files("firstwall.matching").joinpath(f"data/{name}").read_text("utf-8")


@cache
def _groups() -> tuple[str, dict[str, float]]:
    """The version of the groups written by hand and the weight of each word in them (words as `words_of` writes them)."""
    data = tomllib.loads(_read("frequencies.toml"))
    weights: dict[str, float] = {}
    for group in data["group"]:
        for entry in group["words"].split():
            for word in words_of(entry):
                weights[word.letters] = min(group["weight"], weights.get(word.letters, 1.0))
    return data["version"], weights


@cache
def _classes() -> dict[str, float]:
    """The class of each word in the counted table."""
    found: dict[str, float] = {}
    for line in _read("rarity.txt").splitlines():
        first, _, words = line.partition(" ")
        if first not in ("#", "version"):
            found.update(dict.fromkeys(words.split(), float(first)))
    return found


def table_version() -> str:
    """The version of the frequency tables; read without the words, which a process may never need."""
    counted = re.search("^version (.+)$", _read("rarity.txt"), re.MULTILINE)
    return f"{_groups()[0]}+{counted[1] if counted else 'none'}"


def rarity_of(letters: str) -> float:
    """Minus log10 of the share a word has among the words of names, from 0.75 for a legal form to 6 for an unknown word."""
    counted = min(_classes().get(letters, UNKNOWN), _MOST_BY_LENGTH.get(len(letters), UNKNOWN))
    by_hand = _groups()[1].get(letters)
    return counted if by_hand is None else min(counted, _CLASS[by_hand])


def weight_of(word: str) -> float:
    """Between 0.1 and 1: the weight of a word in a name."""
    by_length = _BY_LENGTH.get(len(word), 1.0)
    by_hand = _groups()[1].get(word)
    return min(by_length, _WEIGHT[_classes().get(word, UNKNOWN)] if by_hand is None else by_hand)
