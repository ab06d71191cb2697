"""Registration plates. A state's pattern is a hint, never a condition: series change, and foreign plates are typed freely."""

import re

from ..types import Kind
from .lookalike import compact
from .types import Recognised

# Shape of the plate with L for a letter and 9 for a digit -> the states that use it today.
SHAPES: dict[str, tuple[str, ...]] = {
    "999LLL": ("EE",),
    "LL9999": ("LV", "LU"),
    "LLL999": ("LT", "SE", "FI", "HU", "CY", "MT"),
    "LLL99L": ("SE",),
    "LLL99": ("FI",),
    "LL99999": ("NO", "DK"),
    "LL999LL": ("FR", "IT", "SK", "AL", "GE"),
    "9999LLL": ("ES",),
    "LL99LL": ("PT", "NL"),
    "99LL99": ("PT", "NL"),
    "LL9999LL": ("UA", "BG"),
    "L999LL99": ("RU",),
    "L999LL999": ("RU",),
    "L9999LL": ("BG",),
    "LL99LLL": ("RO", "GB"),
    "L99LLL": ("RO",),
    "L999LLL": ("RO", "NL"),
    "99LLL99": ("TR",),
    "99LL999": ("TR",),
    "99LL9999": ("TR",),
    "99L9999": ("TR",),
    "9LLL999": ("BE",),
    "9L99999": ("CZ",),
    "9LL9999": ("CZ",),
    "LLL9999": ("GR", "PL"),
    "LLLL999": ("HU",),
    "LL999L": ("NL", "HR", "SI"),
    "LL9999L": ("HR",),
    "LL99999L": ("PL",),
    "LL999999": ("CH",),
    "99L99999": ("IE",),
    "999L99999": ("IE",),
    "LLL99999": ("PL",),
    "9999LL": ("BY",),
    "9999LL9": ("BY",),
}


def normalise(value: str) -> str:
    """Letters and digits only, in Latin capitals."""
    return compact(value)


def shape_of(value: str) -> str:
    """L for each letter, 9 for each digit."""
    return "".join("9" if c.isdigit() else "L" for c in value)


def states_like(value: str) -> tuple[str, ...]:
    """The states whose plates have this shape; a hint for the officer."""
    return SHAPES.get(shape_of(compact(value)), ())


_GERMAN = re.compile(r"[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?\d{1,4}[EH]?")
_DOCUMENT = re.compile(r"[A-Z]{1,2}\d{6,}")


def recognise(text: str) -> Recognised | None:
    """A plate, or nothing: letters and digits mixed, 4 to 9 of them, in a known shape or written in groups."""
    value = compact(text)
    digits = sum(c.isdigit() for c in value)
    if not value.isascii() or not 4 <= len(value) <= 9 or not 0 < digits < len(value):
        return None
    written = text.strip().upper()
    in_groups = bool(re.search(r"[\w][ \-·•][\w]", written)) and len(value) <= 8
    is_document = bool(_DOCUMENT.fullmatch(value)) and not in_groups
    if not is_document and (states_like(value) or _GERMAN.fullmatch(written) or (in_groups and digits >= 2)):
        states = states_like(value)
        country = states[0] if len(states) == 1 else ""
        return Recognised(Kind.VEHICLE, "plate", value, written, "none", (), country, also=("document",))
    return None
