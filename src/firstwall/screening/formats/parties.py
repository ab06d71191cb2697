"""A movement to the parties that are screened: who is named, what carries, what holds the goods; each place once."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from firstwall.matching.identifiers import recognise
from firstwall.screening.fields import party_of
from firstwall.screening.formats.movement import Movement, Place, Read
from firstwall.screening.types import Number, Party, Problem

Items = Iterator[Party | Problem]
_SHORTEST_SEAL = 4
_CHECKED = {"container", "imo"}


def items_of(reads: Iterable[Read]) -> Items:
    """Parties and problems in the order of their places: what a movement repeats from the head of its message is left out."""
    last = end = 0
    for read in reads:
        end = max(end, read.end)  # a remark stands before the end of its movement, and progress only grows
        if isinstance(read, Problem):
            yield replace(read, end=end)
            last = max(last, read.line)
            continue
        items = list(_of_movement(read, last))
        items += [remark for remark in read.remarks if remark.line > last]
        for item in sorted(items, key=lambda one: (one.line, isinstance(one, Party))):
            yield replace(item, end=end)
            last = max(last, item.line)


def _of_movement(movement: Movement, last: int) -> Items:
    label = next((one.value for one in movement.references if one.value and one.place.number > last), "")
    for party in movement.parties:
        if party.place.number > last and (party.name or party.numbers or party.kind == "person"):
            values = {
                "kind": party.kind,
                "name": party.name,
                "birth_date": party.birth_date,
                "country": party.country,
                "numbers": [_row(number) for number in party.numbers],
            }
            yield from _screened(values, party.place, movement.end, party.role)
    for means in movement.means:
        if means.place.number > last and (means.name or means.numbers):
            values = {
                "kind": means.kind,
                "name": means.name,
                "country": means.country,
                "numbers": [_row(number) for number in means.numbers],
            }
            yield from _screened(values, means.place, movement.end, means.journey)
    boxes = {equipment.number.value for equipment in movement.equipment}
    for seal in movement.seals:  # on nothing that is named
        if seal.place.number > last and seal.equipment not in boxes and _is_seal(seal.value):
            row = _row(Number("seal", seal.value))
            yield from _screened({"kind": "any", "numbers": [row]}, seal.place, movement.end, label)
    told: set[str] = set()  # a message names one container in several places
    for equipment in movement.equipment:
        if equipment.place.number > last and equipment.number.value not in told:
            told.add(equipment.number.value)
            seals = [seal.value for seal in movement.seals if seal.equipment == equipment.number.value]
            numbers = [_row(equipment.number), *(_row(Number("seal", seal)) for seal in seals if _is_seal(seal))]
            yield from _screened({"kind": equipment.kind, "numbers": numbers}, equipment.place, movement.end, label)


def _screened(values: Mapping[str, Any], place: Place, end: int, label: str) -> Items:
    if any(_has_wrong_digit(row) for row in values.get("numbers", ())):
        yield Problem(place.number, end, "check_digit", field=place.name[:30], kept=True)
    for item in party_of({**values, "label": label[:100]}, line=place.number, end=end):
        yield replace(item, field=place.name[:30]) if isinstance(item, Problem) else item


def _has_wrong_digit(number: Mapping[str, str]) -> bool:
    """EXC-05: a number whose check digit is wrong is screened as it is, and said."""
    if number["type"] not in _CHECKED:
        return False
    value = f"IMO {number['value']}" if number["type"] == "imo" else number["value"]
    return recognise(value).check == "failed"


def _row(number: Number) -> dict[str, str]:
    return {"type": number.scheme, "value": number.value, "country": number.country}


def _is_seal(value: str) -> bool:
    """Two letters where a seal belongs name who put it there, not the seal."""
    return len(value) >= _SHORTEST_SEAL and any(char.isdigit() for char in value)
