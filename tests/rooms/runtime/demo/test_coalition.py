"""The coalition is written through the rooms' own doors, and a second time changes nothing."""

import time

import pytest

from firstwall.authorities import queries, services
from firstwall.kernel.refusal import NotPermitted
from firstwall.runtime.demo.coalition import SMALL
from firstwall.runtime.demo.sessions import on_duty
from firstwall.runtime.demo.small import load_small
from firstwall.runtime.demo.tokens import write_tokens

pytestmark = pytest.mark.usefixtures("clean")


def test_the_small_coalition_loads_within_a_second():
    began = time.process_time()  # our own work; the wall clock of a shared machine would fail for others
    ids = load_small()
    assert time.process_time() - began < 1.0
    assert {"EE-CUSTOMS", "LV-CUSTOMS", "RO-CUSTOMS", "BG-CUSTOMS", "EUROPOL", "OLAF", "DPS"} <= set(ids)


def test_loading_twice_changes_nothing():
    first = load_small()
    people = queries.demo_people()
    assert load_small() == first
    assert queries.demo_people() == people


def test_everybody_of_a_state_can_open_the_mandate_of_their_role():
    load_small()
    for login, purpose in [
        ("ee.officer.narva", "border_control"),
        ("ee.investigator", "investigation"),
        ("ee.coordinator", "supply"),
        ("europol.desk", "investigation"),
        ("olaf.desk", "investigation"),
        ("supervisor", "supervision"),
        ("administrator", "administration"),
    ]:
        with on_duty(login, purpose=purpose, channel="page") as actor:
            assert actor.mandate_id is not None


def test_the_desk_of_frontex_is_refused_with_the_ground():
    """CIS-24: no article names Frontex."""
    load_small()
    with pytest.raises(NotPermitted) as refused, on_duty("frontex.desk", purpose="investigation"):
        pass
    assert refused.value.rule == "CIS-24"


def test_a_token_opens_the_door_for_its_person(tmp_path):
    load_small()
    write_tokens(SMALL, tmp_path / "tokens")
    path = tmp_path / "tokens" / "ee.coordinator"
    assert path.stat().st_mode & 0o777 == 0o600
    assert services.person_of_token(path.read_text().strip()).login == "ee.coordinator"
    before = path.read_text()
    write_tokens(SMALL, tmp_path / "tokens")
    assert path.read_text() == before
