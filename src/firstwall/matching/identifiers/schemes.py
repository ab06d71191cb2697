"""The kinds of numbers and marks: what each names, how much it says alone, and which it can stand for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scheme:
    """`alone`: how sure an equal value makes us with nothing else known; `national`: unique within a state only."""

    code: str
    family: str
    label: str
    alone: float
    national: bool = False


def N_(text: str) -> str:
    """Mark a message for translation by the doors."""
    return text


_ROWS = (
    Scheme("container", "container", N_("container number"), 0.95),
    Scheme("imo", "imo", N_("IMO number"), 0.95),
    Scheme("mmsi", "mmsi", N_("MMSI"), 0.92),
    Scheme("call_sign", "call_sign", N_("call sign"), 0.90),
    Scheme("vin", "vin", N_("vehicle identification number"), 0.95),
    Scheme("plate", "plate", N_("registration plate"), 0.90, national=True),
    Scheme("aircraft_registration", "aircraft", N_("aircraft registration"), 0.93),
    Scheme("eori", "business", N_("EORI number"), 0.95),
    Scheme("vat", "business", N_("VAT number"), 0.95),
    Scheme("excise_number", "business", N_("excise number"), 0.95),
    Scheme("lei", "business", N_("legal entity identifier"), 0.95),
    Scheme("company_registration", "company", N_("company registration number"), 0.91, national=True),
    Scheme("registration", "registration", N_("registration number"), 0.91, national=True),
    Scheme("passport", "document", N_("passport number"), 0.92, national=True),
    Scheme("identity_card", "document", N_("identity card number"), 0.92, national=True),
    Scheme("national_id", "document", N_("national identity number"), 0.92, national=True),
    Scheme("residence_permit", "document", N_("residence permit number"), 0.92, national=True),
    Scheme("driving_licence", "document", N_("driving licence number"), 0.91, national=True),
    Scheme("document", "document", N_("document number"), 0.91, national=True),
    Scheme("seal", "seal", N_("seal number"), 0.88),
)
SCHEMES: dict[str, Scheme] = {row.code: row for row in _ROWS}
_UNKNOWN = Scheme("other", "other", N_("number"), 0.88, national=True)

# A scheme of one family can be written down as one of another: a registration may be a plate or a company's number.
_NEAR = {
    frozenset(("registration", "plate")),
    frozenset(("registration", "company")),
    frozenset(("registration", "aircraft")),
    frozenset(("company", "business")),
}


def scheme_of(code: str) -> Scheme:
    """The row of a scheme; an unknown one is a national number of no special kind."""
    return SCHEMES.get(code, _UNKNOWN)


def agreement(one: str, other: str) -> float:
    """1 for the same scheme, less for relatives, little for strangers (a passport's number is not a plate)."""
    if one == other:
        return 1.0
    a, b = scheme_of(one).family, scheme_of(other).family
    if a == b or frozenset((a, b)) in _NEAR or "other" in (a, b):
        return 0.97
    return 0.5
