"""Keeps the planted truth true: a name drawn as an innocent must not be that of a listed subject, in any spelling."""

from collections.abc import Iterable

from anyascii import anyascii
from rapidfuzz import fuzz, process

from firstwall.runtime.demo.businesses import Business
from firstwall.runtime.demo.names import Person


def key(name: str) -> str:
    """The name in plain small Latin letters, its words in alphabetical order."""
    plain = anyascii(name).casefold().replace("'", "")
    return " ".join(sorted("".join(s if s.isalnum() else " " for s in plain).split()))


class Listed:
    """The names of one list, to ask whether a newcomer could be taken for one of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._keys = sorted({key(name) for name in names})
        self._exact = frozenset(self._keys)

    def resembles(self, name: str, cutoff: float = 88.0) -> bool:
        """True when the name is on the list or so near that an honest matcher might say so."""
        wanted = key(name)
        if wanted in self._exact:
            return True
        return process.extractOne(wanted, self._keys, scorer=fuzz.ratio, score_cutoff=cutoff) is not None


def names_to_avoid(written: Iterable[str], source: object) -> list[str]:
    """All that somebody is told apart by: a person in plain Latin and without the middle name, a firm without its legal form."""
    names = list(written)
    if isinstance(source, Person):
        names += [source.main_name(), source.without_middle()]
    if isinstance(source, Business):
        names.append(source.without_form)
    return names
