"""What the list of designations allows (CIS-24, CIS-25): pure decisions over its rows."""

from collections.abc import Iterable
from datetime import date

from firstwall.authorities.types import AuthorityFacts, DesignationFacts, ListedRow
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.law.citations import articles_in_full
from firstwall.law.rows import AccessRow


def in_force(row: DesignationFacts, day: date) -> bool:
    """A row counts from its first day up to, not including, its last."""
    return row.valid_from <= day and (row.valid_until is None or day < row.valid_until)


def has_access(authority: AuthorityFacts, strand: str, day: date) -> bool:
    """Whether the law opens the strand to this kind of authority; an organisation while its decision lasts (CIS-24, CIS-30)."""
    access = tables.access_of(authority.type, Strand(strand)).access
    if access != "by_decision":
        return access != "none"
    decision = authority.decision
    return decision is not None and strand in decision.strands and day < decision.ends_on


def must_fit_the_law(authority: AuthorityFacts, strand: str, rows: Iterable[ListedRow]) -> None:
    """What a list may say of an authority at all: access by its kind, no entry by readers, an end where the law sets one.

    Raises:
        NotPermitted: the law gives this kind of authority less.
    """
    law = tables.access_of(authority.type, Strand(strand))
    rows = list(rows)
    writes = any({"enter", "fide_enter"} & set(row.rights) for row in rows)
    if law.access in ("none", "supervision"):
        raise _beyond_law(
            authority, law, "CIS-24", N_("The law gives this kind of authority no such place on the list.")
        )
    if law.access == "read_on_screen" and (writes or not all(row.screen_only for row in rows)):
        raise _beyond_law(authority, law, "CIS-31", N_("This desk reads and searches on the screen, and never writes."))
    if law.access == "read_on_screen" and any("rights" in row.purposes for row in rows):
        raise _beyond_law(authority, law, "CIS-31", N_("This desk does not answer the requests of persons."))
    if law.access == "by_decision":
        decision = authority.decision
        if decision is None or strand not in decision.strands:
            raise _beyond_law(authority, law, "CIS-30", N_("No decision of the Council covers this strand."))
        if any(row.valid_until is None or row.valid_until > decision.ends_on for row in rows):
            raise _beyond_law(authority, law, "CIS-30", N_("The designation must end with the Council's decision."))
        if writes:
            raise _beyond_law(authority, law, "CIS-30", N_("An organisation is given access; it supplies nothing."))


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


def legal_basis_of(rows: Iterable[DesignationFacts], *, strand: str, category: str, purpose: str, day: date) -> str:
    """The national provision under which an authority enters, as its list names it on the day; empty: it names none (CIS-22)."""
    named = (
        row.legal_basis
        for row in rows
        if row.legal_basis and allows([row], strand=strand, category=category, purpose=purpose, right="enter", day=day)
    )
    return next(named, "")


def _beyond_law(authority: AuthorityFacts, law: AccessRow, rule: str, sentence: str) -> NotPermitted:
    told = say(
        N_("%(authority)s: %(why)s %(ground)s"), authority=authority.name, why=Label(sentence), ground=Label(law.ground)
    )
    cure = N_("Change the row, or leave it out of the list.")
    return NotPermitted(rule, told, article=articles_in_full(law.citation), cure=cure)
