"""Traffic files to parties: JSON lines and CSV, tolerant by line, flat in memory, resumable at a byte. Pure (EXC-06, REL-19)."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping

from firstwall.kernel.refusal import Fault
from firstwall.screening.fields import party_of
from firstwall.screening.lines import LONGEST_LINE, Line, lines_of
from firstwall.screening.types import Party, Problem

N_ = str
BOM = b"\xef\xbb\xbf"

# the column names that are understood without a mapping, folded to lower case without separators
COLUMNS = {
    "label": ("qid", "id", "label", "ref", "reference", "row"),
    "kind": ("type", "kind", "entitytype"),
    "name": ("name", "fullname", "partyname", "passengername", "company"),
    "first_name": ("firstname", "givenname", "givennames", "forename"),
    "last_name": ("lastname", "surname", "familyname"),
    "birth_date": ("dob", "birthdate", "dateofbirth", "born"),
    "country": ("nationality", "country", "citizenship", "flag"),
}
NUMBER_COLUMNS = {
    "passport": ("passport", "passportnumber", "passportno"),
    "national_id": ("nationalid", "idcard", "identitycard", "personalcode"),
    "document": ("document", "documentnumber", "docno", "traveldocument"),
    "registration": ("registration", "companynumber", "companyregistration"),
    "plate": ("plate", "licenceplate", "licenseplate", "vehicle", "registrationplate"),
    "container": ("container", "containernumber", "containerno"),
    "imo": ("imo", "imonumber"),
    "mmsi": ("mmsi",),
    "call_sign": ("callsign",),
    "vin": ("vin", "chassis"),
    "eori": ("eori", "eorinumber"),
    "vat": ("vat", "vatnumber"),
}
Read = Iterator[Party | Problem]


def read_json_lines(chunks: Iterable[bytes], *, number: int = 0, offset: int = 0) -> Read:
    """Each line one object: `qid`, `type`, `name`, `dob`, `nationality`, `ids` (objects with `type`, `value`, `country`)."""
    for line in lines_of(chunks, number=number, offset=offset):
        text = _text(line)
        if isinstance(text, Problem):
            yield text
        elif text.strip():
            yield from _object(line, text)


def read_csv(
    chunks: Iterable[bytes],
    *,
    header: list[str],
    mapping: Mapping[str, str],
    delimiter: str,
    number: int = 0,
    offset: int = 0,
) -> Read:
    """Records of a table; `chunks` begin after the header, or at a later record when a run is resumed."""
    places = columns_of(header, mapping)
    if number <= 1:
        for at, target in enumerate(places):
            if not target:
                yield Problem(1, offset, "unknown_column", at + 1, kept=True)
    for line, text in _records(lines_of(chunks, number=number, offset=offset)):
        if isinstance(text, Problem):
            yield text
            continue
        cells = next(csv.reader([text], delimiter=delimiter), [])
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            yield Problem(line.number, line.end, "cells", detail=len(cells))
            continue
        values, columns = _values(cells, places)
        yield from party_of(values, line=line.number, end=line.end, columns=columns)


def columns_of(header: list[str], mapping: Mapping[str, str]) -> list[str]:
    """For each column the value it holds ('' = not known): by the mapping first, then by well-known names.

    A mapping goes from our value (`name`, `birth_date`, `number.passport`) to the file's column name.
    """
    wanted = {_fold(column): target for target, column in mapping.items()}
    for target, names in COLUMNS.items():
        for name in names:
            wanted.setdefault(name, target)
    for scheme, names in NUMBER_COLUMNS.items():
        for name in names:
            wanted.setdefault(name, f"number.{scheme}")
    return [wanted.get(_fold(column), "") for column in header]


def check_header(header: list[str], mapping: Mapping[str, str]) -> None:
    """Refuse a table in which nothing could be searched, before anything is stored.

    Raises:
        Fault: the mapping names a column that is not there, or no column holds a name or an identifier.
    """
    there = {_fold(column) for column in header}
    for target, column in mapping.items():
        if _fold(column) not in there:
            raise Fault(
                "unknown_column",
                N_("The mapping names a column that the file does not have."),
                place=f"{target} = {column}"[:80],
                cure=N_("Correct the mapping; the header of the file is line 1."),
            )
    places = columns_of(header, mapping)
    if not any(place in {"name", "last_name"} or place.startswith("number.") for place in places):
        raise Fault(
            "no_known_column",
            N_("No column of the header is known as a name or an identifier."),
            place="line 1",
            cure=N_("Name one column 'name' or 'passport', or send a mapping file."),
        )


def _object(line: Line, text: str) -> Read:
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        yield Problem(line.number, line.end, "not_json", error.pos + 1)
        return
    except (RecursionError, ValueError):  # depth, or a number of thousands of digits
        yield Problem(line.number, line.end, "not_json", 1)
        return
    if not isinstance(values, dict):
        yield Problem(line.number, line.end, "not_json", 1)
        return
    named = {
        "label": values.get("qid", values.get("id")),
        "kind": values.get("type", values.get("kind")),
        "name": values.get("name"),
        "birth_date": values.get("dob", values.get("birth_date")),
        "country": values.get("nationality", values.get("country")),
        "numbers": values.get("ids", values.get("numbers")),
    }
    yield from party_of(named, line=line.number, end=line.end)


def _values(cells: list[str], places: list[str]) -> tuple[dict[str, object], dict[str, int]]:
    values: dict[str, object] = {}
    columns: dict[str, int] = {}
    numbers: list[dict[str, str]] = []
    for at, (place, cell) in enumerate(zip(places, cells, strict=True), start=1):
        if not place or not cell.strip():
            continue
        if place.startswith("number."):
            numbers.append({"type": place.removeprefix("number."), "value": cell})
            columns["numbers"] = at
        elif place not in values:
            values[place] = cell
            columns[place] = at
    parts = [str(values.pop(part)) for part in ("first_name", "last_name") if part in values]
    if parts and "name" not in values:
        values["name"] = " ".join(parts)
        columns["name"] = columns.get("last_name", columns.get("first_name", 0))
    values["numbers"] = numbers
    return values, columns


def _records(lines: Iterator[Line]) -> Iterator[tuple[Line, str | Problem]]:
    """Join lines while a quote is open; a quote that stays open for 64 kB is that one line's problem."""
    for first in lines:
        text = _text(first)
        if isinstance(text, Problem) or text.count('"') % 2 == 0:
            yield first, text
            continue
        held, last = text, first
        while held.count('"') % 2 and len(held) <= LONGEST_LINE:
            following = next(lines, None)
            if following is None:
                break
            more = _text(following)
            last = following
            if isinstance(more, Problem):
                break
            held = f"{held} {more}"
        closed = held.count('"') % 2 == 0
        record = Line(first.number, last.end, None)
        yield record, held if closed else Problem(first.number, last.end, "open_quote", text.rfind('"') + 1)


def _text(line: Line) -> str | Problem:
    if line.raw is None:
        return Problem(line.number, line.end, "line_too_long")
    raw = line.raw.removeprefix(BOM) if line.number == 1 else line.raw
    if b"\x00" in raw:
        return Problem(line.number, line.end, "zero_byte", raw.index(b"\x00") + 1)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(line.number, line.end, "not_utf8", error.start + 1)


def _fold(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())
