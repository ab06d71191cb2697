"""Traffic tables to parties: tolerant by record, flat in memory, resumable at a byte. Pure (EXC-06, REL-19)."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from firstwall.screening.columns import columns_of
from firstwall.screening.fields import party_of
from firstwall.screening.lines import Line, lines_of, text_of
from firstwall.screening.types import Party, Problem

MOST_LINES_OF_A_RECORD = 50
SEPARATOR = "|"  # between several identifiers in one cell


def read_csv(
    chunks: Iterable[bytes],
    *,
    header: list[str],
    mapping: Mapping[str, str],
    delimiter: str,
    number: int = 1,
    offset: int = 0,
) -> Iterator[Party | Problem]:
    """Read the records below the header.

    Args:
        chunks: the bytes after the header, or from a later record on when a run is resumed.
        header: the cells of line 1.
        mapping: from the file's column to our value.
        delimiter: what stands between cells.
        number: how many lines came before; 1 is the header alone.
        offset: the byte at which the first piece begins.
    """
    places = columns_of(header, mapping)
    if number == 1:
        unknown = (at for at, target in enumerate(places, start=1) if not target)
        yield from (Problem(1, offset, "unknown_column", at, kept=True) for at in unknown)
    for line, through, cells in _records(lines_of(chunks, number=number, offset=offset), delimiter, len(header)):
        if isinstance(cells, Problem):
            yield cells
        elif len(cells) != len(header):
            yield Problem(line.number, line.end, "cells", detail=len(cells))
        elif any(cell.strip() for cell in cells):
            values, columns = values_of_cells(cells, places)
            for item in party_of(values, line=line.number, end=line.end, columns=columns):
                yield replace(item, through=through) if through else item


def values_of_cells(cells: list[str], places: list[str]) -> tuple[dict[str, object], dict[str, int]]:
    """What the cells of one record say of a party, and in which column each value stood."""
    values: dict[str, object] = {}
    columns: dict[str, int] = {}
    numbers: list[dict[str, str]] = []
    for at, (place, cell) in enumerate(zip(places, cells, strict=True), start=1):
        if not place or not cell.strip():
            continue
        if place.startswith("number."):
            scheme = place.removeprefix("number.")
            numbers += [{"type": scheme, "value": one} for one in cell.split(SEPARATOR) if one.strip()]
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


def _records(lines: Iterator[Line], delimiter: str, width: int) -> Iterator[tuple[Line, int, list[str] | Problem]]:
    """One record a line, or several while a quote is open; a quote that never closes spoils its own line only."""
    waiting: deque[Line] = deque()
    while (first := waiting.popleft() if waiting else next(lines, None)) is not None:
        text = text_of(first)
        if isinstance(text, Problem):
            yield first, 0, text
            continue
        if not text.strip():
            continue
        cells = _cells([text], delimiter)
        if cells is not None:
            yield first, 0, cells
            continue
        taken, joined = _join(text, waiting, lines, delimiter, width)
        if joined is None:
            waiting.extendleft(reversed(taken))
            yield first, 0, Problem(first.number, first.end, "open_quote", text.rfind('"') + 1)
        else:
            yield Line(first.number, taken[-1].end, None), taken[-1].number, joined


def _join(
    text: str, waiting: deque[Line], lines: Iterator[Line], delimiter: str, width: int
) -> tuple[list[Line], list[str] | None]:
    """Take further lines until the record closes with the right number of cells; give them back when it does not."""
    taken: list[Line] = []
    texts = [text + "\n"]
    while len(taken) < MOST_LINES_OF_A_RECORD:
        following = waiting.popleft() if waiting else next(lines, None)
        if following is None:
            break
        taken.append(following)
        more = text_of(following)
        if isinstance(more, Problem):
            break
        texts.append(more + "\n")
        cells = _cells(texts, delimiter)
        if cells is not None:
            return taken, cells if len(cells) == width else None
    return taken, None


def _cells(texts: list[str], delimiter: str) -> list[str] | None:
    """The cells of a record; None when a quote is still open."""
    if len(texts) == 1 and '"' not in texts[0]:
        return texts[0].split(delimiter)
    try:
        return next(csv.reader(texts, delimiter=delimiter, strict=True), [])
    except csv.Error as error:
        if "unexpected end" in str(error):
            return None
        return next(csv.reader(texts, delimiter=delimiter), [])
