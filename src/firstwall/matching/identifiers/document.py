"""Numbers of identity and travel documents: no common form, so only length and digits are asked for."""

import re

from ..types import Kind
from .lookalike import compact
from .types import Recognised

_FORM = re.compile(r"[A-Z0-9]{5,20}")


def normalise(value: str) -> str:
    """Letters and digits only, in Latin capitals."""
    return compact(value)


def recognise(text: str) -> Recognised | None:
    """A document number, or nothing: one word of 5 to 20 characters, at least half of them digits."""
    value = compact(text)
    digits = sum(c.isdigit() for c in value)
    if _FORM.fullmatch(value) and digits >= 4 and 2 * digits >= len(value):
        return Recognised(Kind.DOCUMENT, "document", value, value)
    return None
