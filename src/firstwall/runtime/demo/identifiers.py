"""Invented identifiers in the shapes that states and standards give them; owner codes and prefixes are our own."""

import random

from firstwall.runtime.demo.checks import container_digit, imo_digit, vin_sign

# Owner codes nobody is known to use: all begin with FW, then U for freight containers.
CONTAINER_OWNERS = ("FWAU", "FWBU", "FWCU", "FWDU", "FWXU")
_VIN_SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
_LATIN_LOOKALIKES = (
    "ABEKMHOPCTX"  # the letters that Bulgarian, Greek, Ukrainian and Russian plates share with Latin ones
)
# 9 a digit, A a letter, L a letter that looks alike in Latin and Cyrillic or Greek
PLATE_PATTERNS = {
    "EE": ("999 AAA",),
    "LV": ("AA-9999", "AA-999"),
    "LT": ("AAA 999",),
    "RO": ("CT 99 AAA", "B 999 AAA", "IS 99 AAA"),
    "BG": ("B 9999 LL", "CB 9999 LL", "A 9999 LL"),
    "GR": ("LLL-9999",),
    "PL": ("GD 99999", "WX 9999A"),
    "DE": ("HH-AA 9999", "HRO-AA 999"),
    "HU": ("AA AA-999", "AAA-999"),
    "TR": ("34 AAA 99", "22 AA 999"),
    "UA": ("LL9999LL",),
    "RU": ("L999LL99",),
    "MD": ("AAA 999",),
    "GE": ("AA-999-AA",),
    "BY": ("9999 LL-9",),
}
_PASSPORT = {
    "EE": "AA9999999",
    "LV": "AA9999999",
    "LT": "99999999",
    "RO": "999999999",
    "BG": "999999999",
    "GR": "AA9999999",
    "PL": "AA9999999",
    "DE": "A9A9A999A",
    "RU": "99 9999999",
    "UA": "AA999999",
    "TR": "A99999999",
    "CN": "A99999999",
}
_EORI_BODY = {"EE": 9, "LV": 11, "LT": 9, "RO": 9, "BG": 9, "GR": 9, "PL": 10, "DE": 15, "FR": 14, "ES": 9, "HU": 11}
_VAT_BODY = {"EE": 9, "LV": 11, "LT": 9, "RO": 8, "BG": 9, "GR": 9, "PL": 10, "DE": 9, "FR": 11, "ES": 9, "HU": 8}


def filled(rng: random.Random, pattern: str) -> str:
    """A pattern with its places thrown; other signs stay."""
    kinds = {"9": "0123456789", "A": "ABCDEFGHJKLMNPRSTUVXYZ", "L": _LATIN_LOOKALIKES}
    return "".join(rng.choice(kinds[sign]) if sign in kinds else sign for sign in pattern)


def plate(rng: random.Random, country: str) -> str:
    """A number plate as that state writes it. Fixed letters of a region are protected from being thrown."""
    head, _, rest = rng.choice(PLATE_PATTERNS[country]).partition(" ")
    if (head.isalpha() and set(head) - {"A", "L"}) or head in ("A", "B"):
        return f"{head} {filled(rng, rest)}"
    return filled(rng, f"{head} {rest}".strip())


def passport(rng: random.Random, country: str) -> str:
    """A passport number."""
    return filled(rng, _PASSPORT.get(country, "A9999999"))


def identity_card(rng: random.Random, country: str) -> str:
    """An identity card number, eleven digits with the state before."""
    return country + filled(rng, "99999999999")


def container(rng: random.Random) -> str:
    """ISO 6346 with the right check digit."""
    first = rng.choice(CONTAINER_OWNERS) + filled(rng, "999999")
    return first + str(container_digit(first))


def imo(rng: random.Random) -> str:
    """A ship's number with the right check digit, from a low range that ships at sea hardly bear."""
    first = str(rng.randint(200000, 499999))
    return first + str(imo_digit(first))


def mmsi(rng: random.Random) -> str:
    """A maritime mobile identity."""
    return filled(rng, "2999999990")[:9]


def vin(rng: random.Random) -> str:
    """A vehicle identification number with the right ninth sign, of a maker that does not exist (ZZ9)."""
    first = "ZZ9" + "".join(rng.choice(_VIN_SIGNS) for _ in range(14))
    return first[:8] + vin_sign(first) + first[9:]


def eori(rng: random.Random, country: str) -> str:
    """An economic operator's number: state and the national part."""
    return country + filled(rng, "9" * _EORI_BODY.get(country, 12))


def vat(rng: random.Random, country: str) -> str:
    """A number in the shape of a VAT number; Greece writes EL. Not checked against any state's own check digit."""
    body = filled(rng, "9" * _VAT_BODY.get(country, 10))
    return ("EL" if country == "GR" else country) + body


def reformatted(rng: random.Random, value: str) -> str:
    """The same identifier as another clerk or system writes it: spaces, dashes, dots, small letters."""
    bare = "".join(sign for sign in value if sign.isalnum())
    cut = rng.randint(2, max(2, len(bare) - 2))
    style = rng.randrange(4)
    if style == 0:
        return bare.lower()
    if style == 1:
        return f"{bare[:cut]}-{bare[cut:]}"
    if style == 2:
        return " ".join(bare[start : start + 3] for start in range(0, len(bare), 3))
    return f" {bare[:cut]}.{bare[cut:]} "


def one_digit_off(rng: random.Random, value: str) -> str:
    """Another identifier: one digit changed."""
    places = [place for place, sign in enumerate(value) if sign.isdigit()]
    place = rng.choice(places)
    digit = rng.choice([d for d in "0123456789" if d != value[place]])
    return value[:place] + digit + value[place + 1 :]
