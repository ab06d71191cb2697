import pytest
from tests.rooms.authorities.coalition import Coalition


@pytest.fixture
def coalition(clean) -> Coalition:
    return Coalition()
