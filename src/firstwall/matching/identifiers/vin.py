"""Vehicle identification numbers: ISO 3779, seventeen characters without I, O and Q.

The check digit (place 9) binds in North America and China only; elsewhere a difference says nothing.
"""

import re

from ..types import Kind
from .lookalike import compact
from .repair import repairs_of
from .types import Check, Recognised

_ALPHABET = "0123456789ABCDEFGHJKLMNPRSTUVWXYZ"
_FORM = re.compile(r"[0-9A-HJ-NPR-Z]{13}[0-9]{4}|[0-9A-HJ-NPR-Z]{17}")
_FOLD = str.maketrans("IOQ", "100")
_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", [1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9], strict=True)
)
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def check_digit(value: str) -> str:
    """The character that place 9 should hold."""
    total = sum((int(c) if c.isdigit() else _VALUES[c]) * w for c, w in zip(value, _WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def is_valid(value: str) -> bool:
    """Whether form and check digit are right."""
    return bool(_FORM.fullmatch(value)) and check_digit(value) == value[8]


def normalise(value: str) -> str:
    """Capitals and digits; I, O and Q, which no such number has, are read as 1 and 0."""
    return compact(value).removeprefix("VIN").translate(_FOLD) if len(compact(value)) >= 17 else compact(value)


def recognise(text: str) -> Recognised | None:
    """A vehicle identification number, or nothing. At least four digits, so that no name is taken for one."""
    value = normalise(text)
    if not _FORM.fullmatch(value) or sum(c.isdigit() for c in value) < 4 or value.isdigit():
        return None
    check: Check = "ok" if is_valid(value) else "failed" if value[0] in "12345L" else "none"
    repairs = repairs_of(value, lambda _: _ALPHABET, is_valid) if check == "failed" else ()
    return Recognised(Kind.VEHICLE, "vin", value, value, check, repairs)
