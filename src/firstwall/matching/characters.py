"""Characters that no reader sees, and how long a name may be before it is cut."""

import re
import unicodedata
from functools import lru_cache

LONGEST_TEXT = 10_000
# Soft hyphen, zero-width and bidirectional marks, byte order mark, variation selectors, tatweel: dropped without a gap.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u0640\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\x00]")


def visible(text: str) -> str:
    """The text without NUL, zero-width and bidirectional marks, cut to a sane length, blanks made single."""
    return " ".join(_UNSEEN.sub("", text[:LONGEST_TEXT]).split())


@lru_cache(maxsize=65_536)
def is_part_of_word(char: str) -> bool:
    """Letters, digits and the marks that belong to a letter (Indic vowel signs, for example)."""
    return unicodedata.category(char)[0] in "LNM"
