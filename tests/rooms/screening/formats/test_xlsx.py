"""Spreadsheets with a mapping: the first sheet row by row, nothing computed, nothing unpacked beyond its size (EXC-08)."""

import io
from datetime import date
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from firstwall.screening.reader_xlsx import WIDEST
from tests.rooms.screening.formats.reading import read

SAMPLE = Path("examples/formats/traffic.xlsx").read_bytes()
MAPPING = {"Party": "name", "Born": "birth_date", "Passport": "number.passport", "Movement": "label"}


def sheet(*rows: list, others: tuple[str, ...] = ()) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name in others:
        book.create_sheet(name)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def found(data: bytes, columns: dict[str, str] | None = None) -> list[tuple]:
    items = read(data, "xlsx", columns=columns or {})
    return [(one.line, one.facts.name, one.facts.birth_date) for one in items if hasattr(one, "facts")]


def said(data: bytes, columns: dict[str, str] | None = None) -> list[tuple[int, str]]:
    items = read(data, "xlsx", columns=columns or {})
    return [(one.line, one.code) for one in items if hasattr(one, "code") and one.code != "not_mapped"]


def test_the_sample_gives_its_parties_by_a_mapping() -> None:
    items = read(SAMPLE, "xlsx", columns=MAPPING)
    jaan = items[1]
    assert (jaan.line, jaan.label, jaan.facts.name, jaan.facts.birth_date) == (2, "M-1", "Jaan Näidis", "1980-05-17")
    assert [(number.scheme, number.value) for number in jaan.facts.numbers] == [("passport", "KX1234567")]
    assert (items[0].code, items[0].column) == ("unknown_column", 5)
    assert [one[1] for one in found(SAMPLE, MAPPING)] == ["Jaan Näidis", "Anna Bērziņa", "Example Imports OÜ"]
    assert [one.field for one in items if getattr(one, "code", "") == "not_mapped"] == ["Notes"]


def test_dates_numbers_and_empty_rows_are_read_as_people_see_them() -> None:
    data = sheet(
        [],
        ["name", "born", "passport", "vat"],
        ["Jaan Näidis", date(1980, 5, 17), 1234567.0, None],
        [None, None, None, None],
        ["Anna Bērziņa", date(1975, 1, 2), 7654321, "#REF!"],
    )
    assert found(data) == [(3, "Jaan Näidis", "1980-05-17"), (5, "Anna Bērziņa", "1975-01-02")]
    numbers = [one.facts.numbers[0].value for one in read(data, "xlsx", columns={}) if hasattr(one, "facts")]
    assert numbers == ["1234567", "7654321"]


def test_what_was_committed_is_not_given_again() -> None:
    every = read(SAMPLE, "xlsx", columns=MAPPING)
    assert read(SAMPLE, "xlsx", lines=2, columns=MAPPING) == [one for one in every if (one.through or one.line) > 2]


def test_a_row_without_name_and_number_is_named_and_the_rest_is_kept() -> None:
    data = sheet(["name", "passport"], ["Jaan Näidis", ""], ["x" * 600, ""], ["", "", "beyond"], ["Anna Bērziņa", ""])
    assert said(data) == [(3, "too_long"), (4, "beside_header"), (4, "nothing_to_search")]
    assert [row[1] for row in found(data)] == ["Jaan Näidis", "Anna Bērziņa"]


def test_columns_behind_the_widest_are_said_and_never_dropped_in_silence() -> None:
    """REL-19, EXC-08: in the header, in a row, and in a row that has nothing else."""
    behind = [""] * (WIDEST - 1)
    data = sheet(["name", *behind, "passport"], ["Jaan Näidis", *behind, "K1"], ["", *behind, "K2"], ["Anna Bērziņa"])
    assert said(data) == [
        (1, "too_many_columns"), (2, "beside_header"), (3, "beside_header"), (3, "nothing_to_search"),
    ]  # fmt: skip
    (told, *_rest) = (one for one in read(data, "xlsx", columns={}) if hasattr(one, "code"))
    assert (told.column, told.detail, told.kept) == (WIDEST + 1, WIDEST + 1, True)
    assert [row[1] for row in found(data)] == ["Jaan Näidis", "Anna Bērziņa"]


def bent(old: bytes, new: bytes) -> bytes:
    """Three rows whose sheet says something else of itself."""
    out = io.BytesIO()
    whole = sheet(["name"], ["Jaan Näidis"], ["Anna Bērziņa"])
    with ZipFile(io.BytesIO(whole)) as had, ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for member in had.namelist():
            text = had.read(member)
            is_sheet = member == "xl/worksheets/sheet1.xml"
            assert not is_sheet or old in text
            archive.writestr(member, text.replace(old, new) if is_sheet else text)
    return out.getvalue()


def test_a_sheet_that_says_it_is_smaller_hides_no_row() -> None:
    """REL-19: who writes the file could hide a person from the comparison behind one line of it."""
    assert [row[1] for row in found(bent(b'"A1:A3"', b'"A1:A2"'))] == ["Jaan Näidis", "Anna Bērziņa"]


@pytest.mark.parametrize("number", [b"1", b"2", b"1048577", b"999999999999"])
def test_a_row_out_of_its_order_is_not_left_out_in_silence(number: bytes) -> None:
    """SEC-53: nor counted up to, when its number is beyond every sheet."""
    data = bent(b'<row r="3"', b'<row r="' + number + b'"')
    assert [row[1] for row in found(data)] == ["Jaan Näidis"]
    assert said(data) == [(3, "bad_xlsx")]


def bomb() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<a/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return out.getvalue()


def members() -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for number in range(1100):
            archive.writestr(f"xl/{number}", "")
    return out.getvalue()


BROKEN = {
    "cut in two": (SAMPLE[: len(SAMPLE) // 2], [(1, "bad_xlsx")]),
    "too many members": (members(), [(1, "too_packed")]),
    "a bomb": (bomb(), [(1, "too_packed")]),
    "no known column": (sheet(["colour", "size"], ["red", 1]), [(1, "no_known_column")]),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_named(name: str) -> None:
    data, expected = BROKEN[name]
    assert said(data) == expected


def test_a_declared_entity_is_not_followed() -> None:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(SAMPLE)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for member in old.infolist():
            text = old.read(member)
            if member.filename == "xl/worksheets/sheet1.xml":
                start = text.index(b"<worksheet")
                text = b'<!DOCTYPE worksheet [<!ENTITY a "Evil Name">]>' + text[start:].replace(b"<v>", b"<v>&a;", 1)
            new.writestr(member.filename, text)
    assert [code for _at, code in said(out.getvalue(), MAPPING)] == ["bad_xlsx"]
    assert not found(out.getvalue(), MAPPING)
