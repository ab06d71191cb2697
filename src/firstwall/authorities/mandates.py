"""Whether a mandate may be opened: pure decisions over the person, what is asked and the list of designations."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from firstwall.authorities.confirmation import must_be_confirmed
from firstwall.authorities.designation import has_access, in_force
from firstwall.authorities.types import AuthorityFacts, DesignationFacts, PersonFacts
from firstwall.kernel.refusal import FieldProblem, FieldRefused, NotPermitted
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.strict_json import is_storable
from firstwall.kernel.words import Strand
from firstwall.law import tables
from firstwall.law.citations import articles_in_full

# A supervisor and an administrator of people need no designation: neither reads content through the list.
_WITHOUT_LIST = {"supervision", "administration"}
LONGEST_TEXT = 80
# CIS-27: reading and entering are direct access; `use` alone is the right to use what others obtained
DIRECT_ACCESS = {"read", "enter"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The mandate as asked for."""

    role: str
    strands: tuple[str, ...]
    purpose: str
    reference: str = ""
    post: str = ""
    shift: str = ""


def must_be_known(wanted: Wanted) -> None:
    """Before a context is made of it: roles, purposes and strands are closed lists, and the texts fit (SEC-08, SEC-52).

    Raises:
        NotPermitted, FieldRefused: a value that no list holds, or a text that cannot be kept.
    """
    if not set(wanted.strands) <= set(Strand):
        raise _missing("strands", "CIS-01", N_("There is no such strand."), N_("Choose C, A or both."))
    roles = {role for row in tables.PURPOSES.values() for role in row.roles}
    if wanted.role not in roles or wanted.purpose not in tables.PURPOSES:
        raise NotPermitted(
            "SEC-21", N_("There is no such role or purpose."), cure=N_("Choose a purpose from the list for the role.")
        )
    for field in ("reference", "post", "shift"):
        text = getattr(wanted, field)
        if len(text) > LONGEST_TEXT or not is_storable(text):
            raise _missing(
                field, "SEC-52", N_("This is too long, or not plain text."), N_("Write at most 80 characters.")
            )


def check(person: PersonFacts, wanted: Wanted, designations: Iterable[DesignationFacts], today: date) -> None:
    """Pass in silence or refuse with the rule: type of authority, role, purpose, designation, then the lane's fields.

    Raises:
        NotPermitted: CIS-24, CIS-25, CIS-29, CIS-30, CIS-32e or SEC-21 stands against it.
        FieldRefused: a lane needs post and shift.
    """
    rows = list(designations)
    must_be_confirmed(person.confirmed_until, today)
    if not wanted.strands:
        raise _missing("strands", "CIS-01", N_("No strand is chosen."), N_("Choose at least one strand."))
    for strand in wanted.strands:
        _type_has_access(person.authority, strand, today, wanted.purpose)
        if (wanted.role, strand) not in person.roles:
            raise NotPermitted(
                "SEC-14",
                N_("This role is not granted to you in this strand."),
                cure=N_("Choose a role that is granted to you, or ask your administration to grant it."),
            )
        _purpose_is_listed(wanted, strand)
        if wanted.purpose not in _WITHOUT_LIST:
            _authority_is_designated(rows, wanted, strand, today)
    _lane_is_fixed(wanted)


def _type_has_access(authority: AuthorityFacts, strand: str, today: date, purpose: str) -> None:
    row = tables.access_of(authority.type, Strand(strand))
    # who supervises does nothing else here, whatever a list says by mistake
    if has_access(authority, strand, today) and (row.access != "supervision" or purpose in _WITHOUT_LIST):
        return
    raise NotPermitted(
        "CIS-30" if row.access == "by_decision" else "CIS-24",
        say(
            N_("%(authority)s has no access in this strand. %(ground)s"),
            authority=authority.name,
            ground=Label(row.ground),
        ),
        article=articles_in_full(row.citation),
        cure=N_("Ask the supplying authority for what you need; it may authorise a transfer."),
    )


def _purpose_is_listed(wanted: Wanted, strand: str) -> None:
    purpose = tables.PURPOSES.get(wanted.purpose)
    if purpose is None or strand not in purpose.strands or wanted.role not in purpose.roles:
        raise NotPermitted(
            "SEC-21",
            N_("This purpose is not open to this role in this strand."),
            article=purpose.citation if purpose else "",
            cure=N_("Choose a purpose from the list for the role."),
        )


def _authority_is_designated(rows: list[DesignationFacts], wanted: Wanted, strand: str, today: date) -> None:
    mine = [row for row in rows if row.strand == strand and in_force(row, today) and wanted.purpose in row.purposes]
    if any(DIRECT_ACCESS & set(row.rights) for row in mine):
        return
    if mine:
        raise NotPermitted(
            "CIS-27",
            N_("Your authority may use data that others pass on to it; the list gives it no direct access."),
            article="Decision 2009/917/JHA Art. 8(2), 8(3); Regulation (EC) 515/97 Art. 30(2), 30(3)",
            cure=N_("Ask an authority with direct access, or the state's responsible administration about the list."),
        )
    raise NotPermitted(
        "CIS-24",
        N_("Your authority is not on today's list of designations for this strand and purpose."),
        article="Decision 2009/917/JHA Art. 7(1); Regulation (EC) 515/97 Art. 29(1)",
        cure=N_("Choose another purpose, or ask the state's responsible administration about the list."),
    )


def _lane_is_fixed(wanted: Wanted) -> None:
    purpose = tables.PURPOSES[wanted.purpose]
    if purpose.kind != "lane" or wanted.role != "border_officer":
        return
    for field in ("post", "shift"):
        if not getattr(wanted, field).strip():
            raise _missing(
                field,
                "SEC-21",
                N_("A lane mandate fixes the post and the shift when the shift opens."),
                N_("Enter the post and the shift."),
            )


def nobody() -> NotPermitted:
    """The person is unknown or has left."""
    return NotPermitted("SEC-14", N_("This account is not in use."), cure=N_("Ask your administration."))


def over() -> NotPermitted:
    """The mandate of the session is closed or past its end."""
    return NotPermitted(
        "SEC-18", N_("The mandate of this session is over."), cure=N_("Sign in again or open a new mandate.")
    )


def somebody_elses() -> NotPermitted:
    """The mandate named is another person's."""
    return NotPermitted("SEC-02", N_("This mandate is not yours."), cure=N_("Open a mandate of your own."))


def _missing(field: str, rule: str, sentence: str, cure: str) -> FieldRefused:
    return FieldRefused([FieldProblem(field, rule, "", sentence, cure)])
