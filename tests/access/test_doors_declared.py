"""SEC-01: every page, API operation and command is declared with its acts and its loader, and the source says the same."""

import ast
import inspect

import pytest

from firstwall.authorities.permissions import ACTS
from tests.access.doors import TABLE, declared
from tests.access.endpoints import Endpoint, everything
from tests.access.reach import meaning, reach, read

DOORS = declared()
ENDPOINTS = everything()
WHERE = f"tests/access/{TABLE.name}"


def is_numbered(endpoint: Endpoint) -> bool:
    """Whether the door takes the number of an object."""
    if endpoint.kind == "command":
        return any("UUID" in str(one.annotation) for one in inspect.signature(endpoint.place).parameters.values())
    return "<uuid:" in endpoint.path or "{" in endpoint.path


def test_every_door_is_declared():
    missing = [one for one in ENDPOINTS if (one.kind, one.name) not in DOORS]
    lines = [
        f'[{one.kind}]  "{one.name}" = {{ acts = {sorted(reach(*one.reached_from).acts)} }}'.replace("'", '"')
        for one in missing
    ]
    assert not missing, (
        f"{len(missing)} doors are not declared. Add to {WHERE} the following, with the act that decides first in the "
        "first place, and object and loader if the door takes a number (SEC-01):\n" + "\n".join(lines)
    )


def test_no_door_is_declared_that_has_gone():
    gone = sorted(set(DOORS) - {(one.kind, one.name) for one in ENDPOINTS})
    assert not gone, f"Take these out of {WHERE}: {gone}"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: f"{one.kind} {one.name}")
def test_the_declared_acts_are_those_that_the_source_reaches(endpoint: Endpoint):
    door = DOORS.get((endpoint.kind, endpoint.name))
    if door is None:
        pytest.fail(f"{endpoint.kind} {endpoint.name} is not declared in {WHERE}")
    assert set(door.acts) == reach(*endpoint.reached_from).acts, f"{WHERE}, [{endpoint.kind}] {endpoint.name}: acts"
    assert set(door.acts) <= set(ACTS)
    assert door.acts or door.open, f"{WHERE}, [{endpoint.kind}] {endpoint.name}: acts, or why it is open"


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: f"{one.kind} {one.name}")
def test_a_door_with_a_number_declares_a_loader_that_it_reaches(endpoint: Endpoint):
    """SEC-02, SEC-09: the loader is reached, and answers hidden and absent with NothingHere."""
    door = DOORS.get((endpoint.kind, endpoint.name))
    assert door is not None, f"not declared in {WHERE}"
    if is_numbered(endpoint) and not door.open:
        assert door.loader, f"{WHERE}, [{endpoint.kind}] {endpoint.name}: object and loader"
    if door.loader:
        module, name = meaning("firstwall." + door.loader.replace(":", "."))
        assert f"{module}:{name}" in reach(*endpoint.reached_from).functions, f"{door.loader} is not reached"
        assert raises_nothing_here(module, name), f"{door.loader} does not answer hidden and absent alike"


def raises_nothing_here(module: str, name: str) -> bool:
    """Whether the function itself, or one it calls in its own file, raises it; an authorisation that is not one's own is none."""
    bodies = read(module).bodies
    inside = [
        bodies[name],
        *(bodies[one.id] for one in ast.walk(bodies[name]) if isinstance(one, ast.Name) and one.id in bodies),
    ]
    return any(
        (isinstance(one, ast.Raise) and one.exc is not None and "NothingHere" in ast.unparse(one.exc))
        or (isinstance(one, ast.Name) and one.id == "must_be_authorised")
        for body in inside
        for one in ast.walk(body)
    )


def test_the_look_would_notice_an_act_that_nobody_declared():
    """The control: an act taken away from the source's answer is a difference."""
    reached = reach("firstwall.web.cis.views", "withdraw").acts
    assert reached == {"cis.withdraw_alert", "cis.read_alert"}
    assert reach("firstwall.web.help", "words").acts == frozenset()
