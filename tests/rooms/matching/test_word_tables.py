"""The shipped tables of words: families and frequencies."""

import pytest

from firstwall.matching import families
from firstwall.matching.families import MOST_FAMILIES, families_version, family_of
from firstwall.matching.frequencies import UNKNOWN, rarity_of, table_version
from firstwall.matching.thresholds import MATCHER_VERSION
from firstwall.matching.words import MOST_LETTERS, words_of

TOGETHER = [
    ("mohammed", "mehmet"),
    ("aleksandr", "iskandar"),
    ("giovanni", "sean"),
    ("ekaterina", "katarzyna"),
    ("yusuf", "giuseppe"),
    ("schmidt", "szmidt"),
    ("meyer", "maier"),
    ("banque", "banco"),
    ("torgovyy", "handel"),
    ("internacional", "mezhdunarodny"),
    ("ltd", "limited"),
    ("gmbh", "ooo"),
]
APART = [("mohammed", "ahmed"), ("giovanni", "giuseppe"), ("bank", "trading"), ("meyer", "muller"), ("anna", "maria")]


def _lines() -> list[list[str]]:
    """The words of each family, by its number."""
    table = families._table()[1]
    found: dict[int, list[str]] = {}
    for word, number in table.items():
        found.setdefault(number, []).append(word)
    return list(found.values())


@pytest.mark.parametrize(("one", "other"), TOGETHER)
def test_one_name_in_other_languages_is_one_family(one: str, other: str) -> None:
    assert family_of(one) == family_of(other) > 0


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_names_are_other_families(one: str, other: str) -> None:
    assert family_of(one) != family_of(other)


def test_a_word_without_relatives_has_no_family() -> None:
    assert family_of("lundqvist") == 0
    assert family_of("") == 0


def test_the_families_are_broad_and_fit_their_number() -> None:
    lines = _lines()
    assert len(lines) >= 300
    assert sum(map(len, lines)) >= 3_000
    assert all(len(words) > 1 for words in lines)
    assert max(families._table()[1].values()) <= MOST_FAMILIES


def test_the_words_of_families_are_as_words_of_writes_them() -> None:
    for words in _lines():
        for word in words:
            assert len(word) <= MOST_LETTERS
            assert [found.letters for found in words_of(word)] == [word]


@pytest.mark.parametrize(("rare", "common"), [("lundqvist", "smith"), ("zzyzx", "maria"), ("papadopoulos", "trading")])
def test_a_common_word_says_less(rare: str, common: str) -> None:
    assert rarity_of(rare) > rarity_of(common)


def test_an_unknown_word_has_the_last_class() -> None:
    assert rarity_of("zzyzx") == UNKNOWN


def test_classes_go_by_halves() -> None:
    words = ["smith", "maria", "mohammed", "trading", "wang", "garcia", "lundqvist", "takahashi", "zzyzx"]
    assert rarity_of("ltd") == 0.75
    assert all(1.5 <= rarity_of(word) <= UNKNOWN and (rarity_of(word) * 2).is_integer() for word in words)


def test_a_score_names_the_version_of_the_tables() -> None:
    assert table_version() in MATCHER_VERSION
    assert families_version()
