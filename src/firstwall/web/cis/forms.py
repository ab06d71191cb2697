"""The one page of the acts on what others supplied: what it is about, what is asked, what was typed, what is wrong with it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstwall.kernel.refusal import FieldProblem, FieldRefused, NothingHere, Refusal
from firstwall.law.rows import ChoiceRow
from firstwall.web.fields import FormField, Option, by_field, problem_of
from firstwall.web.guard import new_key


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what the page is about; `kind` is text, day, word (with its table) or strand."""

    label: str
    value: object
    kind: str = "text"
    table: str = ""


@dataclass(frozen=True, slots=True)
class Button:
    """One way to answer: the form is sent with `act` naming it."""

    act: str
    label: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ActPage:
    """What the template draws."""

    title: str
    about: str
    citation: str
    strand: str
    facts: Sequence[Fact] = ()
    fields: Sequence[FormField] = ()
    buttons: Sequence[Button] = ()
    back: str = ""
    back_label: str = ""
    version: int = 0
    # what the form is answered with when something must be said beside it
    notes: Sequence[str] = ()
    # the address from which one comes: the registers, or for a supervisor those of the authorities supervised
    home: str = "registers"

    @property
    def takes_file(self) -> bool:
        """Whether the form carries a file."""
        return any(field.kind == "file" for field in self.fields)


def show(request: HttpRequest, page: ActPage, problems: Iterable[FieldProblem] = ()) -> HttpResponse:
    """Draw the page; what was typed stays, what is wrong stands beside its field."""
    found = tuple(problems)
    context = {"page": page, "problems": found, "key": new_key()}
    return render(request, "act.html", context, status=422 if found else 200)


ANY_RULE = "*"


@contextmanager
def beside_fields(problems: list[FieldProblem], *, rule: str = "") -> Iterator[None]:
    """Run an act of the form; what it refuses joins the problems, to stand beside its field while what was typed stays.

    Args:
        problems: filled.
        rule: refusals of this rule (or of `ANY_RULE`) stand on the form, too; all others have a page of their own, and
            what is hidden or absent always has (SEC-09).
    """
    try:
        yield
    except FieldRefused as refused:
        problems += refused.problems
    except NothingHere:
        raise
    except Refusal as refusal:
        if rule not in (refusal.rule, ANY_RULE):
            raise
        problems.append(problem_of(refusal))


class Form:
    """The fields of one form, each with what was typed and what is wrong with it."""

    def __init__(self, typed: Mapping[str, str], problems: Iterable[FieldProblem]) -> None:
        self._typed, self._problems = typed, by_field(problems)

    def text(self, code: str, label: str, hint: str = "", *, long: bool = False, required: bool = True) -> FormField:
        """A line, or a box of several."""
        kind = "prose" if long else "text"
        return FormField(
            code, label, kind, hint, text=self._typed.get(code, ""), problem=self._problems.get(code), required=required
        )

    def file(self, code: str, label: str, hint: str) -> FormField:
        """A file; chosen anew each time, since a browser does not keep it."""
        return FormField(code, label, "file", hint, problem=self._problems.get(code), required=True)

    def choice(
        self, code: str, label: str, rows: Iterable[ChoiceRow | Option], hint: str = "", *, required: bool = True
    ) -> FormField:
        """One of a closed list, as cards when it must be answered."""
        chosen = self._typed.get(code, "")
        options = tuple(Option(row.code, row.label, row.help, chosen=row.code == chosen) for row in rows)
        return FormField(
            code,
            label,
            "choice",
            hint,
            options=options,
            problem=self._problems.get(code),
            required=required,
            is_group=required,
            cards=required,
        )

    def choices(self, code: str, label: str, options: Iterable[Option], hint: str = "") -> FormField:
        """Several of a list."""
        return FormField(
            code,
            label,
            "choices",
            hint,
            options=tuple(options),
            problem=self._problems.get(code),
            required=True,
            is_group=True,
        )
