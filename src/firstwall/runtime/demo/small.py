"""The coalition of the tests: four states, the agencies' desks, a supervisor, an administrator; no alert, no traffic."""

from uuid import UUID

from firstwall.runtime.demo.coalition import SMALL
from firstwall.runtime.demo.enrolment import enrol


def load_small() -> dict[str, UUID]:
    """Write the small coalition and answer the ids of its authorities by code; a second call changes nothing."""
    return enrol(SMALL)
