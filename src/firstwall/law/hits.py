"""What a hit is worth, when a second person must look, and the closed lists of a seizure, read once (CIS-38, JCO-11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType

from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class SecondPersonRow:
    """A verdict that needs a colleague's word; the label is the sentence the officer reads."""

    code: str
    verdict: str
    grades: tuple[str, ...]
    actions: tuple[str, ...]
    unless_reasons: tuple[str, ...]
    label: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """One entry of a closed list of the seizure's form."""

    code: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A kind of goods and the unit in which it is counted everywhere."""

    code: str
    label: str
    unit: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as it is written down; `times` turns it into its base unit."""

    code: str
    label: str
    base: str
    times: Decimal
    help: str = ""


def _list(name: str) -> Mapping[str, ListRow]:
    return MappingProxyType({row["code"]: ListRow(**row) for row in load("hits")[name]})


HIT_CLOCK = timedelta(hours=load("hits")["clock"]["hours"])
CONSEQUENCE: Mapping[str, int] = MappingProxyType({row["code"]: row["weight"] for row in load("hits")["consequence"]})
SECOND_PERSON: tuple[SecondPersonRow, ...] = tuple(
    SecondPersonRow(**{**row, **{name: tuple(row[name]) for name in ("grades", "actions", "unless_reasons")}})
    for row in load("hits")["second_person"]
)
GOODS: Mapping[str, GoodsRow] = MappingProxyType({row["code"]: GoodsRow(**row) for row in load("hits")["goods"]})
UNITS: Mapping[str, UnitRow] = MappingProxyType(
    {row["code"]: UnitRow(**{**row, "times": Decimal(row["times"])}) for row in load("hits")["unit"]}
)
TRANSPORT = _list("transport")
CONCEALMENT = _list("concealment")


def second_person_for(verdict: str, *, grade: str, action: str, reason: str) -> SecondPersonRow | None:
    """Return the rule that asks for a colleague's word on this verdict, if one does."""
    return next(
        (
            row
            for row in SECOND_PERSON
            if row.verdict == verdict
            and action in row.actions
            and reason not in row.unless_reasons
            and (not row.grades or grade in row.grades)
        ),
        None,
    )


def units_of(goods: str) -> tuple[UnitRow, ...]:
    """Return the units in which goods of this kind may be written down."""
    return tuple(row for row in UNITS.values() if row.base == GOODS[goods].unit)


def counted(goods: str, quantity: Decimal, unit: str) -> Decimal:
    """Return the quantity in the unit in which these goods are counted everywhere."""
    if UNITS[unit].base != GOODS[goods].unit:
        raise ValueError(unit)
    return quantity * UNITS[unit].times
