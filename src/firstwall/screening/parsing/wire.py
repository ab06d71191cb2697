"""How a parser and the process that asked it speak: frames of bytes with their length, items as rows of JSON.

JSON and not pickle: what comes back was written by a process that read hostile input.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from firstwall.screening.reading import Source
from firstwall.screening.types import Facts, Number, Party, Problem

LONGEST = 1024 * 1024
_LENGTH = struct.Struct(">I")
Item = Party | Problem


def frame(content: bytes) -> bytes:
    """One frame; the empty one ends a stream."""
    return _LENGTH.pack(len(content)) + content


def frames_of(buffer: bytearray) -> Iterator[bytes]:
    """The whole frames at the beginning of a buffer, which are taken out of it."""
    while len(buffer) >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(buffer)
        if len(buffer) < _LENGTH.size + length:
            return
        content = bytes(buffer[_LENGTH.size : _LENGTH.size + length])
        del buffer[: _LENGTH.size + length]
        yield content


def packed_source(source: Source) -> bytes:
    """What the parser has to know of a file."""
    return json.dumps({**source._asdict(), "mapping": dict(source.mapping), "today": source.today.isoformat()}).encode()


def source_of(content: bytes) -> Source:
    """The same, read back."""
    values = json.loads(content)
    return Source(**{**values, "today": date.fromisoformat(values["today"])})


def packed(items: Iterable[Item]) -> bytes:
    """Parties and problems as rows."""
    return json.dumps([_row(item) for item in items]).encode()


def items_in(rows: list[list[Any]]) -> Iterator[Item]:
    """Parties and problems of such rows."""
    for is_party, *values in rows:
        if not is_party:
            yield Problem(*values)
            continue
        line, end, label, through, kind, name, birth_date, country, numbers = values
        facts = Facts(kind, name, birth_date, country, tuple(Number(*one) for one in numbers))
        yield Party(line, end, label, facts, through)


def _row(item: Item) -> list[Any]:
    if isinstance(item, Party):
        one = item.facts
        numbers = [[number.scheme, number.value, number.country] for number in one.numbers]
        said = [one.kind, one.name, one.birth_date, one.country, numbers]
        return [1, item.line, item.end, item.label, item.through, *said]
    return [0, item.line, item.end, item.code, item.column, item.field, item.detail, item.kept, item.through]
