"""Lines of machine-readable zones to parties: one document in two or three lines, flat in memory, resumable at a byte."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from firstwall.screening.fields import party_of
from firstwall.screening.formats.mrz import Zone, lines_of_zone, width_of, zone_of
from firstwall.screening.lines import Line, lines_of, text_of
from firstwall.screening.types import Party, Problem

Items = Iterator[Party | Problem]
_FILLER = "<"


def read_zones(chunks: Iterable[bytes], *, today: date, number: int = 0, offset: int = 0) -> Items:
    """Each document of the file; a line that belongs to none is named, and the next begins anew."""
    held: list[tuple[Line, str]] = []
    for line in lines_of(chunks, number=number, offset=offset):
        text = text_of(line)
        if isinstance(text, Problem):
            yield from _incomplete(held)
            held = []
            yield text
            continue
        plain = "".join(text.split()).upper().replace("«", "<<")
        if not plain:
            continue
        if (whole := lines_of_zone(plain)) is not None:
            yield from _incomplete(held)
            held = []
            yield from _party([(line, one) for one in whole], today)
            continue
        if held and width_of(len(held[0][1])) != width_of(len(plain)):
            yield from _incomplete(held)
            held = []
        if not width_of(len(plain)):
            yield Problem(line.number, line.end, "no_zone")
            continue
        held.append((line, plain))
        if len(held) == (3 if width_of(len(plain)) == 30 else 2):
            yield from _party(held, today)
            held = []
    yield from _incomplete(held)


def _incomplete(held: list[tuple[Line, str]]) -> Items:
    if held:
        last = held[-1][0]
        yield Problem(held[0][0].number, last.end, "half_a_zone", detail=len(held), through=last.number)


def _party(held: list[tuple[Line, str]], today: date) -> Items:
    first, last = held[0][0], held[-1][0]
    texts = [text for _line, text in held]
    width = width_of(len(texts[0])) or len(texts[0])
    lost = [text for text in texts if len(text) != width]
    zone = zone_of([text[:width].ljust(width, _FILLER) for text in texts], today=today)
    remarks = ["zone_width"] * bool(lost) + ["zone_check"] * bool(zone.failed)
    for code in remarks:
        yield Problem(first.number, last.end, code, field="+".join(zone.failed)[:30], kept=True, through=last.number)
    for item in party_of(values_of(zone), line=first.number, end=last.end):
        yield replace(item, through=last.number)


def values_of(zone: Zone) -> dict[str, object]:
    """A zone as the values of a party."""
    numbers = [{"type": zone.scheme, "value": zone.number, "country": zone.issuer}] if zone.number else []
    return {
        "label": zone.form,
        "kind": "person",
        "name": zone.name,
        "birth_date": zone.birth_date,
        "country": zone.nationality,
        "numbers": numbers,
    }
