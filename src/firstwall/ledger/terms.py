"""The words of a query by which a supervisor finds it again: normalised before they are digested (SEC-33). Pure."""

import re
from collections.abc import Iterable

from anyascii import anyascii

_BREAK = re.compile(r"[^0-9a-z]+")
MOST_WORDS = 24


def words_of(term: str) -> list[str]:
    """Split a name or an identifier into Latin words without case; of several, the whole without gaps as well.

    A plate is found with or without its hyphen, a name in whatever script it was typed.
    """
    words = [word for word in _BREAK.split(anyascii(term[:500]).lower()) if word]
    whole = "".join(words)
    return [*words, whole] if len(words) > 1 else words


def all_words(terms: Iterable[str]) -> list[str]:
    """Return the different words of all terms, in order, the first `MOST_WORDS` of them."""
    seen: dict[str, None] = {}
    for term in terms:
        seen.update(dict.fromkeys(words_of(term)))
    return list(seen)[:MOST_WORDS]
