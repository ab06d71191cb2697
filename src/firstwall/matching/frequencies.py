"""How much a word says: the shipped tables of frequent words, versioned, made for this product.

The list itself is never counted: a weight that depended on it would let a reader learn of entries it may not see.
"""

import re
from functools import cache

from .shipped import shipped, shipped_table
from .words import words_of

UNKNOWN = 6.0
# A short word says little, however rare: there are few of its length.
_MOST_BY_LENGTH = {1: 1.5, 2: 3.5, 3: 4.5}


@cache
def _groups() -> tuple[str, dict[str, float]]:
    """The version of the groups written by hand and the class of each word in them (words as `words_of` writes them)."""
    data = shipped_table("frequencies.toml")
    classes: dict[str, float] = {}
    for group in data["group"]:
        for entry in group["words"].split():
            for word in words_of(entry):
                classes[word.letters] = min(group["class"], classes.get(word.letters, UNKNOWN))
    return data["version"], classes


@cache
def _classes() -> dict[str, float]:
    """The class of each word in the counted table."""
    found: dict[str, float] = {}
    for line in shipped("rarity.txt").splitlines():
        first, _, words = line.partition(" ")
        if first not in ("#", "version"):
            found.update(dict.fromkeys(words.split(), float(first)))
    return found


def table_version() -> str:
    """The version of the frequency tables; read without the words, which a process may never need."""
    counted = re.search("^version (.+)$", shipped("rarity.txt"), re.MULTILINE)
    return f"{_groups()[0]}+{counted[1] if counted else 'none'}"


def rarity_of(letters: str) -> float:
    """Minus log10 of the share a word has among the words of names, from 0.75 for a legal form to 6 for an unknown word."""
    counted = min(_classes().get(letters, UNKNOWN), _MOST_BY_LENGTH.get(len(letters), UNKNOWN))
    by_hand = _groups()[1].get(letters)
    return counted if by_hand is None else min(counted, by_hand)
