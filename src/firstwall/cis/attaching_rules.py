"""What an attachment may say: the category's closed set holds for it as for the alert (CIS-15). Pure."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from firstwall.cis.types import AttachmentView
from firstwall.documents.types import Inspected
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.words import Category
from firstwall.law.personal_text import find_contacts, find_person
from firstwall.law.tables import CATEGORIES, PERSONAL_SETS

RULE = "CIS-15"
ARTICLE = "Decision 2009/917/JHA, Art. 4; Regulation (EC) 515/97, Art. 25; Regulation (EU) 2016/346, recital 9"
MOST = 10
PEOPLE = {
    "none": N_("It says nothing of any person."),
    "within": N_("It names persons, within the items of this category's set."),
}


def must_be_carried(
    looked: Inspected, *, people: str, stays_within: bool, category: Category, held: Sequence[Mapping[str, Any]]
) -> None:
    """Pass in silence when label, statement and what the machine can read agree with the category's set.

    Raises:
        FieldRefused: everything that stands in the way.
    """
    problems = [*_label(looked, people, category), *_text(looked, people)]
    if not stays_within:
        sentence = N_("Nobody has stated that it stays within the closed set of this category.")
        problems.append(_problem("stays_within", sentence, N_("Read it again, then say so, or leave it out.")))
    if len(held) >= MOST:
        sentence = say(N_("An alert has %(most)s attachments at most."), most=MOST)
        problems.append(_problem("file", sentence, N_("Remove one that is no longer needed.")))
    if any(one["sha256"] == looked.sha256 for one in held):
        problems.append(_problem("file", N_("This very file is attached already."), N_("Leave it as it is.")))
    if problems:
        raise FieldRefused(problems)


def must_have_reason(reason: str) -> str:
    """Return a reason that says something.

    Raises:
        FieldRefused: it does not.
    """
    if not any(char.isalnum() for char in reason):
        problem = _problem("reason", N_("An attachment is removed for a reason."), N_("Say why it is removed."))
        raise FieldRefused([problem])
    return reason


def plain_of(attachment_id: UUID, looked: Inspected, *, people: str) -> dict:
    """What a version says of an attachment, as plain JSON: sealed with it."""
    said = {"name": looked.name, "kind": looked.kind, "size": looked.size, "sha256": looked.sha256, "people": people}
    return {"id": str(attachment_id), **said}


def view_of(said: Mapping[str, Any]) -> AttachmentView:
    """Read it back."""
    return AttachmentView(**{**said, "id": UUID(said["id"])})


def _label(looked: Inspected, people: str, category: Category) -> list[FieldProblem]:
    if people not in PEOPLE:
        return [_problem("people", N_("It is not said whether it names persons."), N_("Choose from the list."))]
    if PERSONAL_SETS[CATEGORIES[category].personal_set].items:
        return []
    problems = []
    if people != "none":
        sentence = N_("This category holds no personal data.")
        problems.append(_problem("people", sentence, N_("Rewrite the file without, or leave it out.")))
    if not looked.is_read:
        sentence = N_("Here only what the machine can read through comes in: this category holds no personal data.")
        problems.append(_problem("file", sentence, N_("Send what it says as plain text (.txt).")))
    return problems


def _text(looked: Inspected, people: str) -> list[FieldProblem]:
    text = f"{looked.name}\n{looked.text}"
    found = find_person(text) if people == "none" else find_contacts(text)
    if found is None:
        return []
    sentence = say(N_("The file holds %(kind)s: “%(words)s”."), kind=Label(found.kind), words=found.words)
    return [_problem("file", sentence, N_("Rewrite it without; what belongs to a case file stays there."))]


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, RULE, ARTICLE, sentence, cure)
