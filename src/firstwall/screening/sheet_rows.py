"""What a sheet's own text says of its rows, read beside the library that reads their values (EXC-08, SEC-53).

The library fills gaps, leaves out what lies behind its row, and cuts what lies beside the columns asked for, all without a
word. So each row's number and width are looked at first.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import Element
from zipfile import ZipFile

from defusedxml.ElementTree import iterparse, parse

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ROWS = (_MAIN + "sheetData", _STRICT + "sheetData")
_ROW = (_MAIN + "row", _STRICT + "row")


@dataclass(frozen=True, slots=True)
class Outline:
    """A row's number, and the last of its columns that holds anything; 0 when none does."""

    number: int
    width: int


def outlines(archive: ZipFile, title: str) -> Iterator[Outline]:
    """Every row of the sheet with this title, as the file has them.

    Raises:
        KeyError, ValueError, ParseError: the archive does not hold together.
    """
    with archive.open(_part_of(archive, title)) as part:
        yield from _rows(part)


def _rows(part: IO[bytes]) -> Iterator[Outline]:
    number, holder = 0, None
    for event, element in iterparse(part, events=("start", "end")):
        if event == "start":
            holder = element if element.tag in _ROWS else holder
        elif element.tag in _ROW:
            number = int(element.get("r") or number + 1)
            yield Outline(number, _width(element))
            if holder is not None:
                holder.clear()  # what was read does not add up in memory


def _width(row: Element) -> int:
    column = widest = 0
    for cell in row:
        place = cell.get("r", "").rstrip("0123456789")
        column = _column(place) if place else column + 1
        if any((child.text or "").strip() or len(child) for child in cell):
            widest = max(widest, column)
    return widest


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _part_of(archive: ZipFile, title: str) -> str:
    """The member of the archive that this sheet is: the package names the workbook, the workbook names its sheets."""
    book = next(path for kind, path in _targets(archive, "").values() if kind == "officeDocument")
    with archive.open(book) as part:
        root = parse(part).getroot()
    relation = next(
        value
        for sheet in root.iter()
        if sheet.tag.endswith("}sheet") and sheet.get("name") == title
        for name, value in sheet.attrib.items()
        if name.endswith("}id")
    )
    return _targets(archive, book)[relation][1]


def _targets(archive: ZipFile, of: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(of)
    with archive.open(posixpath.join(folder, "_rels", f"{name}.rels")) as part:
        rows = parse(part).getroot()
    return {
        row.get("Id", ""): (
            row.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join("/", folder, row.get("Target", ""))).lstrip("/"),
        )
        for row in rows
    }
