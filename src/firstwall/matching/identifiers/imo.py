"""IMO ship identification numbers (IMO Resolution A.1117(30)): seven digits, the last one a check digit."""

import re

from stdnum import imo as stdnum_imo

from ..types import Kind
from .lookalike import compact
from .repair import DIGITS, repairs_of
from .types import Recognised

_FORM = re.compile(r"(IMO)?([0-9OIQ]{7})")
_TO_DIGIT = str.maketrans("OIQ", "010")


def is_valid(value: str) -> bool:
    """Whether seven digits have the right check digit."""
    return bool(stdnum_imo.is_valid(value))


def normalise(value: str) -> str:
    """Seven digits without the letters IMO."""
    text = compact(value)
    form = _FORM.fullmatch(text)
    return form.group(2).translate(_TO_DIGIT) if form else text.removeprefix("IMO")


def recognise(text: str) -> Recognised | None:
    """An IMO number: with its three letters always, bare digits only when the check digit is right."""
    form = _FORM.fullmatch(compact(text))
    if not form:
        return None
    value = form.group(2).translate(_TO_DIGIT)
    if is_valid(value):
        return Recognised(Kind.VESSEL, "imo", value, f"IMO {value}", "ok", also=() if form.group(1) else ("document",))
    if form.group(1):
        repairs = repairs_of(value, lambda _: DIGITS, is_valid)
        return Recognised(Kind.VESSEL, "imo", value, f"IMO {value}", "failed", repairs)
    return None
