"""Container numbers: ISO 6346 (owner code, category letter U, J or Z, serial number, check digit)."""

import re

from ..types import Kind
from .lookalike import compact
from .repair import DIGITS, LETTERS, repairs_of
from .types import Check, Recognised

_FORM = re.compile(r"[A-Z]{3}[UJZ]\d{7}")
_WITHOUT_CHECK = re.compile(r"[A-Z]{3}U\d{6}")
# Letters count from 10 upwards, leaving out the multiples of 11.
_VALUES = {str(digit): digit for digit in range(10)} | dict(
    zip(LETTERS, [v for v in range(10, 39) if v % 11], strict=True)
)
_TO_LETTER = str.maketrans("01582", "OISBZ")
_TO_DIGIT = str.maketrans("OIQSBZ", "010582")


def check_digit(first_ten: str) -> str:
    """The check digit of the first ten characters; a remainder of 10 is written 0."""
    total = sum(_VALUES[char] << place for place, char in enumerate(first_ten))
    return str(total % 11 % 10)


def is_valid(value: str) -> bool:
    """Whether the form and the check digit are right."""
    return bool(_FORM.fullmatch(value)) and check_digit(value[:10]) == value[10]


def normalise(value: str) -> str:
    """Capitals and digits only; a letter where a digit must stand is read as the digit it looks like, and back."""
    text = compact(value)
    if len(text) != 11:
        return text
    read = text[:4].translate(_TO_LETTER) + text[4:].translate(_TO_DIGIT)
    return read if _FORM.fullmatch(read) else text


def display(value: str) -> str:
    """As painted on the door: CSQU 305438 3."""
    return f"{value[:4]} {value[4:10]} {value[10:]}".rstrip()


def _alphabet_at(place: int) -> str:
    return LETTERS if place < 3 else "UJZ" if place == 3 else DIGITS


def recognise(text: str) -> Recognised | None:
    """A container number, or nothing."""
    raw = compact(text)
    value = normalise(raw)
    changed = sum(a != b for a, b in zip(raw, value, strict=False))
    if _FORM.fullmatch(value) and (changed == 0 or (changed <= 2 and is_valid(value))):
        check: Check = "ok" if is_valid(value) else "failed"
        repairs = () if check == "ok" else repairs_of(value, _alphabet_at, is_valid)
        return Recognised(Kind.CONTAINER, "container", value, display(value), check, repairs)
    if _WITHOUT_CHECK.fullmatch(raw):
        return Recognised(Kind.CONTAINER, "container", raw, display(raw), "none", (raw + check_digit(raw),))
    return None
