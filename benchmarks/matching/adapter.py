"""Wires the evaluation of `benchmarks/matching/README.md` to the index: FACTORY of the evaluation is `make`."""

import mmap
from pathlib import Path

from firstwall.matching import Entity, Identifier, Index, Query
from firstwall.matching.saved import open_saved as read_saved
from firstwall.matching.saved import saved
from firstwall.matching.stored import Stored

KINDS = {"organisation": "business"}


def _identifiers(rows: list[dict]) -> tuple[Identifier, ...]:
    return tuple(Identifier(row["type"], row["value"], row.get("country", "")) for row in rows)


def entity_of(row: dict) -> Entity:
    """An entry of the evaluation's list."""
    return Entity(
        id=row["id"],
        access_class=1,
        kind=KINDS.get(row["type"], row["type"]),
        names=tuple(row["names"]),
        birth_dates=tuple(row["dob"]),
        countries=tuple(row["nationality"]),
        identifiers=_identifiers(row["ids"]),
    )


def query_of(row: dict) -> Query:
    """A query of the evaluation."""
    return Query(
        kind=KINDS.get(row["type"], row["type"]),
        name=row.get("name", ""),
        birth_date=row.get("dob", ""),
        country=row.get("nationality", ""),
        identifiers=_identifiers(row.get("ids", [])),
    )


class Matcher:
    """The evaluation's interface over an index."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def search(self, query: dict, limit: int) -> list[tuple[str, float]]:
        return self.index.search(query_of(query), limit)  # a candidate is such a pair

    def search_many(self, queries: list[dict], limit: int) -> list[list[tuple[str, float]]]:
        return self.index.search_many([query_of(query) for query in queries], limit)


def make(rows: list[dict]) -> Matcher:
    """The factory that the evaluation calls."""
    return Matcher(Index.build(entity_of(row) for row in rows))


def save(rows: list[dict], path: Path) -> None:
    """Write the list's saved form."""
    with path.open("wb") as file:
        for piece in saved(make(rows).index.stored(), {}):
            file.write(piece)


def open_saved(path: str) -> Matcher:
    """The list that was saved, where it lies on disk."""
    with open(path, "rb") as file:
        whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return Matcher(Index.opened(read_saved(whole, Stored, for_kernel=True).tree))
