"""The pieces of a name between its blanks, and what each is where Han and Hangul names need to know it."""

import re
from typing import NamedTuple

from . import han, hangul, kana
from .romanise import BORROWED, GIVEN, JAPANESE, SURNAME, WORD

GERESH = "׳"
# The dot between the parts of a foreign name in Chinese and Japanese.
_NAME_DOT = re.compile("[·‧・•∙⋅･]")
_HAN = re.compile("[\u3400-\u9fff々]+")
_HANGUL = re.compile("[\uac00-\ud7a3]+")
_LONGEST_NAME = 4
_LONGEST_JAPANESE_NAME = 6
_LONGEST_SURNAME, _LONGEST_GIVEN = 2, 3


# The article and the servant's name before it stand apart, as they do in Latin letters.
_SERVANT = re.compile(r"\bعبد ?ال(?!له\b|لہ\b)(?=\w{2})")
_ARTICLE = re.compile(r"\bال(?!له\b|لہ\b)(?=\w{3})")


def parted(text: str) -> str:
    """An Arabic name with its article parted from the word."""
    return _ARTICLE.sub(
        "ال ", _SERVANT.sub("عبدال ", text.replace("عبد الله", "عبدالله").replace("عبد اللہ", "عبداللہ"))
    )


class Piece(NamedTuple):
    """A piece of a name as it was written, how it stands in the name, and by which habit it is read."""

    text: str
    place: int = WORD
    habit: int = 0


def _family_name_first(pieces: list[str], habit: int) -> list[Piece]:
    return [Piece(pieces[0], SURNAME, habit), *(Piece(piece, GIVEN, habit) for piece in pieces[1:])]


def _hangul(pieces: list[str], habit: int) -> list[Piece]:
    if not hangul.is_korean_name(pieces):
        return [Piece(piece, BORROWED, habit) for piece in pieces]
    if len(pieces) > 1:
        return _family_name_first(pieces, habit)
    name = pieces[0]
    size = 2 if len(name) > 2 and hangul.is_surname(name[:2]) else 1
    return _family_name_first([name[:size], name[size:]], habit)


def _japanese_cut(pieces: list[str]) -> list[str]:
    """Surname and given name where the surname is one of Japan and more than one character; nothing otherwise."""
    if len(pieces) == 2:
        return pieces if len(pieces[0]) > 1 and han.is_japanese_surname(pieces[0]) else []
    name = pieces[0]
    if len(pieces) > 1 or len(name) > _LONGEST_JAPANESE_NAME:
        return []
    size = han.japanese_surname_length(name)
    return [name[:size], name[size:]] if size > 1 else []


def _han(text: str, pieces: list[str], habit: int) -> list[Piece]:
    if _NAME_DOT.search(text):
        return [Piece(piece, BORROWED, habit) for piece in pieces]
    japanese = _japanese_cut(pieces)
    if japanese and habit in (0, JAPANESE):
        habit = JAPANESE - habit
        if habit == JAPANESE:
            return _family_name_first(japanese, habit)
    if len(pieces) == 2 and len(pieces[0]) <= _LONGEST_SURNAME and len(pieces[1]) <= _LONGEST_GIVEN:
        return _family_name_first(pieces, habit)
    if len(pieces) == 1 and 1 < len(pieces[0]) <= _LONGEST_NAME:
        name = pieces[0]
        size = han.japanese_surname_length(name) if habit == JAPANESE else 0
        size = size or han.chinese_surname_length(name)
        return _family_name_first([name[:size], name[size:]], habit)
    return [Piece(piece, BORROWED if han.is_foreign_name(piece) else WORD, habit) for piece in pieces]


def _with_kana(pieces: list[str], habit: int) -> list[Piece]:
    """Han beside kana is Japanese; what stands first is the surname."""
    return [
        Piece(p, SURNAME if n == 0 else GIVEN, JAPANESE if _HAN.fullmatch(p) else habit) for n, p in enumerate(pieces)
    ]


def placed(text: str, pieces: list[str], habit: int) -> list[Piece]:
    """Each piece with its place; a Han or Hangul name written without a blank is cut in two."""
    if pieces and all(_HANGUL.fullmatch(piece) for piece in pieces):
        return _hangul(pieces, habit)
    if pieces and all(_HAN.fullmatch(piece) for piece in pieces):
        return _han(text, pieces, habit)
    if any(_HAN.fullmatch(piece) for piece in pieces):
        if _NAME_DOT.search(text):
            return [Piece(piece, BORROWED, habit) for piece in pieces]
        if any(kana.is_kana(piece[0]) for piece in pieces):
            return _with_kana(pieces, habit)
    return [Piece(piece, WORD, habit) for piece in pieces]
