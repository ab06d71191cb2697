"""Numbers and marks: one file a scheme, each with its form, its check digit and how it is written for people.

Words: a *scheme* is a kind of number (container, IMO, VIN, VAT); its *normalised* value is what is compared; the
*look-alike key* is where O meets 0 and a Cyrillic capital its Latin twin; a *repair* is a reading one character away
whose check digit is right. A wrong check digit is told, and never a reason to refuse.
"""

from ..types import Identifier
from . import business, container, imo, vin
from .lookalike import compact, lookalike_key
from .plate import states_like
from .recogniser import recognise
from .schemes import SCHEMES, Scheme, agreement, scheme_of
from .types import Recognised

_NORMALISERS = {
    "container": container.normalise,
    "imo": imo.normalise,
    "vin": vin.normalise,
    "eori": business.normalise,
    "vat": business.normalise,
}


def normalise(identifier: Identifier) -> str:
    """The form in which values of this scheme are compared."""
    return _NORMALISERS.get(identifier.scheme, compact)(identifier.value)


__all__ = [
    "SCHEMES",
    "Recognised",
    "Scheme",
    "agreement",
    "compact",
    "lookalike_key",
    "normalise",
    "recognise",
    "scheme_of",
    "states_like",
]
