"""A form's field as a page draws it, made from a row of the law tables. No Django, no rule: the law room reads and judges."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from firstwall.kernel.refusal import Fault, FieldProblem, Refusal
from firstwall.kernel.sentences import N_
from firstwall.kernel.words import Strand
from firstwall.law.citations import articles_in_full
from firstwall.law.documents import DOCUMENT_PARTS, DOCUMENT_TYPES
from firstwall.law.rows import FieldRow

Said = Mapping[str, Sequence[str]]
"""What was typed, as a form sends it: each name with its values."""

DOCUMENT_ROWS = 3
PART_LABELS = {
    "type": N_("Kind"),
    "number": N_("Number"),
    "country": N_("Country"),
    "issued_on": N_("Issued on"),
    "issued_at": N_("Issued at"),
}
_LONG = {"lines", "dates", "prose"}


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a closed list; `why_not` leaves it visible and disabled."""

    code: str
    label: str
    help: str = ""
    chosen: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One input of a row of a repeated group."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class FormField:
    """What components/field.html draws."""

    code: str
    label: str
    kind: str = "text"
    hint: str = ""
    citation: str = ""
    text: str = ""
    options: tuple[Option, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    problem: FieldProblem | None = None
    required: bool = False
    is_group: bool = False
    cards: bool = False

    @property
    def is_long(self) -> bool:
        """Whether it is a box of several lines."""
        return self.kind in _LONG

    @property
    def height(self) -> int:
        """Lines of the box: room for what stands there and one more."""
        return max(2, min(8, self.text.count("\n") + 2))


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields behind one fold of the form; open when something in it is wrong or filled in."""

    title: str
    fields: tuple[FormField, ...] = field(default=())
    is_open: bool = False


def text_of(said: Said, code: str) -> str:
    """The one value typed for a code."""
    values = said.get(code) or ("",)
    return values[-1]


def options_of(rows: Iterable, chosen: Iterable[str], why_not: Mapping[str, str] | None = None) -> tuple[Option, ...]:
    """The rows of a closed list as options."""
    wanted = set(chosen)
    reasons = why_not or {}
    return tuple(
        Option(row.code, row.label, getattr(row, "help", ""), row.code in wanted, reasons.get(row.code, ""))
        for row in rows
    )


def field_of(row: FieldRow, said: Said, problems: Mapping[str, FieldProblem], strand: Strand | None) -> FormField:
    """One field of an alert, with what was typed and what is wrong with it."""
    kind = "prose" if row.prose and row.kind == "text" else row.kind
    few = 0 < len(row.choices) <= 3
    return FormField(
        code=row.code,
        label=row.label,
        kind=kind,
        hint=N_("One paper in each row; the number is needed.") if kind == "documents" else row.help,
        citation=articles_in_full(row.citation, strand),
        text="\n".join(said.get(row.code) or ()) if row.repeat else text_of(said, row.code),
        options=options_of(row.choices, said.get(row.code) or ()),
        rows=document_rows(row.code, said) if kind == "documents" else (),
        problem=problems.get(row.code),
        required=row.required,
        is_group=kind in {"choices", "documents"} or (kind == "choice" and few and row.required),
    )


def document_rows(code: str, said: Said) -> tuple[tuple[Cell, ...], ...]:
    """The rows of a group of documents, named code.0.number and so on; always one empty row more than filled."""
    filled = {row for name in said if (row := _row_number(code, name)) is not None and text_of(said, name)}
    count = max(DOCUMENT_ROWS, max(filled, default=-1) + 2)
    return tuple(
        tuple(_cell(f"{code}.{n}.{part}", part, text_of(said, f"{code}.{n}.{part}")) for part in DOCUMENT_PARTS)
        for n in range(count)
    )


def _cell(name: str, part: str, text: str) -> Cell:
    kinds = options_of(DOCUMENT_TYPES, [text]) if part == "type" else ()
    return Cell(name, PART_LABELS[part], text, kinds)


def documents_said(code: str, said: Said) -> list[dict[str, str]]:
    """The documents typed into those rows, empty rows left out."""
    rows: dict[int, dict[str, str]] = {}
    for name in said:
        row = _row_number(code, name)
        if row is not None and text_of(said, name).strip():
            rows.setdefault(row, {})[name.split(".")[2]] = text_of(said, name)
    return [rows[n] for n in sorted(rows)]


def _row_number(code: str, name: str) -> int | None:
    """The row that an input named code.0.number stands in; None for any other name, whoever made it up."""
    parts = name.split(".")
    is_ours = len(parts) == 3 and parts[0] == code and parts[1].isascii() and parts[1].isdigit() and len(parts[1]) < 4
    return int(parts[1]) if is_ours else None


def for_form(problems: Iterable[FieldProblem]) -> tuple[FieldProblem, ...]:
    """The problems as the form shows them: source and information of the 4x4 evaluation are one control."""
    shown: list[FieldProblem] = []
    for problem in problems:
        here = replace(problem, field="evaluation") if problem.field.startswith("evaluation") else problem
        if here.field != "evaluation" or all(one.field != "evaluation" for one in shown):
            shown.append(here)
    return tuple(shown)


def problem_of(error: Refusal | Fault, *, at: str | None = None) -> FieldProblem:
    """A refusal or fault beside the input it is about; a fault says its place, or stands at the input named."""
    if isinstance(error, Refusal):
        return FieldProblem(error.field, error.rule, error.article, error.sentence, error.cure)
    return FieldProblem(error.place if at is None else at, error.code, "", error.sentence, error.cure)


def by_field(problems: Iterable[FieldProblem]) -> dict[str, FieldProblem]:
    """The first problem of each field."""
    found: dict[str, FieldProblem] = {}
    for problem in problems:
        found.setdefault(problem.field, problem)
    return found
