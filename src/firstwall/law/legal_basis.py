"""The national provision under which a supplier enters: a short text that names a law and nobody (CIS-22)."""

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, Label, say
from firstwall.law.citations import articles_in_full
from firstwall.law.personal_text import find_contacts, find_person
from firstwall.law.reading import Unreadable, read_text

LONGEST = 200
CITATION = "D 9; R 31"


def read_basis(text: object) -> str:
    """Return a legal basis in its normal form: one line.

    Raises:
        Unreadable: it is no text, too long, or holds hidden characters.
    """
    return read_text(text, max_length=LONGEST)


def basis_problem(text: str, field: str) -> FieldProblem | None:
    """Return what stands against a legal basis: unreadable, or it names a person; empty says nothing and is none."""
    try:
        said = read_basis(text)
    except Unreadable as unread:
        return FieldProblem(field, "CIS-22", articles_in_full(CITATION), unread.sentence, unread.cure)
    found = find_person(said) or find_contacts(said)
    if found is None:
        return None
    sentence = say(
        N_("A legal basis names a law; this holds %(kind)s: “%(words)s”."), kind=Label(found.kind), words=found.words
    )
    return FieldProblem(
        field, "CIS-22", articles_in_full(CITATION), sentence, N_("Write the law and its article only.")
    )
