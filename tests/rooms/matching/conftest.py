"""Words of the tests of this room."""

import pytest
from tests.rooms.matching.invented_people import a_person

from firstwall.matching import Entity, Query


@pytest.fixture(scope="session")
def people() -> list[Entity]:
    """Three hundred people, many of them namesakes."""
    return [a_person(number) for number in range(300)]


@pytest.fixture(scope="session")
def questions(people: list[Entity]) -> list[Query]:
    """Questions about some of them and about others."""
    asked = [Query("person", e.names[0], e.birth_dates[0], e.countries[0]) for e in people[::10]]
    asked += [Query("any", e.names[0][:-1]) for e in people[1::10]]
    asked += [Query("person", "", identifiers=e.identifiers) for e in people[2::10]]
    return [*asked, Query("any", ""), Query("any", "??"), Query("vessel", "Nobody At All")]
