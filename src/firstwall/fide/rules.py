"""When an entry ends, when a query may be asked, which entry the law allows: pure decisions of the FIDE chapter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from firstwall.kernel.clock import add_years
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_
from firstwall.law.fide import NATIONAL, STATUSES, NationalRow, identity_of, longest_years

ASKING = "Decision 2009/917/JHA Art. 15(2), 18(2); Regulation (EC) 515/97 Art. 41a(3), 41c(2)"
ENTERING = "Decision 2009/917/JHA Art. 16; Regulation (EC) 515/97 Art. 41b"
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class FileClock:
    """What the clock of an entry runs on: nothing of it depends on when the entry came into the database."""

    status: str
    state: str
    # the day on which the data were entered in the investigation file
    filed_on: date
    # the last act of investigation that the supplier told of
    last_act_on: date


def first_day_gone(clock: FileClock, *, national: Iterable[NationalRow] = NATIONAL) -> date:
    """Return the first day on which the entry is no longer there (FIDE-16 to FIDE-18, FIDE-22).

    The periods do not add up: a change of status counts anew from the same start. A current file ends earlier when
    nothing was done in it for a year.
    """
    years = longest_years(clock.status, clock.state, clock.filed_on, national=national)
    ends = add_years(clock.filed_on, years)
    quiet = STATUSES[clock.status].inactive_years
    return min(ends, add_years(clock.last_act_on, quiet)) if quiet else ends


def may_follow(start: str, end: str, *, is_correction: bool = False) -> bool:
    """Tell whether one status may follow another: never backwards except by correction (FIDE-09)."""
    return is_correction or STATUSES[end].rank >= STATUSES[start].rank


def must_be_askable(kind: str, named: Mapping[str, object], file_reference: str) -> None:
    """Refuse a query without an own file or without one of the law's identifiers (FIDE-04, FIDE-13).

    Raises:
        Refusal: which of the two is missing and what to give.
    """
    if not any(map(str.isalnum, file_reference)):
        raise Refusal(
            "FIDE-04",
            N_("FIDE is asked from a file of your own authority only."),
            article=ASKING,
            cure=N_("Give the number of the investigation file in which you ask."),
            field="file_reference",
        )
    asking = [row for row in identity_of(kind) if row.asks]
    if not any(_says_something(named.get(row.code)) for row in asking):
        raise Refusal(
            "FIDE-13",
            N_("A query names at least one name, date of birth or registered number."),
            article=ASKING,
            cure=N_("Give one of them in full; nationality, sex or a place alone is not enough."),
            field=asking[0].code,
        )


def _says_something(value: object) -> bool:
    """More than blanks, wildcards and an initial: two letters or digits, or one of a script in which one is a name."""
    if isinstance(value, list | tuple):
        return any(_says_something(one) for one in value)
    said = [char for char in str(value or "") if char.isalnum()]
    return len(said) >= _FEWEST or any(not char.isascii() for char in said)
