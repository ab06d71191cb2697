"""The shared site of the access tests: one world for each file."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from firstwall.kernel.clock import utc_now
from firstwall.runtime.postgres import Cluster
from firstwall.screening import follower
from firstwall.seals.services import forget_cached_keys
from tests.access.asking import FORMS
from tests.access.world import World, a_world
from tests.harness.content import Content
from tests.rooms.supervision.conftest import sequencing


@pytest.fixture(scope="module")
def world(database: Cluster, content: Content) -> Iterator[World]:
    """Filled once; what the doors are asked says nothing sensible, so that it stays as it is."""
    content.empty()
    forget_cached_keys()
    follower.forget()
    filled = a_world()
    # from a day to come on: what the matrix itself leaves behind grows beyond what one supervisor takes away alone
    coming = (utc_now() + timedelta(days=2)).date().isoformat()
    FORMS["accesses-export"] = {"authority": filled.agency, "since": coming}
    FORMS["ledger-export"] = {"since": coming}
    with sequencing():
        yield filled
