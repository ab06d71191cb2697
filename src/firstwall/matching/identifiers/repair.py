"""Readings one character away whose check digit is right."""

from collections.abc import Callable, Iterable

from .lookalike import confusion_rank

DIGITS = "0123456789"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def repairs_of(
    value: str, alphabet_at: Callable[[int], Iterable[str]], is_valid: Callable[[str], bool]
) -> tuple[str, ...]:
    """At most three valid readings, those with characters that are often confused first."""
    found: list[tuple[int, int, str]] = []
    for place, old in enumerate(value):
        for new in alphabet_at(place):
            reading = value[:place] + new + value[place + 1 :]
            if new != old and is_valid(reading):
                found.append((confusion_rank(old, new), place, reading))
    return tuple(reading for _, _, reading in sorted(found)[:3])
