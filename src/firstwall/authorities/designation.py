"""What the list of designations allows (CIS-24, CIS-25): pure decisions over its rows."""

from collections.abc import Iterable
from datetime import date

from firstwall.authorities.types import DesignationFacts
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_, say


def in_force(row: DesignationFacts, day: date) -> bool:
    """A row counts from its first day up to, not including, its last."""
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def allows(
    rows: Iterable[DesignationFacts], *, strand: str, category: str | None, purpose: str, right: str, day: date
) -> bool:
    """Whether some row in force gives the right, in the strand, for the purpose and (if given) the category."""
    return any(
        row.strand == strand
        and in_force(row, day)
        and right in row.rights
        and purpose in row.purposes
        and (category is None or category in row.categories)
        for row in rows
    )


def require(
    rows: Iterable[DesignationFacts], *, strand: str, category: str | None, purpose: str, right: str, day: date
) -> None:
    """CIS-25: no permission exists outside the list.

    Raises:
        NotPermitted: naming what the list lacks.
    """
    if allows(rows, strand=strand, category=category, purpose=purpose, right=right, day=day):
        return
    raise NotPermitted(
        "CIS-25",
        say(
            N_("Your authority is not on the list of designations for this: %(right)s, category %(category)s."),
            right=right,
            category=category or "-",
        ),
        article="Decision 2009/917/JHA Art. 7(2); Regulation (EC) 515/97 Art. 29(2)",
        cure=N_("The list is changed by the state's responsible administration; ask it if the work needs this right."),
    )
