"""A name cut into words: twelve at most, twenty letters each."""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from .characters import is_part_of_word, visible
from .pieces import GERESH, Piece, parted, placed
from .romanise import romanise
from .semitic import without_points

MOST_WORDS = 12
MOST_LETTERS = 20
# Two thousand characters hold twelve words of any real name; the rest cannot change the answer.
_LONGEST_NAME = 2_000
_APOSTROPHES = re.compile("['`´‘’ʼʻ′׳״ʹ]")
_HEBREW_GERESH = re.compile("(?<=[גזצץתדחרוט])['´‘’ʼ′]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")


class Word(NamedTuple):
    """A word in a-z and 0-9, as it was written, and whether that was in another script."""

    letters: str
    foreign: bool
    written: str


def _pieces(name: str, habit: int) -> list[Piece]:
    text = visible(name)[:_LONGEST_NAME]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    if text.isascii():
        return [Piece(piece) for piece in _ASCII_WORD.findall(_APOSTROPHES.sub("", text))]
    text = without_points(_HEBREW_GERESH.sub(GERESH, text))
    text = parted("".join(char for char in text if char == GERESH or not _APOSTROPHES.match(char)))
    cut = "".join(char if char == GERESH or is_part_of_word(char) else " " for char in text).split()
    return placed(text, cut, habit)


@lru_cache(maxsize=20_000)
def words_in(name: str, habit: int) -> tuple[Word, ...]:
    """The words of a name in their order, each by that habit of its script."""
    found: list[Word] = []
    for piece in _pieces(name, habit):
        letters, foreign = romanise(piece.text.lower(), piece.habit, piece.place)
        if letters:
            found.append(Word(letters[:MOST_LETTERS], foreign, piece.text))
        if len(found) == MOST_WORDS:
            break
    return tuple(found)


def latin_words(name: str) -> tuple[Word, ...]:
    """The words of a name in ascii: the short way, with the same result."""
    if len(name) > _LONGEST_NAME:
        name = visible(name)[:_LONGEST_NAME]
    text = name.replace("\0", "").replace("'", "").replace("`", "")
    return tuple([Word(piece.lower()[:MOST_LETTERS], False, piece) for piece in _ASCII_WORD.findall(text)[:MOST_WORDS]])


def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name by the usual reading, in their order."""
    return words_in(name, 0)
