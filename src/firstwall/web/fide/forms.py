"""The forms of FIDE: what identifies, the file, the list of offences; read back into what the room takes. No rule lives here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from firstwall.fide.rules import ENTERING
from firstwall.fide.types import FileGiven, Offence
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.fide import STATUSES, SUBJECTS, identity_of
from firstwall.law.reading import Unreadable, read_date
from firstwall.web.cis.forms import Form
from firstwall.web.fields import FormField, Option

_HINTS = {
    "former_names": N_("One per line."),
    "aliases": N_("One per line."),
    "birth_date": N_("Year-month-day, or only the year."),
    "nationality": N_("Two-letter code, such as EE."),
    "sex": N_("M, F or X."),
}
_WHOLE_DAY = 10
_TEXTS = ("status", "subject", "offence_code", "union_relevance", "file_number", "contact")


def identity_fields(form: Form, kind: str) -> list[FormField]:
    """What identifies a person or a business: the law's closed list."""
    return [
        form.text(row.code, row.label, _HINTS.get(row.code, ""), long=row.several, required=False)
        for row in identity_of(kind)
    ]


def identity_in(typed: Mapping[str, str], kind: str) -> dict[str, str | tuple[str, ...]]:
    """What was typed of it."""
    found: dict[str, str | tuple[str, ...]] = {}
    for row in identity_of(kind):
        text = typed.get(row.code, "").strip()
        if text:
            found[row.code] = tuple(filter(None, map(str.strip, text.splitlines()))) if row.several else text
    return found


def file_fields(form: Form, strand: Strand, offences: tuple[Offence, ...]) -> list[FormField]:
    """The file: its status, field, days, number and whom to ask."""
    ground = (
        form.choice("offence_code", N_("Offence"), [Option(one.code, f"{one.code}: {one.label}") for one in offences],
                    N_("From your state's list in force."), required=False)
        if strand is Strand.CRIMINAL
        else form.text("union_relevance", N_("Relevance at Union level"), N_("Why it matters beyond one state."), long=True)
    )  # fmt: skip
    return [
        form.choice("status", N_("Status"), [Option(row.code, row.label, row.help) for row in STATUSES.values()]),
        form.choice(
            "subject", N_("Field of the file"), [Option(row.code, row.label) for row in SUBJECTS.values()], required=False
        ),
        ground,
        form.text("file_number", N_("Number of the file")),
        form.text("contact", N_("Whom to ask"), N_("Unit and how to reach it; it is shown with a hit.")),
        form.text("filed_on", N_("Entered in the file on"), N_("The clock runs from this day. Year-month-day.")),
        form.text("last_act_on", N_("Last act in the file"), N_("A current file ends a year after it. Year-month-day.")),
    ]  # fmt: skip


def file_in(typed: Mapping[str, str], kind: str) -> FileGiven:
    """What was typed of a file.

    Raises:
        FieldRefused: a day that cannot be read.
    """
    days: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for code in ("filed_on", "last_act_on"):
        try:
            days[code] = whole_day(typed.get(code, ""), code, "FIDE-16")
        except FieldRefused as refused:
            problems += refused.problems
    if problems:
        raise FieldRefused(problems)
    texts: dict[str, Any] = {code: typed.get(code, "") for code in _TEXTS}
    return FileGiven(kind=kind, identity=identity_in(typed, kind), **texts, **days)


def typed_of(given: FileGiven) -> dict[str, str]:
    """A file as its form was filled in."""
    identity = {code: said if isinstance(said, str) else "\n".join(said) for code, said in given.identity.items()}
    names = (
        "status",
        "subject",
        "offence_code",
        "union_relevance",
        "file_number",
        "contact",
        "filed_on",
        "last_act_on",
    )
    return identity | {name: str(getattr(given, name)) for name in names}


def offences_in(text: str) -> list[Offence]:
    """One offence a line: code; name; most months of detention; highest fine in euro.

    Raises:
        FieldRefused: a line that is not so, by its number.
    """
    found: list[Offence] = []
    problems: list[FieldProblem] = []
    for number, line in enumerate(filter(str.strip, text.splitlines()), start=1):
        parts = [part.strip() for part in line.split(";")]
        months, fine = [*parts, "0", "0", "0", "0"][2:4]
        if len(parts) not in (3, 4) or not (months or "0").isdecimal() or not (fine or "0").isdecimal():
            sentence, cure = (
                N_("A line is: code; name; months; euro."),
                N_("Correct the line, such as 391; Smuggling; 60; 0."),
            )
            problems.append(FieldProblem(f"offences.{number}", "FIDE-05", ENTERING, sentence, cure))
            continue
        found.append(Offence(parts[0], parts[1], int(months or 0), int(fine or 0)))
    if problems:
        raise FieldRefused(problems)
    return found


def whole_day(text: str, field: str, rule: str) -> date:
    """Read a whole day.

    Raises:
        FieldRefused: it is none.
    """
    try:
        read = read_date(text.strip()) if text.strip() else ""
    except Unreadable as wrong:
        raise FieldRefused([FieldProblem(field, rule, ENTERING, wrong.sentence, wrong.cure)]) from None
    if len(read) != _WHOLE_DAY:
        sentence, cure = N_("A whole day is needed."), N_("Write it as year-month-day.")
        raise FieldRefused([FieldProblem(field, rule, ENTERING, sentence, cure)])
    return date.fromisoformat(read)
