"""Brings the raw values of an alert into one form, whichever door they came through: page, API, import, node.

Lists may come as lists or as text with one entry a line. Empty values disappear. Normal values read again stay as
they are, so that a door may normalise twice without harm.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Category, Strand
from firstwall.law.countries import read_country
from firstwall.law.documents import read_document
from firstwall.law.problems import outside, unreadable
from firstwall.law.reading import Unreadable, read_date, read_moment, read_number, read_text, shown
from firstwall.law.rows import FieldRow
from firstwall.law.tables import fields_of

MOST_ENTRIES = 200
"""Entries of one list: the longest real alias list read had fewer than half of this."""

MOST_PROBLEMS = 100
"""Unknown fields named in one answer: a file of another kind does not make a list without end."""

Value = str | list[str] | list[dict[str, str]]


def normalise_values(
    category: Category, raw: Mapping[str, object], strand: Strand | None = None
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Return the readable values in form order and every problem met; a field outside the set is one (CIS-08)."""
    permitted = {row.code: row for row in fields_of(category)}
    filled = {str(code): value for code, value in raw.items() if not _is_empty(value)}
    unknown = [code for code in filled if code not in permitted]
    problems = [outside(code, category, strand) for code in unknown[:MOST_PROBLEMS]]
    values: dict[str, Any] = {}
    for code, row in permitted.items():
        if code not in filled:
            continue
        try:
            value = read_value(row, filled[code])
        except Unreadable as unread:
            problems.append(unreadable(row, unread.sentence, unread.cure))
            continue
        if value:
            values[code] = value
    return values, problems


def outside_the_set(category: Category, codes: Iterable[str], strand: Strand | None = None) -> list[FieldProblem]:
    """Return a problem for each field outside the category's set: also asked after opening a sealed value (CIS-08)."""
    permitted = {row.code for row in fields_of(category)}
    return [outside(code, category, strand) for code in codes if code not in permitted]


def read_value(row: FieldRow, raw: object) -> Value:
    """Read one value by the field's kind."""
    if row.repeat:
        entries = _entries(row, raw)
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(
                say(N_("%(count)s entries are too many; %(limit)s fit."), count=len(entries), limit=MOST_ENTRIES),
                N_("Keep the ones that identify best."),
            )
        if row.kind == "documents":
            return _without_repeats([read_document(entry) for entry in entries])
        return _without_repeats([one for one in (_READERS[row.kind](row, entry) for entry in entries) if one])
    if isinstance(raw, list | tuple):
        if len(raw) != 1:
            raise Unreadable(N_("Only one value fits here."), N_("Keep one."))
        raw = raw[0]
    return _READERS[row.kind](row, raw)


def _is_empty(value: object) -> bool:
    return value is None or value in ("", [], {}, ()) or (isinstance(value, str) and not value.strip(" \t\r\n"))


def _entries(row: FieldRow, raw: object) -> list[object]:
    """Split text into entries: by line, and codes also by comma, semicolon or blank."""
    if isinstance(raw, list | tuple):
        return [entry for entry in raw if not _is_empty(entry)]
    if not isinstance(raw, str):
        return [raw]
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if row.kind in ("countries", "choices"):
        text = text.replace(",", "\n").replace(";", "\n").replace(" ", "\n")
    elif row.kind == "dates":
        text = text.replace(",", "\n").replace(";", "\n")
    return [line for line in text.split("\n") if line.strip()]


def _without_repeats(entries: list[Any]) -> list[Any]:
    kept: list[Any] = []
    for entry in entries:
        if entry not in kept:
            kept.append(entry)
    return kept


def _text(row: FieldRow, raw: object) -> str:
    if not row.shape:
        return read_text(raw, max_length=row.max_length, one_line=not row.prose)
    text = read_text(raw, max_length=60).upper()
    if not re.fullmatch(row.shape, text):
        raise Unreadable(say(N_("“%(value)s” does not have the right form."), value=shown(text)), row.help)
    return text


def _line(row: FieldRow, raw: object) -> str:
    return read_text(raw, max_length=row.max_length)


def _choice(row: FieldRow, raw: object) -> str:
    text = read_text(raw, max_length=60)
    labels = {choice.code: choice.label for choice in row.choices}
    for code in row.choice_codes:
        if text.casefold() in (code.casefold(), labels[code].casefold()):
            return code
    raise Unreadable(
        say(N_("“%(value)s” is not on the list."), value=text),
        say(N_("Choose one of: %(choices)s."), choices=", ".join(row.choice_codes)),
    )


def _country(row: FieldRow, raw: object) -> str:
    return read_country(read_text(raw, max_length=40))


def _moment(row: FieldRow, raw: object) -> str:
    return read_moment(raw).isoformat().replace("+00:00", "Z")


_READERS: Mapping[str, Callable[[FieldRow, object], str]] = {
    "text": _text,
    "lines": _line,
    "date": lambda row, raw: read_date(raw),
    "dates": lambda row, raw: read_date(raw),
    "country": _country,
    "countries": _country,
    "choice": _choice,
    "choices": _choice,
    "number": lambda row, raw: read_number(raw),
    "money": lambda row, raw: read_number(raw),
    "moment": _moment,
}
