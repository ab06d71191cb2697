"""Staff of two states who answer persons."""

import pytest
from tests.harness.coalition import Coalition, a_coalition, a_person, in_c

from firstwall.kernel.actor import Actor


@pytest.fixture
def team(clean) -> Coalition:
    return a_coalition()


@pytest.fixture
def latvia(team: Coalition) -> Actor:
    """Staff of Latvia's customs named for answering persons."""
    return in_c(a_person(team.latvia.authority_id, "lv.rights", role="rights_officer", purpose="rights"))


@pytest.fixture
def estonia(team: Coalition) -> Actor:
    """The same in Estonia, whose customs supply the alerts."""
    return in_c(a_person(team.estonia.authority_id, "ee.rights", role="rights_officer", purpose="rights"))
