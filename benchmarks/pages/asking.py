"""The people of the bench, and the site that they ask."""

import random
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import httpx
from django.core import signing

from benchmarks.pages.processor import seconds_used
from benchmarks.screening.site import _person
from firstwall.authorities import queries
from firstwall.authorities import services as authorities
from firstwall.authorities.signing_in import sessions
from firstwall.kernel.actor import Actor, person_of
from firstwall.runtime.isolation import cage_of_doors
from firstwall.runtime.postgres import Cluster
from firstwall.runtime.processes import Part, Supervisor, environment_of_site, parts_of_site
from firstwall.runtime.site import free_port, wait_for_page
from firstwall.web.session import _SALT

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_FIRST_CHECK = 900.0


@dataclass
class Team:
    """Who enters, who checks, who supervises; the authorities of the ledger's entries."""

    owner: Actor
    officer: Actor
    supervisor: Actor
    authorities: list[UUID]
    entries: list[UUID] = field(default_factory=list)

    def some_entry(self, dice: random.Random) -> UUID:
        """An entry that the supervisor may read."""
        if not self.entries:
            from firstwall.authorities.acting import acting  # noqa: PLC0415
            from firstwall.ledger import reading  # noqa: PLC0415

            with acting(self.supervisor, using="super"):
                self.entries = list(reading.entries("super").order_by("-id").values_list("id", flat=True)[:2_000])
        return dice.choice(self.entries)


def team() -> Team:
    """Three administrations; the supervisor watches the two that do most."""
    owner = _person(authorities, "EE", "Estonia", role="coordinator", purpose="supply")
    officer = _person(authorities, "LV", "Latvia", role="border_officer", purpose="border_control")
    other = authorities.add_authority("LT-CUSTOMS", "Lithuania", type="customs", state_code="LV")
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    mine = [officer.authority_id, owner.authority_id]
    for one in mine:
        authorities.supervise(watch, one)
    person = authorities.add_person("ee.supervisor", "Supervisor", authority_id=watch)
    authorities.grant_role(person, "supervisor", ("C", "A"))
    supervisor = authorities.open_mandate(
        person, role="supervisor", strands=("C", "A"), purpose="supervision", reference="BENCH", channel="page"
    )
    return Team(owner, officer, supervisor, [*mine, other])


@dataclass
class Site:
    """The running site: a browser of each person, and the token that its forms hold."""

    clients: dict[str, httpx.Client]
    tokens: dict[str, str]
    home: Path
    parts: list[Part]

    def seconds_used(self) -> float:
        """What the web server, the keeper, the sequencer and the database have used of the processors."""
        postmaster = int((Cluster(self.home).data / "postmaster.pid").read_text().split()[0])
        return seconds_used(postmaster, {part.process.pid for part in self.parts if part.process})


@contextmanager
def running(home: Path, people: dict[str, Actor], say: Callable[[str], None]) -> Iterator[Site]:
    """Web server, sequencer and keeper, as on a node; the worker sleeps, so that no job of the hour falls into the figures.

    Each of the people gets a browser; the `officer` checks once, so that the index is there.
    """
    port = free_port(None)
    parts = [part for part in parts_of_site(port, cage_of_doors(home, home / "keys")) if part.name != "worker"]
    supervisor = Supervisor(home=home, parts=parts, environment=environment_of_site(home, demo=False))
    supervisor.start()
    site = Site({}, {}, home, parts)
    try:
        wait_for_page(supervisor, port)
        for name, actor in people.items():
            site.clients[name] = _browser(port, actor)
            page = "/ledger" if name == "supervisor" else "/check"
            found = _TOKEN.search(site.clients[name].get(page).raise_for_status().text)
            site.tokens[name] = found[1] if found else ""
            if name == "officer":
                began = time.perf_counter()
                said = {"text": "Warming Up", "csrfmiddlewaretoken": site.tokens[name]}
                site.clients[name].post("/check", data=said, timeout=_FIRST_CHECK).raise_for_status()
                say(f"index ready in {time.perf_counter() - began:.0f} s")
        yield site
    finally:
        for client in site.clients.values():
            client.close()
        supervisor.stop()


def _browser(port: int, actor: Actor) -> httpx.Client:
    now = int(time.time())
    person = queries.person(person_of(actor))
    assert person is not None
    held = sessions.begin(person, method="bench")
    ticket = signing.dumps([str(held.id), str(actor.mandate_id), now, now], salt=_SALT)
    address = f"http://127.0.0.1:{port}"
    headers = {"Origin": address, "Referer": f"{address}/"}
    return httpx.Client(base_url=address, cookies={"fw_session": ticket}, headers=headers, timeout=120)
