"""Rights of the person concerned as data: what may be asked, time limits, grounds of refusal, what is withheld while it runs.

RTS-01 to RTS-09. Which law decides follows from the strand: national law under LED in the criminal one, Regulation (EC)
515/97 Art. 36 with national law in the administrative one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from firstwall.kernel.words import Strand
from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """How one state handles a request; `state` is empty for the rule of all that have no row of their own (AUD-05).

    `same_text`: national law permits one and the same letter for "no data" and "cannot be disclosed" (RTS-06).
    """

    state: str
    in_force_from: date
    # who decides and answers: the authority that was asked, or the supervisor where national law says so (RTS-02)
    decides: str
    # direct, or indirect through the supervisory authority
    access: str
    # of the letter; none: whichever has one
    languages: tuple[str, ...]
    same_text: bool
    answer_months: int
    position_days: int
    kept_months: int
    # within which another state's supervisor replies to a cross-state check, and before which no check is answered
    check_days: int
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One entry of a closed list of this chapter; `strand` is empty where it belongs to both."""

    code: str
    label: str
    citation: str
    mark: str
    help: str = ""
    strand: str = ""


@dataclass(frozen=True, slots=True)
class WithheldRow:
    """A suggested action during which access is refused unless a person decides otherwise."""

    strand: Strand
    action: str
    citation: str
    mark: str


def _listed(kind: str) -> Mapping[str, ListedRow]:
    return MappingProxyType({row["code"]: ListedRow(**row) for row in load("rights")[kind]})


PROCEDURES: tuple[ProcedureRow, ...] = tuple(
    ProcedureRow(**{**row, "languages": tuple(row["languages"])}) for row in load("rights")["procedure"]
)
ASKS: Mapping[str, ListedRow] = _listed("ask")
IDENTITY: Mapping[str, ListedRow] = _listed("identity")
REMEDIES: Mapping[str, ListedRow] = _listed("remedy")
FINDINGS: Mapping[str, ListedRow] = _listed("finding")
GROUNDS: tuple[ListedRow, ...] = tuple(ListedRow(**row) for row in load("rights")["ground"])
WITHHELD_WHILE: tuple[WithheldRow, ...] = tuple(
    WithheldRow(Strand(row["strand"]), row["action"], row["citation"], row["mark"])
    for row in load("rights")["withheld_while"]
)
LAW: Mapping[Strand, str] = MappingProxyType({Strand.CRIMINAL: "LED 13-18", Strand.ADMINISTRATIVE: "R 36"})
"""Which law a request is judged by, in each strand (RTS-01)."""


def procedure_of(state: str, day: date | None = None, *, rows: Iterable[ProcedureRow] = PROCEDURES) -> ProcedureRow:
    """Return a state's procedure on a day (empty: the newest), or the rule for all others, whose `state` is empty (AUD-05)."""
    begun = sorted((row for row in rows if day is None or row.in_force_from <= day), key=lambda row: row.in_force_from)
    found = {row.state: row for row in begun}
    return found.get(state) or found[""]


def grounds_of(strand: Strand) -> tuple[ListedRow, ...]:
    """Return the grounds on which access may be refused in a strand (RTS-04, RTS-05)."""
    return tuple(row for row in GROUNDS if row.strand == strand)


def withheld_by(strand: Strand, action: str) -> WithheldRow | None:
    """Return the row that keeps an entry from its subject while its action runs, if there is one."""
    return next((row for row in WITHHELD_WHILE if row.strand is strand and row.action == action), None)
