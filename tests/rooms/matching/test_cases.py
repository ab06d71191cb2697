"""The case tables: one a phenomenon, each line what is asked, the same as it is listed, and another that must come after it.

`case` is done; `beyond` is what the matcher cannot do yet: a line that begins to pass must move up.
"""

import tomllib
from math import inf
from pathlib import Path

import pytest
from tests.rooms.matching.invented_people import FIRST, LAST

from firstwall.matching import THRESHOLDS, Entity, Identifier, Index, Query

TABLES = {
    table.stem: tomllib.loads(table.read_text("utf-8"))
    for table in sorted((Path(__file__).parent / "cases").glob("*.toml"))
}
BEYOND = [(sort, place) for sort, table in TABLES.items() for place in range(len(table.get("beyond", ())))]


def _as_entity(about: str, text: str | list[str], number: int, id_: str) -> Entity:
    """What a cell of a table lists; dates and identifiers are of somebody who is in no other line."""
    name = f"{FIRST[number % len(FIRST)]} {LAST[number % len(LAST)]}"
    if about == "birth_date":
        return Entity(id_, 1, "person", (name,), (str(text),))
    if about == "identifier":
        return Entity(id_, 1, "any", (), (), (), (Identifier(*text),))
    return Entity(id_, 1, "any", (str(text),))


def _as_query(entity: Entity) -> Query:
    return Query(
        entity.kind, entity.names[0] if entity.names else "", "".join(entity.birth_dates), "", entity.identifiers
    )


def _failures(sort: str, lines: list[list]) -> list[str]:
    """What goes wrong when every line of a table is asked of one list of them all."""
    about, listed = TABLES[sort].get("about", "name"), []
    for number, (_, same, other) in enumerate(lines):
        listed += [_as_entity(about, same, number, f"{number}"), _as_entity(about, other, number, f"other-{number}")]
    index, wrong = Index.build(listed), []
    for number, (asked, same, _) in enumerate(lines):
        found = {c.id: c.score for c in index.search(_as_query(_as_entity(about, asked, number, "")), 50)}
        best, score = next(iter(found), ""), found.get(f"{number}", -inf)
        if best != f"{number}" or score <= THRESHOLDS["analysis"] or score <= found.get(f"other-{number}", -inf):
            wrong.append(f"{asked} | {same}: {score:.2f}, best {best} {found}")
    return wrong


def test_every_phenomenon_has_cases() -> None:
    assert len(TABLES) >= 23
    assert all(len(table["case"]) >= 2 for table in TABLES.values())


@pytest.mark.parametrize("sort", TABLES)
def test_the_same_comes_first(sort: str) -> None:
    assert _failures(sort, TABLES[sort]["case"]) == []


@pytest.mark.parametrize(("sort", "place"), BEYOND)
@pytest.mark.xfail(strict=True, reason="beyond the matcher yet")
def test_what_is_beyond_the_matcher(sort: str, place: int) -> None:
    assert _failures(sort, [TABLES[sort]["beyond"][place]]) == []
