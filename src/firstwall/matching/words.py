"""A name cut into words: twelve at most, twenty letters each."""

import re
import unicodedata
from typing import NamedTuple

from .characters import is_part_of_word, visible
from .romanise import cut_cjk, romanise, without_points

MOST_WORDS = 12
MOST_LETTERS = 20
# Two thousand characters hold twelve words of any real name; the rest cannot change the answer.
_LONGEST_NAME = 2_000
_APOSTROPHES = re.compile("['`´‘’ʼʻ′׳״ʹ]")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+")


class Word(NamedTuple):
    """A word in a-z and 0-9, as it was written, and whether that was in another script."""

    letters: str
    foreign: bool
    written: str


def _pieces(text: str) -> list[str]:
    if text.isascii():
        return _ASCII_WORD.findall(text)
    text = without_points(text)
    pieces = "".join(char if is_part_of_word(char) else " " for char in text).split()
    return cut_cjk(pieces[0]) if len(pieces) == 1 else pieces


def words_of(name: str) -> tuple[Word, ...]:
    """The words of a name, in their order."""
    text = unicodedata.normalize("NFKC", visible(name)[:_LONGEST_NAME])
    found: list[Word] = []
    for piece in _pieces(_APOSTROPHES.sub("", text)):
        letters, foreign = romanise(piece.lower())
        if letters:
            found.append(Word(letters[:MOST_LETTERS], foreign, piece))
        if len(found) == MOST_WORDS:
            break
    return tuple(found)


def readings_of(name: str) -> tuple[tuple[Word, ...], ...]:
    return (words_of(name),)
