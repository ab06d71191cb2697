"""Numbers of businesses: EORI (Regulation (EU) 952/2013, Article 9) and VAT (Directive 2006/112/EC, Article 215)."""

import re

from stdnum.eu import vat as stdnum_vat

from ..types import Kind
from .lookalike import compact
from .types import Check, Recognised

# Greece is GR in an EORI number and EL in a VAT number; XI is Northern Ireland.
EORI_STATES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "XI",
        "GB",
        "CH",
        "NO",
        "IS",
        "UA",
        "RS",
        "TR",
        "MK",
    ]
)
VAT_STATES = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "EL",
        "ES",
        "FI",
        "FR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
        "XI",
    ]
)
_EORI = re.compile(r"([A-Z]{2})([0-9A-Z]{1,15})")
_SAID = re.compile(r"^(EORI|VATNO|VATIN|VAT|UST(?:ID)?(?:NR)?)")


def normalise(value: str) -> str:
    """Capitals and digits without the word in front."""
    return _SAID.sub("", compact(value))


def vat_is_valid(value: str) -> bool:
    """Whether a VAT number, state letters included, has the right form and check digit."""
    return bool(stdnum_vat.is_valid(value))


def recognise(text: str) -> Recognised | None:
    """A VAT number when its check is right or the word VAT stands before it; else an EORI number by its form."""
    raw = compact(text)
    said, value = _SAID.match(raw), normalise(text)
    form = _EORI.fullmatch(value)
    if not form:
        return None
    state, rest = form.groups()
    wants_vat = said is not None and said.group(1) != "EORI"
    if state in VAT_STATES and (wants_vat or not said) and (wants_vat or vat_is_valid(value)):
        check: Check = "ok" if vat_is_valid(value) else "failed"
        iso = "GR" if state == "EL" else state
        return Recognised(Kind.BUSINESS, "vat", value, f"{state} {rest}", check, (), iso, also=("eori",))
    digits = sum(c.isdigit() for c in rest)
    long_enough = said or (len(rest) >= 8 and digits >= 7)
    if state in EORI_STATES and long_enough and digits >= 3:
        return Recognised(Kind.BUSINESS, "eori", value, f"{state} {rest}", "none", (), state, also=("vat",))
    return None
