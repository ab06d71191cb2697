"""Han names in Latin letters: foreign names by the sounds of their characters, Chinese and Japanese names by their habits."""

from functools import cache
from typing import NamedTuple

from anyascii import anyascii

from .shipped import shipped_table

_TO_WADE_GILES = (
    ("zh", "ch"),
    ("x", "hs"),
    ("q", "ch"),
    ("j", "ch"),
    ("z", "ts"),
    ("c", "ts"),
    ("b", "p"),
    ("d", "t"),
    ("g", "k"),
    ("r", "j"),
)
_ASPIRATED = ("ch", "sh")


class _Han(NamedTuple):
    sounds: dict[str, str]
    surnames: dict[str, list[str]]
    japanese_surnames: dict[str, str]
    japanese_given: dict[str, str]


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split(":") for pair in text.split())


@cache
def _tables() -> _Han:
    data = shipped_table("han.toml")
    sounds: dict[str, str] = {}
    for sound, characters in data["sounds"].items():
        for character in characters:
            sounds.setdefault(character, sound)
    surnames: dict[str, list[str]] = {}
    for characters, spellings in _pairs(data["surnames"]["table"]).items():
        size = 2 if len(characters) in (2, 4) and spellings.split(",")[0] in _TWO_SYLLABLES else 1
        for place in range(0, len(characters), size):
            surnames[characters[place : place + size]] = spellings.split(",")
    return _Han(sounds, surnames, _pairs(data["japanese"]["surnames"]), _pairs(data["japanese"]["given"]))


_TWO_SYLLABLES = frozenset(
    ["ouyang", "situ", "sima", "zhuge", "shangguan", "dongfang", "huangfu", "yuchi", "gongsun", "murong"]
)


def is_han(char: str) -> bool:
    """A Han character."""
    return "\u3400" <= char <= "\u9fff" or char == "々"


def is_foreign_name(word: str) -> bool:
    """Four characters and more, all of them usual in renderings of foreign names."""
    return len(word) > 3 and all(char in _tables().sounds for char in word)


def is_japanese_surname(word: str) -> bool:
    """A surname of the table for Japan."""
    return word in _tables().japanese_surnames


def japanese_surname_length(name: str) -> int:
    """How many characters of a name without a blank are a surname of Japan; 0 when none is known."""
    return next((size for size in (3, 2, 1) if len(name) > size and is_japanese_surname(name[:size])), 0)


def chinese_surname_length(name: str) -> int:
    """How many characters of a name without a blank are the surname."""
    return 2 if len(name) > 2 and name[:2] in _tables().surnames else 1


def foreign_name(word: str) -> str:
    """The foreign name behind Chinese characters."""
    sounds = _tables().sounds
    return "".join(sounds.get(char) or _sound_of(char) for char in word)


def _sound_of(char: str) -> str:
    sound = anyascii(char).lower()
    sound = sound.replace("x", "sh").replace("q", "ch").replace("zh", "j")
    return sound.removesuffix("g") if sound.endswith("ng") else sound


def pinyin(word: str) -> str:
    """The word as Mandarin."""
    return anyascii(word).lower()


def _wade_giles(char: str) -> str:
    sound = pinyin(char)
    if not sound.startswith(_ASPIRATED):
        for start, other in _TO_WADE_GILES:
            if sound.startswith(start):
                sound = other + sound[len(start) :]
                break
    sound = sound[:-3] + "ien" if sound.endswith("ian") else sound
    return sound.replace("ong", "ung")


def surname(word: str, habit: int) -> str:
    """A Chinese surname in pinyin (0), as in Hong Kong (1) or as in Taiwan (2)."""
    known = _tables().surnames.get(word)
    return pinyin(word) if known is None else known[min(habit, len(known) - 1)]


def given_name(word: str, habit: int) -> str:
    """A Chinese given name in pinyin, or as in Taiwan (2)."""
    return "".join(map(_wade_giles, word)) if habit == 2 else pinyin(word)


def japanese_surname(word: str) -> str:
    """A Japanese surname, read from the table."""
    return _tables().japanese_surnames.get(word) or pinyin(word)


def japanese_given_name(word: str) -> str:
    """A Japanese given name, read from the table."""
    return _tables().japanese_given.get(word) or pinyin(word)
