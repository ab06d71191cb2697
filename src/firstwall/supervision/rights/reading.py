"""What was typed about a person who asks, in its normal form, or every problem with it at once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.law import rights
from firstwall.law.reading import Unreadable, read_date, read_text
from firstwall.supervision.rights.types import Person

LONGEST_WORDS = 4_000
_LONGEST_LINE = 200
_ARTICLE = "Regulation (EC) No 515/97, Art. 36(1); Directive (EU) 2016/680, Art. 12 to 17"


def read_request(
    person: Person, *, asks: Iterable[str], identity: str, received_on: date, today: date
) -> tuple[Person, tuple[str, ...]]:
    """Return the person and what is asked in their normal form.

    Raises:
        FieldRefused: every field that is missing, unknown or unreadable.
    """
    problems: list[FieldProblem] = []
    asked = tuple(sorted(set(asks)))
    if not asked or not set(asked) <= set(rights.ASKS):
        problems.append(_problem("asks", N_("It is not said what is asked."), N_("Choose from the list.")))
    if identity not in rights.IDENTITY:
        cure = N_("Say how it was established that this is the person, or somebody entitled to act for them.")
        problems.append(_problem("identity", N_("Nobody is answered whose identity was not checked."), cure))
    if received_on > today:
        problems.append(_problem("received_on", N_("This day has not come yet."), N_("Give the day it came in.")))
    read = _person(person, problems)
    if problems:
        raise FieldRefused(problems)
    return read, asked


def read_words(text: str, field: str) -> str:
    """Return a reason in its normal form; it must say something.

    Raises:
        FieldRefused: empty, too long, or no plain text.
    """
    problems: list[FieldProblem] = []
    words = _line(text, field, problems, longest=LONGEST_WORDS, one_line=False)
    if not problems and not any(char.isalnum() for char in words):
        problems.append(_problem(field, N_("The reason of this one case is missing."), N_("Write why.")))
    if problems:
        raise FieldRefused(problems)
    return words


def _person(person: Person, problems: list[FieldProblem]) -> Person:
    names = tuple(name for one in person.names if (name := _line(one, "names", problems)))
    if not names:
        problems.append(_problem("names", N_("The name is missing."), N_("Write it as the paper has it.")))
    numbers = tuple(number for one in person.documents if (number := _line(one, "documents", problems)))
    return replace(
        person,
        names=names,
        documents=numbers,
        birth_date=_day(person.birth_date, problems),
        nationality=_line(person.nationality, "nationality", problems)[:2].upper(),
        address=_line(person.address, "address", problems, longest=1_000, one_line=False),
        language=_line(person.language, "language", problems)[:8].lower(),
        says=_line(person.says, "says", problems, longest=LONGEST_WORDS, one_line=False),
    )


def _line(
    text: str, field: str, problems: list[FieldProblem], *, longest: int = _LONGEST_LINE, one_line: bool = True
) -> str:
    if not text.strip():
        return ""
    try:
        return read_text(text, max_length=longest, one_line=one_line)
    except Unreadable as unread:
        problems.append(_problem(field, unread.sentence, unread.cure))
        return ""


def _day(text: str, problems: list[FieldProblem]) -> str:
    if not text.strip():
        return ""
    try:
        return read_date(text)
    except Unreadable as unread:
        problems.append(_problem("birth_date", unread.sentence, unread.cure))
        return ""


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, "RTS-02", _ARTICLE, sentence, cure)
