"""The ways a name may be read: one for a name in Latin letters, up to four where a script leaves it open."""

from functools import lru_cache

from .romanise import MOST_HABITS
from .words import Word, latin_words, words_in


def readings_of(name: str) -> tuple[tuple[Word, ...], ...]:
    """The readings of a name, the usual one first, each once."""
    return (latin_words(name),) if name.isascii() else readings_in_other_letters(name)


@lru_cache(maxsize=20_000)
def readings_in_other_letters(name: str) -> tuple[tuple[Word, ...], ...]:
    """The readings of a name with letters of other scripts; the last ones are remembered."""
    usual = words_in(name, 0)
    if not any(word.foreign for word in usual):
        return (usual,)
    found: dict[tuple[str, ...], tuple[Word, ...]] = {}
    for habit in range(MOST_HABITS):
        words = words_in(name, habit)
        if words:
            found.setdefault(tuple(word.letters for word in words), words)
    return tuple(found.values())
