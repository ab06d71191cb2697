"""The one box: what kind of mark, number or name has been typed."""

import re

from ..characters import visible
from ..types import Kind
from . import business, container, document, imo, plate, vin
from .lookalike import compact
from .types import Recognised

LONGEST_MARK = 40

# A word in front says what follows, and wins over every guess.
_SAID = re.compile(
    r"^\s*(MMSI|VIN|CHASSIS|PLATE|REG(?:ISTRATION)?|PASSPORT|ID(?:ENTITY)? ?CARD|DOCUMENT|CALL ?SIGN)"
    r"\s*(?:NO\.?|NUMBER)?\s*[:#.]?\s+(.*)$",
    re.IGNORECASE | re.DOTALL,
)
_MEANT = {
    "MMSI": ("mmsi", Kind.VESSEL),
    "VIN": ("vin", Kind.VEHICLE),
    "CHASSIS": ("vin", Kind.VEHICLE),
    "PLATE": ("plate", Kind.VEHICLE),
    "REG": ("plate", Kind.VEHICLE),
    "REGISTRATION": ("plate", Kind.VEHICLE),
    "PASSPORT": ("passport", Kind.DOCUMENT),
    "DOCUMENT": ("document", Kind.DOCUMENT),
    "CALLSIGN": ("call_sign", Kind.VESSEL),
}
_IN_ORDER = (container.recognise, imo.recognise, vin.recognise, business.recognise, plate.recognise, document.recognise)


def _recognise_said(text: str) -> Recognised | None:
    said = _SAID.match(text)
    if not said or not any(c.isdigit() for c in said.group(2)):
        return None
    scheme, kind = _MEANT.get(said.group(1).upper().replace(" ", ""), ("identity_card", Kind.DOCUMENT))
    if scheme == "vin" and (found := vin.recognise(said.group(2))):
        return found
    value = compact(said.group(2))
    return Recognised(kind, scheme, value, value) if value else None


def recognise(text: str) -> Recognised:
    """What the text is taken for: container, IMO, VIN, VAT, EORI, plate, document number, else a name."""
    written = visible(text)
    if len(written) <= LONGEST_MARK and any(c.isdigit() for c in written):
        for attempt in (_recognise_said, *_IN_ORDER):
            if found := attempt(written):
                return found
    return Recognised(Kind.ANY, "name", written.casefold(), written)
