"""From the bytes of a run to its parties, whatever the format, from where its last committed chunk ended. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from firstwall.screening.formats.declaration import read_declaration
from firstwall.screening.formats.edifact import read_edifact
from firstwall.screening.formats.parties import items_of
from firstwall.screening.formats.reader_mrz import read_zones
from firstwall.screening.formats.x12 import read_x12
from firstwall.screening.reader_csv import read_csv
from firstwall.screening.reader_json import read_json_lines
from firstwall.screening.reader_xlsx import read_xlsx
from firstwall.screening.types import Party, Problem

Items = Iterator[Party | Problem]
MESSAGES = {"edifact": read_edifact, "x12": read_x12, "xml": read_declaration}


class Source(NamedTuple):
    """What is known of a file: its format, how it is written, and how far its run is."""

    format: str
    mapping: Mapping[str, Any]
    lines: int
    done_bytes: int
    today: date


def items_from(read_from: Callable[[int], Iterable[bytes]], source: Source) -> Items:
    """Parties and problems not yet committed; `read_from` gives the bytes from an offset on."""
    if source.format == "jsonl":
        return read_json_lines(read_from(source.done_bytes), number=source.lines, offset=source.done_bytes)
    if source.format == "mrz":
        return read_zones(
            read_from(source.done_bytes), today=source.today, number=source.lines, offset=source.done_bytes
        )
    if source.format == "csv":
        return _of_table(read_from, source)
    return _behind(_of_messages(read_from(0), source), source.lines)


def _of_table(read_from: Callable[[int], Iterable[bytes]], source: Source) -> Items:
    begun = source.done_bytes > 0
    at = source.done_bytes if begun else source.mapping["body_at"]
    return read_csv(
        read_from(at),
        header=source.mapping["header"],
        mapping=source.mapping["columns"],
        delimiter=source.mapping["delimiter"],
        number=source.lines if begun else 1,
        offset=at,
    )


def _of_messages(chunks: Iterable[bytes], source: Source) -> Items:
    if source.format == "xlsx":
        return read_xlsx(chunks, mapping=source.mapping["columns"])
    return items_of(MESSAGES[source.format](chunks, today=source.today))


def _behind(items: Items, lines: int) -> Items:
    """A message is read again from its head, which says what every later part means; what was committed is left out."""
    return (item for item in items if (item.through or item.line) > lines)
