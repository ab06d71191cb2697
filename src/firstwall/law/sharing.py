"""The law on passing on, copying and correcting what others supplied (CIS-50 to CIS-61), read once: closed lists and periods."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from firstwall.kernel.clock import add_months, add_years
from firstwall.kernel.words import Strand
from firstwall.law.loading import load
from firstwall.law.rows import ChoiceRow

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One period of the law or of our own choice."""

    code: str
    label: str
    number: int
    unit: str
    citation: str
    mark: str


def _list(name: str) -> Mapping[str, ChoiceRow]:
    return MappingProxyType({row["code"]: ChoiceRow(**row) for row in load("sharing")[name]})


COPY_KINDS = _list("copy_kind")
TRANSFER_KINDS = _list("transfer_kind")
TRANSFER_GROUNDS = _list("transfer_ground")
CORRECTION_KINDS = _list("correction_kind")
DECISION_BODIES = _list("decision_body")
DECISION_ORDERS = _list("decision_order")
PERIODS: Mapping[str, PeriodRow] = MappingProxyType(
    {row["code"]: PeriodRow(**row) for row in load("sharing")["period"]}
)


def is_foreign(transfer_kind: str) -> bool:
    """Tell whether the recipient is outside the authorities of the Union's states (CIS-52)."""
    return TRANSFER_KINDS[transfer_kind].effect == "foreign"


def needs_ground(transfer_kind: str, strand: Strand) -> bool:
    """Tell whether a ground of LED 35 to 39 must be named (CIS-51)."""
    return strand is Strand.CRIMINAL and is_foreign(transfer_kind)


def after(day: date, period: str) -> date:
    """Return the day on which a period that begins on `day` ends."""
    row = PERIODS[period]
    match row.unit:
        case "days":
            return day + timedelta(days=row.number)
        case "working_days":
            return add_working_days(day, row.number)
        case "months":
            return add_months(day, row.number)
    return add_years(day, row.number)


def add_working_days(day: date, number: int) -> date:
    """Move by days from Monday to Friday; holidays differ by state and move nothing (choice)."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < _SATURDAY
    return day
