"""A word of any script in the letters a to z, by one of the habits of its script.

Habit 0 is the usual one. A script has further habits only where readers differ: see the modules of the scripts. anyascii
does what no module of ours does.
"""

import unicodedata
from functools import lru_cache

from anyascii import anyascii

from . import han, hangul, kana
from .alphabets import cyrillic, greek, is_cyrillic, is_greek, unmasked
from .semitic import is_semitic, semitic
from .spellings import usual_spelling

MOST_HABITS = 4
# How a piece stands in a name: a word like any other, a name borrowed from another script, a surname or a given name.
WORD, BORROWED, SURNAME, GIVEN = range(4)
JAPANESE = 3


def _hangul(word: str, habit: int, place: int) -> str:
    if place == SURNAME:
        return hangul.surname(word, habit)
    if place == GIVEN:
        return hangul.given_name(word, min(habit, 2))
    if place == BORROWED and habit < JAPANESE:
        return usual_spelling(word, "hangul") or hangul.foreign_name(word, habit)
    return hangul.by_rule(word)


def _borrowed_han(word: str, habit: int) -> str:
    """Chinese characters tell no r from l: the first reading has l, the second r."""
    if habit > 1:
        return han.pinyin(word)
    sounds = han.foreign_name(word)
    return usual_spelling(word, "han") or (sounds.replace("l", "r") if habit else sounds)


def _han(word: str, habit: int, place: int) -> str:
    if place == BORROWED:
        return _borrowed_han(word, habit)
    if place == SURNAME:
        return han.japanese_surname(word) if habit == JAPANESE else han.surname(word, habit)
    if place == GIVEN:
        return han.japanese_given_name(word) if habit == JAPANESE else han.given_name(word, habit)
    return han.pinyin(word)


def _kana(word: str, habit: int) -> str:
    if "\u3041" <= word[0] <= "\u3096":
        return kana.japanese(word)
    known = usual_spelling(word, "katakana") if habit < JAPANESE else None
    if known:
        return known
    return (kana.foreign_name, kana.foreign_name_without_r, kana.foreign_name_with_r, kana.japanese)[habit](word)


def _other(word: str, first: str, habit: int) -> str:
    if is_semitic(first):
        script = "hebrew" if first < "\u0600" else "arabic"
        return usual_spelling(word, script) or semitic(word, habit)
    if is_cyrillic(first):
        return usual_spelling(word, "cyrillic") or cyrillic(word, habit)
    return greek(word, habit) if is_greek(first) else word


def _latin(word: str, habit: int, place: int) -> str:
    """By the first letter of the word: a word rarely mixes scripts."""
    word = unmasked(word)
    first = next((char for char in word if char > "\u024f"), "")
    if not first:
        return anyascii(word)
    if kana.is_kana(first):
        return _kana(word, habit)
    if han.is_han(first):
        return _han(word, habit, place)
    if hangul.is_hangul(first):
        return _hangul(word, habit, place)
    return anyascii(_other(word, first, habit))


@lru_cache(maxsize=200_000)
def romanise(word: str, habit: int = 0, place: int = WORD) -> tuple[str, bool]:
    """The word in a-z and 0-9 by that habit, and whether it came from another script."""
    if word.isascii():
        return word, False
    latin = _latin(word, habit, place).lower()
    foreign = any(char > "\u024f" and unicodedata.category(char)[0] == "L" for char in word)
    return "".join(char for char in latin if char.isascii() and char.isalnum()), foreign
