"""Countries as travel documents and messages write them, to the two letters of ISO 3166 (EXC-18)."""

from functools import cache

from babel.core import get_global

# ICAO 9303 part 3, section 5: what documents write beside ISO 3166; who has no nationality has no country
_DOCUMENTS = {
    "D": "DE",
    "GBD": "GB",
    "GBN": "GB",
    "GBO": "GB",
    "GBP": "GB",
    "GBS": "GB",
    "RKS": "XK",
    "EUE": "EU",
    "UNO": "UN",
    "UNA": "UN",
    "UNK": "XK",
    "XXA": "",
    "XXB": "",
    "XXC": "",
    "XXX": "",
    "UTO": "",
}


@cache
def two_letters(code: str) -> str:
    """Two letters; empty when the code names no country.

    >>> two_letters("EST"), two_letters("D<<"), two_letters("ee"), two_letters("XXA")
    ('EE', 'DE', 'EE', '')
    """
    plain = code.strip(" <").upper()
    if plain in _DOCUMENTS:
        return _DOCUMENTS[plain]
    if len(plain) == 2 and plain.isascii() and plain.isalpha():
        return plain
    if len(plain) != 3:
        return ""
    known = get_global("territory_aliases").get(plain, [])
    return known[0] if len(known) == 1 else ""
