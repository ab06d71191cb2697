"""What entering one alert and entering many have in common: putting it together, the designation, the ledger's account."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from firstwall.authorities.acting import acting
from firstwall.authorities.designation import legal_basis_of, require
from firstwall.authorities.queries import designations_of
from firstwall.cis.sealing import plain_content, plain_marks
from firstwall.cis.shapes import without_empty
from firstwall.cis.types import AlertRef, Content, Entry, Marks
from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Category
from firstwall.ledger.many import record_many


def entry_of(
    *,
    category: Category | str,
    values: Mapping[str, object],
    action: str,
    ground: str = "",
    handling: Iterable[str] = (),
    evaluation: str = "",
    union_relevance: str = "",
    field_of_law: str = "",
    handling_text: str = "",
    audience: Iterable[UUID] | None = None,
    legal_basis: str = "",
    data_subject: str = "",
    rests_on: str = "",
) -> Entry:
    """Put together what a supplier says; `evaluation` is the 4x4 code, such as B2.

    Raises:
        FieldRefused: there is no such category.
    """
    if category not in {str(one) for one in Category}:
        problem = FieldProblem("category", "CIS-07", "", N_("This category does not exist."), N_("Choose a to h."))
        raise FieldRefused([problem])
    content = Content(
        without_empty(values),
        ground,
        union_relevance,
        field_of_law,
        handling_text,
        legal_basis=legal_basis,
        data_subject=data_subject,
        rests_on=rests_on,
    )
    marks = Marks(
        action=action,
        handling=tuple(sorted(set(handling))),
        evaluation_source=evaluation[:1],
        evaluation_information=evaluation[1:],
        audience=None if audience is None else tuple(audience),
    )
    return Entry(Category(category), content, marks)


def must_be_designated(actor: Actor, category: Category, today: date) -> str:
    """CIS-16, CIS-25: the list of designations lets the authority enter this category, for this purpose.

    Returns:
        The national provision that the list names for it, if any (CIS-22).
    """
    rows = designations_of(authority_of(actor))
    where = {"strand": str(strand_of(actor)), "category": str(category), "purpose": actor.purpose}
    require(rows, right="enter", day=today, **where)
    return legal_basis_of(rows, day=today, **where)


def declared_basis(actor: Actor, category: Category) -> str:
    """The national provision that the list names today: what a form proposes and a supplier may change (CIS-22)."""
    with acting(actor):
        return legal_basis_of(
            designations_of(authority_of(actor)),
            strand=str(strand_of(actor)),
            category=str(category),
            purpose=actor.purpose,
            day=utc_now().date(),
        )


def on_its_basis(content: Content, declared: str) -> Content:
    """What is said, with the declared provision where the supplier names no other (CIS-22)."""
    return content if content.legal_basis else replace(content, legal_basis=declared)


def record_entries(actor: Actor, entered: Iterable[tuple[AlertRef, Entry]]) -> None:
    """The ledger's account of each entry: codes and names of fields, no value of them."""
    accounts = [
        (
            ref.id,
            {
                "reference": ref.reference,
                "category": str(entry.category),
                "action": entry.marks.action,
                "fields": sorted(entry.content.values),
                "ground": entry.content.ground,
                "narrowed": entry.marks.audience is not None,
            },
        )
        for ref, entry in entered
    ]
    record_many(actor, act="cis.enter_alert", object_type="alert", of=accounts)


def plain_of(entry: Entry) -> dict:
    """An entry as plain JSON: for the hash by which two requests count as the same."""
    return {
        "category": str(entry.category),
        "content": plain_content(entry.content),
        "marks": plain_marks(entry.marks),
    }
