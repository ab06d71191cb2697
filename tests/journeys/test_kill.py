"""kill -9 of the web process, of the worker and of PostgreSQL in the middle of a screening (REL-13).

Nothing acknowledged is lost, `resume` goes on behind the last committed chunk, no candidate is doubled, the ledger holds.
"""

import os
import re
import signal
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import httpx
import pytest
from django.db import connections

from firstwall.runtime import alive
from firstwall.runtime.postgres import Cluster
from tests.harness.kept_site import Site
from tests.journeys.api_person import ApiPerson
from tests.journeys.command_line import REPOSITORY, CommandLine
from tests.journeys.story import BORN, PERSON_ALERT, SPELLED_OTHERWISE

pytestmark = pytest.mark.timeout(900)
PATIENCE = 240
REPEATED = 4
WANTED = 25
QUESTIONS = [line for line in (REPOSITORY / "examples" / "queries.jsonl").read_text().splitlines() if line]
SOUGHT = f'{{"qid":"k","type":"person","name":"{SPELLED_OTHERWISE}","dob":"{BORN}"}}'


def traffic() -> bytes:
    """Some thousands of parties, the one who is sought among them at even distances."""
    lines = QUESTIONS * REPEATED
    step = len(lines) // WANTED
    for number in range(WANTED):
        lines[number * step + 7] = SOUGHT
    return "\n".join(lines).encode() + b"\n"


@pytest.fixture
def night(coalition: Site) -> SimpleNamespace:
    """An alert in force, a warm matcher, a lane, and a file that was accepted and is being worked on."""
    owner = ApiPerson(coalition.url, "ee.coordinator", role="coordinator", strands="C")
    officer = ApiPerson(coalition.url, "lv.officer.terehova", role="border_officer", strands="C")
    if not owner.get("/alerts").json()["alerts"]:
        assert owner.post("/alerts", PERSON_ALERT).status_code == 201
    officer.post("/screening/checks", {"type": "person", "name": "Somebody Else", "dob": "1950-01-01"})
    (run,) = officer.send("night.jsonl", traffic()).json()
    return SimpleNamespace(site=coalition, owner=owner, officer=officer, run=run["id"])


def until(night: SimpleNamespace, wanted: Callable[[dict], bool]) -> dict:
    """Ask about the run; what has fallen is started again meanwhile, and a door that is away is asked again."""
    deadline = time.monotonic() + PATIENCE
    state: dict = {}
    while time.monotonic() < deadline:
        try:
            answer = night.officer.get(f"/screening/runs/{night.run}")
            state = answer.json() if answer.status_code == 200 else {"state": f"status {answer.status_code}"}
        except httpx.TransportError:
            state = {"state": "away"}
        if state["state"] not in {"away"} and "parties" in state and wanted(state):
            return state
        night.site.supervisor.mend()
    raise AssertionError(f"not in time: {state}")


def holds(night: SimpleNamespace, firstwall: CommandLine) -> None:
    """All parties once, each sought line one candidate, and the ledger in order."""
    done = until(night, lambda state: state["state"] == "done")
    assert done["parties"] == len(QUESTIONS) * REPEATED
    found, after = [], 0
    while page := night.officer.get(f"/screening/runs/{night.run}/candidates", after_line=after, limit=500).json():
        found += page
        after = page[-1]["line"]
    assert [line for line, times in Counter(one["line"] for one in found).items() if times > 1] == []
    assert len(found) == done["candidates"] >= WANTED
    assert firstwall("ledger", "verify").stdout.startswith("OK")


def under_way(state: dict) -> bool:
    """Some chunks are committed, not all."""
    assert state["state"] != "done", "too quick to be killed: more lines are needed"
    return state["state"] == "working" and state["parties"] > 0


@pytest.mark.slow
def test_rel_13_the_worker_is_killed(night: SimpleNamespace, firstwall: CommandLine) -> None:
    """The run stands at its last chunk; resume goes on behind it. Smaller: tests/rooms/screening/test_killed.py."""
    until(night, under_way)
    night.site.kill("worker")
    resumed = night.officer.post(f"/screening/runs/{night.run}/resume")
    assert resumed.status_code == 200, resumed.text
    holds(night, firstwall)


def test_rel_13_the_web_process_is_killed(night: SimpleNamespace, firstwall: CommandLine) -> None:
    """The worker goes on; what was acknowledged over HTTP before is still there."""
    acknowledged = night.owner.post(
        "/alerts", PERSON_ALERT | {"values": PERSON_ALERT["values"] | {"names": ["Aare Kuusk"]}}
    )
    assert acknowledged.status_code == 201
    until(night, under_way)
    night.site.kill("web")
    night.site.wait()
    assert night.owner.get(f"/alerts/{acknowledged.json()['id']}").status_code == 200
    holds(night, firstwall)


def test_rel_13_postgresql_is_killed(night: SimpleNamespace, firstwall: CommandLine, database: Cluster) -> None:
    """PostgreSQL comes back with all that was committed; the doors find it again by themselves."""
    acknowledged = night.owner.post(
        "/alerts", PERSON_ALERT | {"values": PERSON_ALERT["values"] | {"names": ["Aare Kask"]}}
    )
    assert acknowledged.status_code == 201
    until(night, under_way)
    use_every_connection(night)
    postmaster = int((Path(database.data) / "postmaster.pid").read_text().splitlines()[0])
    os.kill(postmaster, signal.SIGKILL)
    database.start()
    forget_connections()
    until(night, lambda state: state["parties"] > 0)
    address = f"/alerts/{acknowledged.json()['id']}"
    assert [night.owner.get(address).status_code for _ in range(9)] == [200] * 9, (
        "no dead connection is left to run into"
    )
    resumed = night.officer.post(f"/screening/runs/{night.run}/resume")
    assert resumed.status_code in {200, 409, 422}, resumed.text  # it may have ended meanwhile
    holds(night, firstwall)


def test_while_postgresql_is_away_each_door_says_so(night: SimpleNamespace, database: Cluster) -> None:
    """REL-19: a program reads that it may send again, a person reads a sentence; both are served as soon as it is back."""
    page = httpx.Client(base_url=night.site.url, follow_redirects=True, timeout=180)
    form = {"login": "lv.coordinator", "csrfmiddlewaretoken": token_in(page.get("/sign-in").text)}
    assert "Sign out" in page.post("/sign-in/demo", data=form).text
    database.stop()
    try:
        told = night.officer.get("/alerts")
        assert told.status_code == 503 and told.headers["Retry-After"]
        assert told.json()["rule"] == "unavailable" and told.json()["safe_to_retry"] is True
        shown = page.get("/")
        assert shown.status_code == 503 and "Nothing acknowledged is lost" in shown.text
    finally:
        database.start()
        forget_connections()
    until(night, lambda state: state["parties"] >= 0)
    assert page.get("/").status_code == 200


def test_rel_12_a_database_that_stands_still_holds_no_request(coalition: Site, database: Cluster) -> None:
    """Stopped, not killed, so that no connection says that it died; afterwards all goes on without a restart."""
    assert httpx.get(f"{coalition.url}/healthz", timeout=30).status_code == 200
    stopped = alive.working_in(database.data, "postgres")
    assert len(stopped) > 3
    for pid in stopped:
        os.kill(pid, signal.SIGSTOP)
    try:
        with ThreadPoolExecutor(24) as askers:  # many more than the web process has threads
            doors = [f"{coalition.url}{path}" for path in ("/healthz", "/sign-in", "/api/v1/alerts")] * 8
            headers = {"Authorization": "Bearer x", "Firstwall-Mandate": str(uuid4())}
            told = list(askers.map(lambda door: httpx.get(door, headers=headers, timeout=30).status_code, doors))
        assert set(told) == {503}
    finally:
        for pid in stopped:
            os.kill(pid, signal.SIGCONT)
    deadline = time.monotonic() + PATIENCE
    while httpx.get(f"{coalition.url}/healthz", timeout=30).status_code != 200:
        assert time.monotonic() < deadline
    assert "stands still" in coalition.log("web")


def token_in(form: str) -> str:
    """What the page's form sends back against forgery."""
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert found is not None
    return found[1]


def use_every_connection(night: SimpleNamespace) -> None:
    """Ask as often at once as the web process has threads, so that each holds a connection to what will die."""
    with ThreadPoolExecutor(4) as askers:
        assert set(askers.map(lambda _: night.owner.get("/alerts").status_code, range(12))) == {200}


def forget_connections() -> None:
    """This process, too, talked to the cluster that died."""
    for connection in connections.all():
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
