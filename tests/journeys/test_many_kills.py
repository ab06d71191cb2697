"""REL-13: kill -9 of any process at any moment under load: nothing acknowledged is lost, nothing doubled, answers come back.

Two programs write alerts and ask again with the same key until they have an answer (REL-02), a third checks persons; meanwhile
one of web, worker, sequencer, keeper and PostgreSQL is killed at a moment drawn from the round's seed. Each round is a test of
its own, so that a run that was cut off goes on with the rounds that are left (pytest --last-failed, or -k round_7).
"""

import os
import random
import signal
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE
from tests.harness.kept_site import Site
from tests.harness.summary import FULL_SIZE
from tests.journeys.api_person import ApiPerson
from tests.journeys.command_line import CommandLine
from tests.journeys.story import PERSON_ALERT
from tests.journeys.test_kill import forget_connections

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
KILLS_OF_A_ROUND = 20
ROUNDS = 10 if FULL_SIZE else 2
VICTIMS = ("web", "worker", "sequencer", "index", "postgres")
SEED = 20261125
LONGEST_WAIT = 180.0


@dataclass
class Load:
    """What two writers and a lane were answered."""

    site: Site
    stop: threading.Event = field(default_factory=threading.Event)
    acknowledged: dict[str, str] = field(default_factory=dict)  # the alert's id by the key it was sent with
    checks: int = 0
    threads: list[threading.Thread] = field(default_factory=list)

    def begin(self) -> None:
        for target in (self._write, self._write, self._check):
            self.threads.append(threading.Thread(target=target, daemon=True))
            self.threads[-1].start()

    def end(self) -> None:
        self.stop.set()
        for thread in self.threads:
            thread.join(LONGEST_WAIT)
            assert not thread.is_alive(), "a writer has no answer yet"

    def _write(self) -> None:
        owner = person(self.site, "ee.coordinator", "coordinator")
        while not self.stop.is_set():
            key = str(uuid4())
            values = PERSON_ALERT["values"] | {"names": [f"Number {key}"]}
            answer = insisting(lambda: owner.post("/alerts", PERSON_ALERT | {"values": values}, key=key))  # noqa: B023
            assert answer.status_code == 201, answer.text
            self.acknowledged[key] = answer.json()["id"]

    def _check(self) -> None:
        officer = person(self.site, "lv.officer.terehova", "border_officer")
        while not self.stop.is_set():
            asked = {"type": "person", "name": "Somebody Else", "dob": "1950-01-01"}
            insisting(lambda: officer.post("/screening/checks", asked))  # noqa: B023
            self.checks += 1


def person(site: Site, login: str, role: str) -> ApiPerson:
    """A program with its mandate, asked for until it has one."""
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        try:
            found = ApiPerson(site.url, login, role=role, strands="C")
            if found.opened.status_code == 201:
                return found
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("no mandate in time")


def insisting(ask) -> httpx.Response:
    """The same request again, as a program does that heard nothing, until there is an answer that is one."""
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        try:
            answer: httpx.Response = ask()
            if answer.status_code < 500:
                return answer
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("no answer in time")


def killed(site: Site, database: Cluster, victim: str) -> float:
    """Kill one process, have it mended as its supervisor does; return the seconds until a door answered from the database."""
    began = time.monotonic()
    if victim == "postgres":
        os.kill(int((Path(database.data) / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
        database.start()
        forget_connections()
    else:
        for part in site.supervisor.parts:  # the pause that grows is for what falls by itself, again and again
            part.falls, part.not_before = 0, 0.0
        site.supervisor.mend()
        site.kill(victim)
    deadline = began + LONGEST_WAIT
    while time.monotonic() < deadline:
        site.supervisor.mend()
        try:
            if httpx.get(f"{site.url}/healthz", timeout=5).status_code == 200:
                return time.monotonic() - began
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"no answer after {victim} was killed")


def alerts_in(database: Cluster) -> dict[str, str]:
    """The state of each alert by its id."""
    with database.superuser.connect(DATABASE) as superuser:
        return dict(superuser.execute("select id::text, state from cis_alert").fetchall())


@pytest.mark.parametrize("number", range(ROUNDS), ids=[f"round_{n}" for n in range(ROUNDS)])
def test_rel_13_twenty_kills_at_random_moments(
    coalition: Site, database: Cluster, firstwall: CommandLine, number: int, record_property
) -> None:
    """Each acknowledged alert is there once, each key made one alert, the ledger holds an entry for each and verifies."""
    dice = random.Random(SEED + number)
    assert httpx.get(f"{coalition.url}/healthz", timeout=60).status_code == 200
    load, waits, before = Load(coalition), [], alerts_in(database)
    load.begin()
    for _ in range(KILLS_OF_A_ROUND):
        until = time.monotonic() + dice.uniform(0.2, 2.5)
        while time.monotonic() < until:
            coalition.supervisor.mend()
            time.sleep(0.05)
        victim = dice.choice(VICTIMS)
        waits.append((killed(coalition, database, victim), victim))
    load.end()
    coalition.wait()

    there = alerts_in(database)
    with database.superuser.connect(DATABASE) as superuser:
        entered = superuser.execute(
            "select object_id, count(*) from ledger_entry where act = 'cis.enter_alert' and result = 'done' group by 1"
        ).fetchall()
    lost = [one for one in load.acknowledged.values() if there.get(one) != "active"]
    doubled = [one for one, times in entered if times != 1]
    without_entry = set(there) ^ {one for one, _times in entered}
    too_many = len(there) - len(before) - len(load.acknowledged)
    said = (
        f"round {number}: {len(waits)} kills, {len(load.acknowledged)} alerts acknowledged and {load.checks} checks meanwhile,"
        f" {len(lost)} lost, {len(doubled) + max(0, too_many)} doubled, longest wait for an answer"
        f" {max(waits)[0]:.1f} s (after {max(waits)[1]} was killed)"
    )
    print(said)
    record_property("kills", said)
    assert load.acknowledged and (lost, doubled, too_many, without_entry) == ([], [], 0, set())
    told = firstwall("ledger", "verify").stdout
    assert told.startswith("OK"), told
