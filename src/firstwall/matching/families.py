"""Words that stand for each other: one name in other languages and spellings, words of business in several languages."""

from functools import cache

from .shipped import shipped_table

MOST_FAMILIES = 65_535
_GROUPS = ("given", "surnames", "trade")


@cache
def _table() -> tuple[str, dict[str, int], int]:
    """The version of the table, the family of each word in it, and the first family that is of trade."""
    data = shipped_table("families.toml")
    lines = [line for group in _GROUPS for line in data[group].strip().splitlines()]
    families = {word: number for number, line in enumerate(lines, 1) for word in line.split()}
    return data["version"], families, len(lines) - len(data["trade"].strip().splitlines()) + 1


def families_version() -> str:
    """The version of the table of families."""
    return _table()[0]


def family_of(letters: str) -> int:
    """The family of a word as `words_of` writes it: 1 to 65,535, the same within one version; 0 for none."""
    return _table()[1].get(letters, 0)


def is_of_trade(family: int) -> bool:
    """Whether the words of a family are words of business, not names of people."""
    return family >= _table()[2]
