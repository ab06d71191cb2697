"""Forget the names that were read lately: what is erased from a list must not live on in a memory of recent words."""

from .readings import foreign_readings
from .romanise import romanise
from .words import words_in


def forget_names() -> None:
    """Empty every memory of this process that holds words of names; they fill again as names are read."""
    for remembering in (foreign_readings, words_in, romanise):
        remembering.cache_clear()
