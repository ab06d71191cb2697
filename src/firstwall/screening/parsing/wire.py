"""How a parser and the process that asked it speak: frames of bytes with their length, items as rows of JSON.

JSON and not pickle: what comes back was written by a process that read hostile input.
"""

import json
import struct
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from datetime import date
from typing import Any

from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Happening,
    Location,
    Means,
    Moment,
    Movement,
    MovementParty,
    Place,
    Reference,
    Seal,
)
from firstwall.screening.reading import Source
from firstwall.screening.types import Facts, Number, Party, Problem

LONGEST = 1024 * 1024
_LENGTH = struct.Struct(">I")
Item = Party | Problem | Movement
_IS_PROBLEM, _IS_PARTY, _IS_MOVEMENT = range(3)
_OF_MOVEMENT: dict[str, type] = {
    "parties": MovementParty,
    "equipment": Equipment,
    "seals": Seal,
    "goods": Goods,
    "means": Means,
    "locations": Location,
    "times": Moment,
    "references": Reference,
    "happenings": Happening,
}


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
    """Parties, problems and movements as rows."""
    return json.dumps([_row(item) for item in items]).encode()


def items_in(rows: list[list[Any]]) -> Iterator[Item]:
    """Parties, problems and movements of such rows."""
    for kind, *values in rows:
        if kind == _IS_PROBLEM:
            yield Problem(*values)
        elif kind == _IS_PARTY:
            line, end, label, through, of, name, birth_date, country, numbers = values
            facts = Facts(of, name, birth_date, country, _numbers(numbers))
            yield Party(line, end, label, facts, through)
        else:
            yield _movement(*values)


def _row(item: Item) -> list[Any]:
    if isinstance(item, Party):
        one = item.facts
        numbers = [[number.scheme, number.value, number.country] for number in one.numbers]
        said = [one.kind, one.name, one.birth_date, one.country, numbers]
        return [_IS_PARTY, item.line, item.end, item.label, item.through, *said]
    if isinstance(item, Movement):
        parts = {name: [astuple(one) for one in getattr(item, name)] for name in (*_OF_MOVEMENT, "remarks")}
        return [_IS_MOVEMENT, item.message, item.end, parts]
    return [_IS_PROBLEM, *astuple(item)]


def _movement(message: str, end: int, parts: dict[str, list[list[Any]]]) -> Movement:
    held: dict[str, Any] = {name: tuple(_part(kind, one) for one in parts[name]) for name, kind in _OF_MOVEMENT.items()}
    return Movement(message, end, **held, remarks=tuple(Problem(*one) for one in parts["remarks"]))


def _part(kind: type, values: list[Any]) -> Any:
    held = dict(zip((one.name for one in fields(kind)), values, strict=True))
    held["place"] = Place(*held["place"])
    if "number" in held:
        held["number"] = Number(*held["number"])
    if "numbers" in held:
        held["numbers"] = _numbers(held["numbers"])
    if "codes" in held:
        held["codes"] = tuple(held["codes"])
    return kind(**held)


def _numbers(rows: list[list[str]]) -> tuple[Number, ...]:
    return tuple(Number(*one) for one in rows)
