"""Spreadsheets of traffic to parties: the first sheet is read as a table, row by row, by the same columns as CSV (EXC-08).

A spreadsheet is an archive: how many members it has and how large they grow is looked at before anything is unpacked
(SEC-53). Formulas are never computed; the value that was saved with them is read.
"""

import io
import zlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from firstwall.screening.columns import columns_of, is_searchable
from firstwall.screening.fields import party_of
from firstwall.screening.reader_csv import values_of_cells
from firstwall.screening.sheet_rows import outlines
from firstwall.screening.types import Party, Problem

MOST_MEMBERS = 1000
LARGEST_INSIDE = 200_000_000
LARGEST_RATIO = 100
_FREE = 1_000_000  # a small sheet of one repeated value packs better than any attack needs to
WIDEST = 200
LAST_ROW = 1_048_576  # of the format itself
Items = Iterator[Party | Problem]
_BROKEN = (
    BadZipFile,
    InvalidFileException,
    DefusedXmlException,
    ParseError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OSError,
    EOFError,
    NotImplementedError,
    zlib.error,
)


def read_xlsx(chunks: Iterable[bytes], *, mapping: Mapping[str, str]) -> Items:
    """Every row below the header; places are the row numbers of the sheet."""
    archive = io.BytesIO(b"".join(chunks))
    try:
        problem = _too_packed(archive)
    except _BROKEN:
        problem = Problem(1, 1, "bad_xlsx")
    if problem is not None:
        yield problem
        return
    number = 0
    try:
        book = load_workbook(archive, read_only=True, data_only=True, keep_links=False)
        with ZipFile(archive) as opened:
            for item in _sheet(book.worksheets[0], opened, mapping):
                number = item.line
                yield item
        for other in book.worksheets[1:]:
            yield Problem(
                number, number + 1, "not_mapped", field=str(other.title)[:30], detail=1, kept=True, through=number + 1
            )
    except _BROKEN:
        yield Problem(number + 1, number + 2, "bad_xlsx")


def _too_packed(archive: io.BytesIO) -> Problem | None:
    with ZipFile(archive) as unopened:
        members = unopened.infolist()
        inside = sum(member.file_size for member in members)
        packed = sum(member.compress_size for member in members)
    is_too_large = len(members) > MOST_MEMBERS or inside > LARGEST_INSIDE
    is_too_packed = inside > _FREE and inside > LARGEST_RATIO * max(packed, 1)
    return Problem(1, 1, "too_packed") if is_too_large or is_too_packed else None


def _sheet(sheet: Any, archive: ZipFile, mapping: Mapping[str, str]) -> Items:
    places: list[str] = []
    for number, width, row in _rows(sheet, archive):
        cells = [_text(value) for value in row]
        if not any(cells) and width <= WIDEST:
            continue
        if not places:
            header = _without_tail(cells)
            places = columns_of(header, mapping)
            if not is_searchable(places):
                yield Problem(number, number, "no_known_column")
                return
            unknown = (at for at, target in enumerate(places, start=1) if not target and header[at - 1])
            yield from (Problem(number, number, "unknown_column", at, kept=True) for at in unknown)
            if width > WIDEST:
                yield Problem(number, number, "too_many_columns", WIDEST + 1, detail=width, kept=True)
            continue
        if width > len(places):
            yield Problem(number, number, "beside_header", len(places) + 1, detail=width - len(places), kept=True)
        values, columns = values_of_cells((cells + [""] * len(places))[: len(places)], places)
        yield from party_of(values, line=number, end=number, columns=columns)


def _rows(sheet: Any, archive: ZipFile) -> Iterator[tuple[int, int, tuple]]:
    """Rows as they stand in the file, with number and width; in the order of their numbers, or the rest is not read."""
    sheet.reset_dimensions()  # what a sheet claims as its size is not believed
    values, last = sheet.iter_rows(max_col=WIDEST, values_only=True), 0
    for row in outlines(archive, sheet.title):
        if not last < row.number <= LAST_ROW:
            raise ValueError("rows out of order")
        yield row.number, row.width, next(islice(values, row.number - last - 1, None))
        last = row.number


def _without_tail(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells = cells[:-1]
    return cells


def _text(value: object) -> str:
    """A cell as it would be typed; an error of a formula is nothing."""
    if value is None or (isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A"))):
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
