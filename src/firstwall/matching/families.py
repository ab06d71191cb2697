"""Words that stand for each other: one name in other languages and spellings, words of business in several languages."""

import tomllib
from functools import cache
from importlib import resources

MOST_FAMILIES = 65_535
_GROUPS = ("given", "surnames", "trade")


@cache
def _table() -> tuple[str, dict[str, int]]:
    """The version of the table and the family of each word in it."""
    text = resources.files("firstwall.matching").joinpath("data/families.toml").read_text("utf-8")
    data = tomllib.loads(text)
    lines = [line for group in _GROUPS for line in data[group].strip().splitlines()]
    return data["version"], {word: number for number, line in enumerate(lines, 1) for word in line.split()}


def families_version() -> str:
    """The version of the table of families."""
    return _table()[0]


def family_of(letters: str) -> int:
    """The family of a word as `words_of` writes it: 1 to 65,535, the same within one version; 0 for none."""
    return _table()[1].get(letters, 0)
