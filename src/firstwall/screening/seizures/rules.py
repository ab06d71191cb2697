"""Whether a seizure may be written down as it is said: every problem is named at once. Pure."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_
from firstwall.law.hits import CONCEALMENT, GOODS, TRANSPORT, UNITS, counted, units_of
from firstwall.screening.seizures.types import SeizureIn

RULE = "JCO-11"
MOST = Decimal(10) ** 12
TEXTS = {"description": 2000, "hidden_where": 500, "means": 500, "case_reference": 120, "commodity_code": 10}
NEAR = timedelta(days=1)
SIMILAR = Decimal("0.05")
_QUANTITY, _MONEY = 3, 2  # decimal places


def problems_with(said: SeizureIn, *, now: datetime) -> list[FieldProblem]:
    """Everything wrong with what was written down."""
    return [
        FieldProblem(field, RULE, "", sentence, cure)
        for field, is_wrong, sentence, cure in (*_codes(said), *_numbers(said), *_words(said, now))
        if is_wrong
    ]


def similar_range(amount: Decimal) -> tuple[Decimal, Decimal]:
    """The quantities that may be the same one, written down by somebody else (JCO-13)."""
    return amount * (1 - SIMILAR), amount * (1 + SIMILAR)


def counted_of(said: SeizureIn) -> Decimal:
    """The quantity as it is counted everywhere; what was said has no problem."""
    return counted(said.goods, said.quantity or Decimal(0), said.unit)


_Found = Iterable[tuple[str, bool, str, str]]


def _codes(said: SeizureIn) -> _Found:
    lists: tuple[tuple[str, str, Mapping[str, object]], ...] = (
        ("goods", said.goods, GOODS),
        ("transport", said.transport, TRANSPORT),
        ("concealment", said.concealment, CONCEALMENT),
    )
    for field, code, listed in lists:
        yield field, code not in listed, N_("This is not on the list."), N_("Choose one of the list.")
    is_known = said.unit in UNITS
    fits = said.goods in GOODS and is_known and UNITS[said.unit] in units_of(said.goods)
    sentence = N_("These goods are not counted in this unit.")
    yield "unit", not is_known or (said.goods in GOODS and not fits), sentence, N_("Choose a unit that fits the goods.")


def _numbers(said: SeizureIn) -> _Found:
    quantity, value = said.quantity, said.value
    yield (
        "quantity",
        quantity is None or not _is_amount(quantity, _QUANTITY) or quantity <= 0,
        N_("A quantity is a number above zero with at most three decimals."),
        N_("Write it as 1200 or 0.5."),
    )
    yield (
        "value",
        value is not None and not _is_amount(value, _MONEY),
        N_("A value is an amount with at most two decimals."),
        N_("Write it as 1200.50, or leave it empty."),
    )
    is_code = (
        len(said.currency) == 3 and said.currency.isascii() and said.currency.isalpha() and said.currency.isupper()
    )
    yield (
        "currency",
        (value is None) != (said.currency == "") or (value is not None and not is_code),
        N_("A value has a currency of three letters, and a currency a value."),
        N_("Write EUR, or leave both empty."),
    )


def _words(said: SeizureIn, now: datetime) -> _Found:
    is_placed = 0 < len(said.place.strip()) <= 120 and "\x00" not in said.place
    yield "place", not is_placed, N_("A seizure has a place of at most 120 characters."), N_("Say where it was.")
    moment = said.seized_at
    is_timed = moment is not None and moment.tzinfo is not None
    yield "seized_at", not is_timed, N_("A seizure has a time with its offset from UTC."), N_("Say when it was.")
    is_ahead = is_timed and moment is not None and moment > now + timedelta(minutes=5)
    yield "seized_at", is_ahead, N_("This time has not come yet."), N_("Say when it was.")
    for field, longest in TEXTS.items():
        text = getattr(said, field)
        yield field, len(text) > longest or "\x00" in text, N_("This text is too long."), N_("Shorten it.")
    digits = said.commodity_code.replace(" ", "")
    is_heading = digits == "" or (digits.isascii() and digits.isdigit() and 2 <= len(digits) <= 10)
    yield (
        "commodity_code",
        not is_heading,
        N_("A goods code has 2 to 10 digits."),
        N_("Write digits, or leave it empty."),
    )


def _is_amount(number: Decimal, places: int) -> bool:
    return number.is_finite() and 0 <= number < MOST and number == round(number, places)
