"""Each test of this room starts with three states, nobody's alerts, and an index that knows nothing."""

from pathlib import Path

import pytest
from django.conf import settings

from firstwall.screening import follower
from firstwall.seals.services import forget_cached_keys
from tests.rooms.screening.world import World, a_world


@pytest.fixture
def world(clean: object) -> World:
    follower.forget()
    forget_cached_keys()
    for left in Path(settings.FIRSTWALL_SPOOL).glob("*.sealed"):
        left.unlink()
    return a_world()
