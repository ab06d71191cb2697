"""The one page of the acts on what others supplied: what it is about, what is asked, what was typed, what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from firstwall.kernel.refusal import FieldProblem
from firstwall.law.rows import ChoiceRow
from firstwall.web.fields import FormField, Option, by_field
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


def show(request: HttpRequest, page: ActPage, problems: Iterable[FieldProblem] = ()) -> HttpResponse:
    """Draw the page; what was typed stays, what is wrong stands beside its field."""
    found = tuple(problems)
    context = {"page": page, "problems": found, "key": new_key()}
    return render(request, "act.html", context, status=422 if found else 200)


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
