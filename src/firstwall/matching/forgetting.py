"""Forget the names that were read lately: what is erased from a list must not live on in a memory of recent words."""

from .readings import readings_in_other_letters
from .romanise import romanise
from .words import words_in


def forget_names() -> None:
    """Empty every memory of this process that holds words of names; they fill again as names are read."""
    for remembering in (readings_in_other_letters, words_in, romanise):
        remembering.cache_clear()
