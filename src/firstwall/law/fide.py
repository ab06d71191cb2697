"""The customs files identification database as data: statuses with their clocks, what identifies, which offences qualify."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class StatusRow:
    """What a file says of its person or business, and for how long it may be indexed (FIDE-09, FIDE-16, FIDE-18)."""

    code: str
    label: str
    help: str
    rank: int
    # from the date on which the data were entered in the investigation file
    longest_years: int
    # without an act of investigation; 0: no such limit
    inactive_years: int
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class IdentityRow:
    """One field of the closed lists of FIDE-10 and FIDE-11; `asks`: a query may rest on it alone (FIDE-13)."""

    kind: str
    code: str
    label: str
    asks: bool
    several: bool
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ThresholdRow:
    """What makes an offence serious enough for the criminal strand (FIDE-05)."""

    code: str
    label: str
    number: int
    unit: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry of a closed list: a field that a file covers, or a ground of deferral."""

    code: str
    label: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class NationalRow:
    """A state's own shorter period for a status, from a day on (FIDE-22)."""

    state: str
    status: str
    longest_years: int
    in_force_from: date
    citation: str
    mark: str


_TABLES = load("fide")
STATUSES: Mapping[str, StatusRow] = MappingProxyType({row["code"]: StatusRow(**row) for row in _TABLES["status"]})
IDENTITY: tuple[IdentityRow, ...] = tuple(IdentityRow(**row) for row in _TABLES["field"])
THRESHOLDS: Mapping[str, ThresholdRow] = MappingProxyType(
    {row["code"]: ThresholdRow(**row) for row in _TABLES["threshold"]}
)
SUBJECTS: Mapping[str, ListedRow] = MappingProxyType({row["code"]: ListedRow(**row) for row in _TABLES["subject"]})
DEFERRALS: Mapping[str, ListedRow] = MappingProxyType({row["code"]: ListedRow(**row) for row in _TABLES["deferral"]})
NATIONAL: tuple[NationalRow, ...] = tuple(NationalRow(**row) for row in _TABLES.get("national", ()))
KINDS = ("person", "business")
RECHECK_DAYS = 90
"""Within which a deferral is looked at again (FIDE-15: our choice)."""


def identity_of(kind: str) -> tuple[IdentityRow, ...]:
    """Return the closed list of what identifies a person or a business."""
    return tuple(row for row in IDENTITY if row.kind == kind)


def longest_years(status: str, state: str, day: date, *, national: Iterable[NationalRow] = NATIONAL) -> int:
    """Return a status's period under the supplying state's law on a day, never above the maximum (FIDE-16, FIDE-22)."""
    most = STATUSES[status].longest_years
    own = [row for row in national if (row.state, row.status) == (state, status) and row.in_force_from <= day]
    return min(most, max(own, key=lambda row: row.in_force_from).longest_years) if own else most


def qualifies(*, custody_months: int, fine_eur: int) -> bool:
    """Tell whether an offence with these maximum penalties belongs on a state's list (FIDE-05): either is enough."""
    return custody_months >= THRESHOLDS["custody_months"].number or fine_eur >= THRESHOLDS["fine_eur"].number
