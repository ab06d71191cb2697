"""A file of traffic read in one call, as the tests of the formats look at it."""

from datetime import date

from firstwall.screening.formats.edifact import read_edifact
from firstwall.screening.formats.movement import Movement
from firstwall.screening.reading import Source, items_from
from firstwall.screening.types import Party, Problem

TODAY = date(2026, 11, 24)


def read(data: bytes, format: str = "edifact", *, lines: int = 0, **mapping: object) -> list[Party | Problem]:
    """Everything that a run of this file would screen or say."""
    return list(items_from(lambda at: [data[at:]], Source(format, mapping, lines, 0, TODAY)))


def movements(data: bytes) -> list[Movement]:
    """The movements of an EDIFACT file."""
    return [one for one in read_edifact([data], today=TODAY) if isinstance(one, Movement)]


def parties(data: bytes, format: str = "edifact") -> list[tuple]:
    """Of each party: place, kind, name, date of birth, country, numbers."""
    return [
        (
            one.line,
            one.facts.kind,
            one.facts.name,
            one.facts.birth_date,
            one.facts.country,
            *((n.scheme, n.value, n.country) for n in one.facts.numbers),
        )
        for one in read(data, format)
        if isinstance(one, Party)
    ]


def problems(data: bytes, format: str = "edifact") -> list[tuple[int, str, str, int | None]]:
    """Of each problem but what was not mapped: place, code, name of the segment, detail."""
    return [
        (one.line, one.code, one.field, one.detail)
        for one in read(data, format)
        if isinstance(one, Problem) and one.code != "not_mapped"
    ]


def not_mapped(data: bytes, format: str = "edifact") -> dict[str, int | None]:
    """What was not mapped, and how often."""
    return {
        one.field: one.detail for one in read(data, format) if isinstance(one, Problem) and one.code == "not_mapped"
    }
