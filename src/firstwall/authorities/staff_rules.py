"""Which change one administrator makes alone and which takes two (SEC-12). Pure."""

from collections.abc import Collection
from datetime import date

from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.strict_json import is_storable
from firstwall.kernel.words import Strand
from firstwall.law import tables

# Whoever keeps people, or watches over those who do, could give themselves everything: never by one person alone.
HIGHER = frozenset({"administrator", "supervisor"})
LOGIN_LENGTH, NAME_LENGTH, CODE_LENGTH = 80, 200, 40


def needs_two(held: Collection[str], role: str = "") -> bool:
    """Whether a change of this account, or of this role of it, needs a colleague's agreement."""
    return role in HIGHER or bool(HIGHER & set(held))


def grantable() -> tuple[str, ...]:
    """Every role that the law's table of purposes knows."""
    return tuple(sorted({role for row in tables.PURPOSES.values() for role in row.roles}))


def must_be_a_role(role: str, strands: Collection[str]) -> None:
    """Pass in silence when the role exists and at least one strand is named.

    Raises:
        FieldRefused: not so.
    """
    if role not in grantable():
        raise FieldRefused([FieldProblem("role", "SEC-12", "", N_("There is no such role."), N_("Choose one."))])
    if not strands or not set(strands) <= set(Strand):
        raise FieldRefused(
            [FieldProblem("strands", "CIS-01", "", N_("No strand is chosen."), N_("Choose C, A or both."))]
        )


def must_be_filled(**texts: tuple[str, int]) -> None:
    """Each text is there, fits, and can be kept.

    Args:
        texts: by the field's name, the text and its greatest length.

    Raises:
        FieldRefused: names every field that is not so.
    """
    wrong = []
    for field, (text, longest) in texts.items():
        if not text.strip():
            wrong.append(FieldProblem(field, "SEC-14", "", N_("This must be filled in.")))
        elif len(text) > longest or not is_storable(text):
            cure = N_("Shorten it and use plain text.")
            wrong.append(FieldProblem(field, "SEC-52", "", N_("This is too long, or not plain text."), cure))
    if wrong:
        raise FieldRefused(wrong)


def is_gone(leaves_on: date | None, today: date) -> bool:
    """Whether the day of leaving has come."""
    return leaves_on is not None and leaves_on <= today
