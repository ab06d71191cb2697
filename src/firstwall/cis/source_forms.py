"""Two forms of import file and how a record of each becomes an entry: JSON lines as published lists have them, and CSV. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from firstwall.cis.lines import LineProblem
from firstwall.cis.shapes import without_empty
from firstwall.cis.types import Content, Entry, ImportRow, Marks
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.strict_json import one_meaning
from firstwall.kernel.words import Category
from firstwall.law.legacy import PastSaid
from firstwall.law.tables import FIELDS

_PAST = ("first_entered_on", "reviewed_on", "reviewed_by")
_KEYS = {"id", "type", "names", "dob", "nationality", "ids", "source", "different_from", *_PAST}
_PAPERS = {"passport": "passport", "national_id": "identity_card", "identity_card": "identity_card"}
_SAID_APART = {
    "category",
    "source_id",
    "union_relevance",
    "handling_text",
    "field_of_law",
    "ground",
    "legal_basis",
    "data_subject",
    "rests_on",
    "different_from",
    *_PAST,
}
_NO_CONTENT = {"category", "source_id", "different_from", *_PAST}


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the supplier says once for the whole file: the file's own form has no place for it."""

    marks: Marks
    content: Content
    reason: str = ""
    category: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Keys or columns that no field answers to; each is reported once and left aside."""

    seen: set[str] = field(default_factory=set)

    def new(self, names: set[str]) -> list[str]:
        """Those not reported yet."""
        fresh = sorted(names - self.seen)[:20]
        self.seen.update(fresh)
        return fresh


def row_of_json(number: int, text: str, defaults: Defaults, unknown: Unknown) -> list[ImportRow | LineProblem]:
    """The entry that one JSON line makes, with a remark for each key that is not known."""
    try:
        record = one_meaning(text)
    except (ValueError, Fault) as wrong:
        column = str(getattr(wrong, "colno", "")) or ""
        return [LineProblem(number, N_("The line is not one JSON object."), _ONE_OBJECT, column)]
    if "\\ud" in text.lower() and _has_half_characters(record):
        return [LineProblem(number, N_("The line holds half a character."), N_("Export the file again as UTF-8."))]
    if not isinstance(record, dict):
        return [LineProblem(number, N_("The line is not one JSON object."), _ONE_OBJECT)]
    found: list[ImportRow | LineProblem] = [
        unknown_column(number, name) for name in unknown.new(set(map(str, record)) - _KEYS)
    ]
    try:
        category, values = _VALUES[record["type"]](record)
        past = PastSaid(*_texts([record.get(name) or "" for name in _PAST]))
        different = tuple(_texts(record.get("different_from")))
    except (KeyError, TypeError, AttributeError, ValueError, IndexError):
        return [*found, _misshapen(number, record)]
    return [*found, _row(number, str(record.get("id") or ""), category, values, defaults, past, different)]


def row_of_cells(number: int, cells: Mapping[str, str], defaults: Defaults, separator: str) -> ImportRow | LineProblem:
    """The entry that one CSV record makes; `cells` are keyed by field code, `category` or `source_id`."""
    code = (cells.get("category") or defaults.category).strip().lower()
    if code not in {str(one) for one in Category}:
        return LineProblem(
            number,
            N_("The record has no category."),
            N_("Write a letter from a to h, or give one for the whole file."),
            "category",
        )
    values = {
        name: text.replace(separator, "\n") if name in FIELDS and FIELDS[name].repeat else text
        for name, text in cells.items()
        if text.strip() and name not in _SAID_APART
    }
    said = {name: cells[name].strip() for name in _SAID_APART & set(cells) if name not in _NO_CONTENT}
    beside: dict[str, Any] = {name: text for name, text in said.items() if text}
    content = replace(defaults.content, **beside)
    past = PastSaid(*(cells.get(name, "").strip() for name in _PAST))
    source = cells.get("source_id", "").strip()
    different = tuple(one.strip() for one in cells.get("different_from", "").split(separator) if one.strip())
    return _row(number, source, Category(code), values, replace(defaults, content=content), past, different)


def unknown_column(number: int, name: str) -> LineProblem:
    """A remark: the column is left aside, the line is kept."""
    return LineProblem(
        number,
        say(N_("The column %(column)s is not known and was left aside."), column=name[:60]),
        N_("Name its field in a mapping file."),
        name[:60],
        kept=True,
    )


def known_names() -> set[str]:
    """Every name that a column may be mapped to."""
    return set(FIELDS) | _SAID_APART


_ONE_OBJECT = N_("Write one complete JSON object on each line.")


def _misshapen(number: int, record: dict) -> LineProblem:
    if str(record.get("type")) not in _VALUES:
        return LineProblem(
            number,
            N_("The type of the record is not known."),
            N_("Write person, organisation, vessel, aircraft or container."),
            "type",
        )
    return LineProblem(number, N_("A value of the record has the wrong form."), N_("Compare with the example file."))


def _row(
    number: int,
    source: str,
    category: Category,
    values: dict,
    defaults: Defaults,
    past: PastSaid,
    different: tuple[str, ...],
) -> ImportRow:
    values = without_empty(values)
    if defaults.reason and category in (Category.PERSONS, Category.BUSINESSES, Category.MEANS_OF_TRANSPORT):
        values.setdefault("reason_for_entry", defaults.reason)
    content = replace(defaults.content, values=values)
    return ImportRow(number, source, Entry(category, content, defaults.marks), past, different)


def _has_half_characters(record: object) -> bool:
    """Escapes can spell a surrogate without its twin, which no text can hold."""
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    texts = list(value or ())
    if not all(isinstance(one, str) for one in texts):
        raise TypeError("texts are asked for")
    return texts


def _numbers(record: dict, kind: str) -> list[dict]:
    numbers = [one for one in record.get("ids") or () if one["type"] == kind]
    _texts([text for one in numbers for text in (one["value"], one.get("country", ""))])
    return numbers


def _first(texts: list[str]) -> str:
    return texts[0] if texts else ""


def _person(record: dict) -> tuple[Category, dict]:
    papers = [
        without_empty({"type": _PAPERS[kind], "number": one["value"], "country": one.get("country", "")})
        for kind in _PAPERS
        for one in _numbers(record, kind)
    ]
    return Category.PERSONS, {
        "names": _texts(record["names"]),
        "birth_dates": _texts(record.get("dob")),
        "nationalities": _texts(record.get("nationality")),
        "documents": papers,
    }


def _organisation(record: dict) -> tuple[Category, dict]:
    numbers = _numbers(record, "registration")
    countries = _texts(record.get("nationality")) or [one["country"] for one in numbers if one.get("country")]
    return Category.BUSINESSES, {
        "business_names": _texts(record["names"]),
        "company_registration": "; ".join(one["value"] for one in numbers),
        "business_country": _first(countries),
        "registration_of_means": [one["value"] for one in _numbers(record, "imo")],
    }


def _vessel(record: dict) -> tuple[Category, dict]:
    return Category.MEANS_OF_TRANSPORT, {
        "means_kind": "vessel",
        "vessel_name": _texts(record["names"]),
        "flag": _first(_texts(record.get("nationality"))),
        **{kind: _first([one["value"] for one in _numbers(record, kind)]) for kind in ("imo", "mmsi", "call_sign")},
    }


def _aircraft(record: dict) -> tuple[Category, dict]:
    return Category.MEANS_OF_TRANSPORT, {
        "means_kind": "aircraft",
        "aircraft_registration": _first(_texts(record["names"])),
    }


def _container(record: dict) -> tuple[Category, dict]:
    return Category.MEANS_OF_TRANSPORT, {
        "means_kind": "container",
        "container_number": _numbers(record, "container")[0]["value"],
    }


_VALUES = {
    "person": _person,
    "organisation": _organisation,
    "vessel": _vessel,
    "aircraft": _aircraft,
    "container": _container,
}
