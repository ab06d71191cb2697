"""Country codes: ISO 3166-1 alpha-2, codes in use beside it, and those of states that papers still name (EXC-18)."""

from firstwall.kernel.sentences import N_, say
from firstwall.law.loading import load
from firstwall.law.reading import Unreadable, shown

_DATA = load("countries")

ISO_CODES: frozenset[str] = frozenset(_DATA["iso"].split())
COUNTRY_CODES: frozenset[str] = ISO_CODES | frozenset(_DATA["in_use"].split()) | frozenset(_DATA["former"].split())
READ_AS: dict[str, str] = dict(_DATA["read_as"])
"""Other spellings: EL is Greece in VAT numbers, UK is Great Britain on plates."""


def read_country(text: str) -> str:
    """Return the code in capitals, with EL read as GR; anything else is unreadable."""
    code = READ_AS.get(text.strip().upper(), text.strip().upper())
    if code not in COUNTRY_CODES:
        raise Unreadable(
            say(N_("“%(value)s” is not a country code."), value=shown(text.strip())),
            N_("Write the two-letter code, such as EE or LV; XX if it is not known."),
        )
    return code
