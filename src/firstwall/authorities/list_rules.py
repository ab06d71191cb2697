"""Versions of the lists of designations: what a version changes, what it may say, who may check it. Pure (CIS-24 to CIS-27)."""

from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

from firstwall.authorities.designation import in_force, must_fit_the_law
from firstwall.authorities.types import AuthorityFacts, DesignationFacts, ListChange, ListedRow
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.law.legal_basis import basis_problem

RIGHTS = ("read", "enter", "use", "export", "fide_read", "fide_enter")
LIST_ARTICLE = "Decision 2009/917/JHA Art. 7(2); Regulation (EC) 515/97 Art. 29(2)"
# from, to: a list is confirmed only after its check, and a returned one is proposed anew as another version
MOVES: dict[str, frozenset[str]] = {
    "proposed": frozenset({"checked", "returned"}),
    "checked": frozenset({"confirmed"}),
    "returned": frozenset(),
    "confirmed": frozenset(),
}


def rows_on(day: date, designations: Iterable[DesignationFacts], strand: str) -> tuple[ListedRow, ...]:
    """The list of a strand as it stood on a day."""
    return tuple(
        ListedRow(
            row.authority_id,
            row.categories,
            row.purposes,
            row.rights,
            row.screen_only,
            row.valid_until,
            row.legal_basis,
        )
        for row in designations
        if row.strand == strand and in_force(row, day)
    )


def changes_between(before: Iterable[ListedRow], after: Iterable[ListedRow]) -> tuple[ListChange, ...]:
    """What each authority gained or lost from one version to another; those untouched are left out."""
    old, new = _by_authority(before), _by_authority(after)
    found = []
    for authority_id in sorted({*old, *new}, key=str):
        was, now = old.get(authority_id, ()), new.get(authority_id, ())
        if (kind := _kind(was, now)) != "same":
            found.append(ListChange(authority_id, kind, was, now))
    return tuple(found)


def widens(changes: Iterable[ListChange]) -> bool:
    """Whether a version gives anybody anything new: what the check for proportion looks at first (CIS-26, AUD-03)."""
    return any(change.kind in ("new", "wider", "other") for change in changes)


def must_be_a_list(
    rows: Iterable[ListedRow], *, strand: str, state_code: str, known: Mapping[UUID, AuthorityFacts]
) -> None:
    """A list names authorities of its own state with categories, purposes and rights that the law knows.

    Raises:
        FieldRefused: a row that does not fit, by its number.
        NotPermitted: the law gives this kind of authority less.
    """
    rows = list(rows)
    problems = [problem for number, row in enumerate(rows, start=1) for problem in _wrong(number, row, strand)]
    for number, row in enumerate(rows, start=1):
        owner = known.get(row.authority_id)
        if owner is None or owner.state_code != state_code:
            sentence, cure = (
                N_("This authority is not of the state whose list this is."),
                N_("Take it out of the list."),
            )
            problems.append(FieldProblem(f"rows.{number}", "CIS-24", LIST_ARTICLE, sentence, cure))
    if problems:
        raise FieldRefused(problems)
    for row in rows:
        must_fit_the_law(known[row.authority_id], strand, [row])


def must_keep_lists(authority: AuthorityFacts) -> None:
    """An organisation is listed by decision of the Council; it neither proposes nor checks (CIS-30).

    Raises:
        NotPermitted: it is an international or regional organisation.
    """
    if authority.type == "international_organisation":
        sentence, cure = N_("An organisation keeps no list of designations."), N_("Ask the operator of the system.")
        raise NotPermitted("CIS-30", sentence, article=LIST_ARTICLE, cure=cure)


def must_be_ones_own(rows: Iterable[ListedRow], *, state_code: str, proposed_for: UUID) -> None:
    """A body that belongs to no state lists itself, never another body (CIS-24).

    Raises:
        FieldRefused: a row of another body, by its number.
    """
    sentence, cure = N_("A body lists itself only."), N_("Take the other bodies out of the list.")
    problems = [
        FieldProblem(f"rows.{number}", "CIS-24", LIST_ARTICLE, sentence, cure)
        for number, row in enumerate(rows, start=1)
        if not state_code and row.authority_id != proposed_for
    ]
    if problems:
        raise FieldRefused(problems)


def must_be_the_checker(
    checker: AuthorityFacts, *, strand: str, state_code: str, proposed_for: UUID, is_proposer: bool
) -> None:
    """Administrative strand: the Commission's desk. Criminal strand: another person of the state that proposes (CIS-26).

    A list of a body that belongs to no state is checked by another person of that body.

    Raises:
        NotPermitted: somebody else's to check.
    """
    must_keep_lists(checker)
    if is_proposer:
        sentence, cure = N_("A list is not checked by the person who proposed it."), N_("Ask a colleague.")
        raise NotPermitted("CIS-26", sentence, article=LIST_ARTICLE, cure=cure)
    if not state_code and checker.id != proposed_for:
        sentence, cure = N_("A body answers for its own list."), N_("Tell that body what you think.")
        raise NotPermitted("CIS-26", sentence, article=LIST_ARTICLE, cure=cure)
    if strand == Strand.ADMINISTRATIVE:
        if checker.type == "olaf":
            return
        sentence = N_("In this strand the Commission checks a list with the state before it confirms it.")
        raise NotPermitted(
            "CIS-26", sentence, article="Regulation (EC) 515/97 Art. 29(2)", cure=N_("Wait for its answer.")
        )
    if checker.state_code == state_code:
        return
    sentence = N_("In this strand a state answers for its own list; the others are told.")
    raise NotPermitted(
        "CIS-26", sentence, article="Decision 2009/917/JHA Art. 7(2)", cure=N_("Tell that state what you think.")
    )


def must_have_a_finding(finding: str) -> None:
    """A check says in words why the designations are in proportion, or why not.

    Raises:
        FieldRefused: no finding.
    """
    if not any(map(str.isalnum, finding)):
        sentence, cure = (
            N_("The check has no finding."),
            N_("Say why these designations are in proportion, or why not."),
        )
        raise FieldRefused([FieldProblem("finding", "CIS-26", LIST_ARTICLE, sentence, cure)])


def _wrong(number: int, row: ListedRow, strand: str) -> Iterable[FieldProblem]:
    known = (
        ("categories", row.categories, {str(one) for one in Category}),
        ("purposes", row.purposes, {one.code for one in tables.PURPOSES.values() if strand in one.strands}),
        ("rights", row.rights, set(RIGHTS)),
    )
    if problem := basis_problem(row.legal_basis, f"rows.{number}.legal_basis"):
        yield problem
    for part, said, allowed in known:
        if not said or not set(said) <= allowed:
            sentence, cure = (
                N_("A designation names categories, purposes and rights from the lists."),
                N_("Correct the row."),
            )
            yield FieldProblem(f"rows.{number}.{part}", "CIS-25", LIST_ARTICLE, sentence, cure)


def _by_authority(rows: Iterable[ListedRow]) -> dict[UUID, tuple[ListedRow, ...]]:
    found: dict[UUID, tuple[ListedRow, ...]] = {}
    for row in rows:
        found[row.authority_id] = (*found.get(row.authority_id, ()), row)
    return found


def _kind(was: tuple[ListedRow, ...], now: tuple[ListedRow, ...]) -> str:
    if not was or not now:
        return "new" if now else "gone"
    old, new = _grants(was), _grants(now)
    if old == new:
        return "same" if _bases(was) == _bases(now) else "basis"
    if new > old:
        return "wider"
    return "narrower" if new < old else "other"


def _bases(rows: tuple[ListedRow, ...]) -> set[tuple]:
    return {(row.categories, row.legal_basis) for row in rows}


def _grants(rows: tuple[ListedRow, ...]) -> set[tuple]:
    """Each single thing allowed: data, purpose, right, and whether beyond the screen and for how long."""
    return {
        (category, purpose, right, row.screen_only, row.valid_until)
        for row in rows
        for category in row.categories
        for purpose in row.purposes
        for right in row.rights
    }
