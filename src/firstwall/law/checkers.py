"""Who may check queries, as data: a closed list of which a node chooses one or more (LOG-04, X-20)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class CheckerRow:
    """One checker: the types of authority whose people judge the sample; `default`, without a choice of the node."""

    code: str
    label: str
    types: tuple[str, ...]
    default: bool
    citation: str
    mark: str


CHECKERS: Mapping[str, CheckerRow] = MappingProxyType(
    {row["code"]: CheckerRow(**{**row, "types": tuple(row["types"])}) for row in load("checkers")["checker"]}
)


def chosen(codes: Collection[str]) -> tuple[CheckerRow, ...]:
    """Return the checkers of a node: those it chose, else the default.

    Raises:
        ValueError: a code that is not on the list; a node does not start with a checker that nobody knows.
    """
    unknown = sorted(set(codes) - set(CHECKERS))
    if unknown:
        raise ValueError(f"{', '.join(unknown)}: not a checker; choose of {', '.join(CHECKERS)}")
    return tuple(row for row in CHECKERS.values() if (row.code in codes if codes else row.default))


def may_check(authority_type: str, codes: Collection[str]) -> bool:
    """Whether people of such an authority judge queries on a node that chose these checkers."""
    return any(authority_type in row.types for row in chosen(codes))
