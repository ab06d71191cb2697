"""Make the table of how common words are in names: `data/rarity.txt` of the matching room.

A one-time tool, run by hand in an environment of its own: `pip install faker names`, then
`PYTHONPATH=src python tools/make_frequencies.py`. Sources and licences: docs/decisions/0016-frequency-table.md.
"""

import importlib
import math
import pkgutil
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

import faker.providers.person as faker_names
import names as census

from firstwall.matching.words import words_of

TABLE = Path(__file__).parent.parent / "src/firstwall/matching/data/rarity.txt"
VERSION = "2026-11-24.1"
# What part of the words in names a border of the Union meets a locale is thought to have; all others one share each.
SHARES = {
    "en_US": 8, "en_GB": 4, "de_DE": 6, "fr_FR": 6, "es_ES": 6, "es_MX": 3, "it_IT": 5, "pl_PL": 4, "ru_RU": 6, "uk_UA": 4,
    "tr_TR": 4, "ar_AA": 6, "ar_SA": 2, "fa_IR": 3, "zh_CN": 6, "zh_TW": 2, "en_IN": 3, "en_PK": 2, "pt_BR": 3, "pt_PT": 2,
    "nl_NL": 2, "ro_RO": 2,
}  # fmt: skip
# A list without weights holds about half of the people of its country.
COVERED = 0.5
LEAST, MOST, STEP = 1.5, 5.5, 0.5
_LISTS = ("first_names_male", "first_names_female", "last_names", "last_names_male", "last_names_female")
HEAD = f"""\
# How common words are in names: minus log10 of their share, in classes of {STEP}; a word that is not here has class 6.
# Made by tools/make_frequencies.py from the person lists of faker (MIT) and of names (MIT), which holds the
# surnames and given names of the United States census of 1990 (public domain). Words are as `words_of` writes them.
version {VERSION}
"""


def _weights(words: Iterable[str] | Mapping[str, float]) -> dict[str, float]:
    """The weights of a list; without weights all words have the same."""
    if isinstance(words, Mapping):
        return {word: float(weight) for word, weight in words.items()}
    found: dict[str, float] = defaultdict(float)
    for word in words:
        found[str(word)] += COVERED
    return found


def _add(shares: dict[str, float], weights: Mapping[str, float], share: float, covered: float) -> None:
    total = sum(weights.values()) or 1.0
    for name, weight in weights.items():
        for word in words_of(name):
            if len(word.letters) > 1:
                shares[word.letters] += share * covered * weight / total


def _locales(shares: dict[str, float]) -> None:
    modules = [module.name for module in pkgutil.iter_modules(faker_names.__path__) if module.ispkg]
    total = sum(SHARES.get(name, 1) for name in modules)
    for name in modules:
        provider = importlib.import_module(f"faker.providers.person.{name}").Provider
        lists = [words for words in (getattr(provider, kind, None) for kind in _LISTS) if words]
        for words in lists:
            covered = 1.0 if isinstance(words, Mapping) else COVERED
            _add(shares, _weights(words), SHARES.get(name, 1) / total / len(lists), covered)


def _census(shares: dict[str, float]) -> None:
    for kind, part in (("all.last", 0.5), ("male.first", 0.25), ("female.first", 0.25)):
        lines = (Path(census.__file__).parent / f"dist.{kind}").read_text("utf-8").split("\n")
        rows = [line.split() for line in lines if line.strip()]
        _add(shares, {row[0].lower(): float(row[1]) for row in rows}, 0.1 * part, 0.9)


def classes() -> dict[float, list[str]]:
    """The words of each class."""
    shares: dict[str, float] = defaultdict(float)
    _locales(shares)
    _census(shares)
    found: dict[float, list[str]] = defaultdict(list)
    for word, share in shares.items():
        rarity = max(LEAST, round(-math.log10(share) / STEP) * STEP) if share > 0 else MOST + STEP
        if rarity <= MOST:
            found[rarity].append(word)
    return found


def main() -> None:
    """Write the table."""
    lines = [f"{rarity} {' '.join(sorted(words))}" for rarity, words in sorted(classes().items())]
    TABLE.write_text(HEAD + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
