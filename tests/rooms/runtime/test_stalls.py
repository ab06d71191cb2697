"""REL-12: who is told at the door that the database is away, and from when on nobody is any more."""

import json
import socket

import pytest
from django.test import RequestFactory

from firstwall.runtime import stalls
from firstwall.runtime.requests import ToldAtTheDoor


@pytest.fixture(autouse=True)
def nobody_was_told():
    yield
    stalls.suspect()
    stalls.look(lambda: True)


def goes_in(_request):
    raise AssertionError("let through to a database that does not answer")


def test_after_one_look_at_a_silent_server_each_door_answers_by_itself() -> None:
    """REL-12: page, program and monitor; without a thread that waits."""
    stalls.suspect()
    assert stalls.look(lambda: False) == 0
    door = ToldAtTheDoor(goes_in)
    page, call, monitor = (door(RequestFactory().get(path)) for path in ("/alerts", "/api/v1/alerts", "/healthz"))
    assert [one.status_code for one in (page, call, monitor)] == [503] * 3
    assert "Nothing acknowledged is lost" in page.content.decode()
    assert json.loads(call.content)["safe_to_retry"] is True and call["Retry-After"]
    assert json.loads(monitor.content)["status"] == "unavailable"


def test_the_first_new_connection_that_opens_lets_everybody_in_again() -> None:
    """REL-12: by itself, without a restart."""
    stalls.suspect()
    stalls.look(lambda: False)
    stalls.look(lambda: False)
    assert stalls.is_away()
    stalls.look(lambda: True)
    assert ToldAtTheDoor(lambda _request: "in")(RequestFactory().get("/")) == "in"


def test_where_nothing_waits_and_nobody_was_told_the_server_is_not_asked() -> None:
    """REL-12."""
    assert stalls.look(goes_in_never) == 0


def goes_in_never() -> bool:
    raise AssertionError("asked")


def test_a_server_that_refuses_one_login_is_there_and_a_dead_one_is_not(database) -> None:
    """REL-12: a wrong password is an answer; nobody at the door, or one that takes the call and says nothing, is not."""
    there = database.superuser
    said = {"host": there.host, "port": there.port, "dbname": "firstwall"}
    assert stalls.answers({**said, "user": there.user, "password": there.password})
    assert stalls.answers({**said, "user": "fw_app", "password": "wrong"})
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        port = str(silent.getsockname()[1])
        assert not stalls.answers({"host": "127.0.0.1", "port": port, "dbname": "x", "user": "x"})
        silent.listen()
        assert not stalls.answers({"host": "127.0.0.1", "port": port, "dbname": "x", "user": "x"})
