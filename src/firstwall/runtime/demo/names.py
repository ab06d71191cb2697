"""Invented people: common given names and family names of many cultures, put together by chance.

A name keeps how it is written at home (own script or own letters) beside the Latin spellings that passports, airlines
and clerks use for it, because the same person crosses borders under all of them.
"""

import random
from dataclasses import dataclass
from functools import cache

from firstwall.runtime.demo.dice import words

_FEMININE_AFTER = ("ов", "ев", "ин", "ёв")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name: as written at home, and the Latin spellings of it, the usual one first."""

    written: str
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Culture:
    """How names of one language are written and put in order."""

    code: str
    countries: tuple[str, ...]
    male: tuple[Word, ...]
    female: tuple[Word, ...]
    surnames: tuple[Word, ...]
    between: tuple[Word, ...]
    between_female: tuple[Word, ...]
    feminine: tuple[str, str] | None
    family_first: bool
    joined: bool
    is_latin: bool


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person."""

    culture: str
    country: str
    sex: str
    given: Word
    between: Word | None
    family: Word
    birth_date: str
    family_first: bool
    joined: bool
    is_latin: bool

    def _parts(self) -> list[Word]:
        middle = [self.between] if self.between else []
        return [self.family, self.given] if self.family_first else [self.given, *middle, self.family]

    def main_name(self) -> str:
        """The name as a Latin list writes it: own letters when the alphabet is Latin, the usual spelling otherwise."""
        return " ".join(word.written if self.is_latin else word.latin[0] for word in self._parts())

    def without_middle(self) -> str:
        """Given name and family name alone, in their Latin form."""
        return " ".join(word.written if self.is_latin else word.latin[0] for word in (self.given, self.family))

    def own_script(self) -> str:
        """The name in its own script, or nothing when that script is Latin."""
        if self.is_latin:
            return ""
        return ("" if self.joined else " ").join(word.written for word in self._parts())

    def other_spelling(self, rng: random.Random) -> str:
        """The name as another clerk would spell it in plain Latin letters."""
        return " ".join(rng.choice(word.latin[1:] or word.latin) for word in self._parts())


@cache
def cultures() -> dict[str, Culture]:
    """All cultures of names.toml by language code."""
    return {code: _culture(code, row) for code, row in words("names").items()}


def person(rng: random.Random, culture: str = "", *, country: str = "") -> Person:
    """Throw an invented person, adult on the day of the demo."""
    chosen = cultures()[culture or rng.choice(sorted(cultures()))]
    sex = "F" if rng.random() < 0.3 else "M"
    female = sex == "F"
    between_list = chosen.between_female if female and chosen.between_female else chosen.between
    between = rng.choice(between_list) if between_list and rng.random() < 0.5 else None
    family = rng.choice(chosen.surnames)
    return Person(
        culture=chosen.code,
        country=country or rng.choice(chosen.countries),
        sex=sex,
        given=rng.choice(chosen.female if female else chosen.male),
        between=_for_her(between, chosen) if female and between and not chosen.between_female else between,
        family=_for_her(family, chosen) if female else family,
        birth_date=birth_date(rng),
        family_first=chosen.family_first,
        joined=chosen.joined,
        is_latin=chosen.is_latin,
    )


def birth_date(rng: random.Random) -> str:
    """A full date between 1955 and 2003."""
    return f"{rng.randint(1955, 2003):04d}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"


def _culture(code: str, row: dict) -> Culture:
    def listed(key: str) -> tuple[Word, ...]:
        return tuple(_word(text) for text in row.get(key, ()))

    return Culture(
        code=code,
        countries=tuple(row["countries"]),
        male=listed("male"),
        female=listed("female"),
        surnames=listed("surnames"),
        between=listed("between"),
        between_female=listed("between_female"),
        feminine=tuple(row["feminine"]) if "feminine" in row else None,
        family_first=row.get("order") == "family first",
        joined=row.get("joined", False),
        is_latin="=" not in row["male"][0],
    )


def _word(text: str) -> Word:
    written, marker, latin = text.partition("=")
    if marker:
        return Word(written, tuple(latin.split("/")))
    first, *others = text.split("/")
    return Word(first, (first, *others))


def _for_her(word: Word, culture: Culture) -> Word:
    if culture.feminine is None or not word.written.endswith(_FEMININE_AFTER):
        return word
    written, latin = culture.feminine
    return Word(word.written + written, tuple(spelling + latin for spelling in word.latin))
