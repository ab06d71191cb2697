"""SEC-02, SEC-03, SEC-09: every page and operation, as every role, on one's own, another unit's, another state's, a hidden and
an absent thing, with every handling code, against a model written by hand. Reduced: each door by turns; full in `make proof`.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from tests.access import model
from tests.access.asking import answer_of, ask, methods_of, numbers_in, plain
from tests.access.doors import declared
from tests.access.endpoints import Endpoint, of_pages, of_the_api
from tests.access.scoreboard import report
from tests.access.world import NAMES, Seat, Thing, World
from tests.harness.summary import FULL_SIZE

DOORS = declared()
ENDPOINTS = [*of_pages(), *of_the_api()]
TRIED = [one for one in ENDPOINTS if (one.kind, one.name) in model.RULES]
LAST = re.compile(
    "DELETE|clear|deferral|account-|cancel|resume|revocation|execution|retraction|erasure|withdraw|refus|accept|reject|confirm|receipts?|decision"
)
Case = tuple[Endpoint, str, Seat | None, Thing | None]


def test_the_model_knows_every_door():
    """100 % of the endpoints: a new page or operation needs a line in tests/access/model.py."""
    doors = {(one.kind, one.name) for one in ENDPOINTS}
    unknown = sorted(doors - set(model.RULES) - model.OPEN)
    gone = sorted({(kind, name.removeprefix("POST:")) for kind, name in model.RULES} - doors)
    assert not unknown, f"Say in TABLE of tests/access/model.py who may pass, and whose the thing must be: {unknown}"
    assert not gone, f"Take these out of tests/access/model.py: {gone}"


def things_for(endpoint: Endpoint, world: World) -> list[Thing | None]:
    """One of each kind of relation, and for alerts of each handling code."""
    if not numbers_in(endpoint):
        return [None]
    kind = "authorisation" if "authorisation}" in endpoint.path else DOORS[(endpoint.kind, endpoint.name)].object
    return list(world.of(kind))


def cases(world: World) -> Iterator[Case]:
    """All of them at full size; reduced, each door once as somebody who may pass, and by turns as another, with another thing."""
    turn = 0
    for endpoint in sorted(TRIED, key=lambda one: (bool(LAST.search(one.name)), one.kind)):
        door = (endpoint.kind, endpoint.name)
        for method in methods_of(endpoint):
            everything = [(seat, thing) for thing in things_for(endpoint, world) for seat in (None, *world.seats)]
            chosen = everything
            if not FULL_SIZE:
                passing = [one for one in everything if model.expected(door, method, *one) == {model.THROUGH}]
                hidden = [one for one in everything if model.expected(door, method, *one) == {model.NOTHING}]
                chosen = [held[turn % len(held)] for held in (passing, hidden, everything) if held]
                turn += 7
            yield from ((endpoint, method, seat, thing) for seat, thing in chosen)


def named(case: Case) -> str:
    endpoint, method, seat, thing = case
    about = f"{thing.kind} of {thing.owner or 'nobody'} {thing.strand} {thing.note}".strip() if thing else "-"
    return f"{endpoint.kind} {method} {endpoint.name} | {seat.name if seat else 'stranger'} | {about}"


def told(response: Any) -> str:
    """Rule and sentence of an answer of the API."""
    return str(response.json())[:160] if response.get("Content-Type", "").startswith("application/json") else ""


def is_unread(case: Case, response: Any) -> bool:
    """Refused for its form alone, before anything was looked for: an absent number gets the very same answer."""
    endpoint, method, seat, thing = case
    if response.status_code != 422:
        return False
    nothing = Thing(thing.kind if thing else "", str(uuid4()), "", note="absent")
    again = ask(endpoint, method, seat, nothing)
    return thing is None or plain(response, thing.id) == plain(again, nothing.id)


def test_no_answer_differs_from_the_model(world: World):
    """Goal: 0 differences over 100 % of the endpoints; hidden and absent to the byte the same (SEC-09); 0 canaries leaked."""
    differences: list[str] = []
    leaks: list[str] = []
    seen: set[tuple[str, str]] = set()
    tally: Counter[str] = Counter()
    for case in cases(world):
        endpoint, method, seat, thing = case
        response = ask(endpoint, method, seat, thing)
        got = answer_of(response)
        wanted = model.expected((endpoint.kind, endpoint.name), method, seat, thing)
        seen.add((endpoint.kind, endpoint.name))
        if response.status_code == 405 and endpoint.kind == "page":  # nothing is read, or nothing is sent there
            got = "no such method"
        elif got not in wanted and is_unread(case, response):
            got = "unread"
        elif got not in wanted:
            differences.append(
                f"{named(case)}: {response.status_code}, not {' or '.join(sorted(wanted))}; {told(response)}"
            )
        elif wanted == {model.NOTHING} and thing is not None and thing.note != "absent":
            nothing = Thing(thing.kind, str(uuid4()), "", note="absent")
            if plain(response, thing.id) != plain(ask(endpoint, method, seat, nothing), nothing.id):
                differences.append(f"{named(case)}: hidden does not answer as absent does")
        tally[got] += 1
        body = plain(response)[1].decode(errors="replace")
        leaks += [f"{named(case)} shows {name}" for name in model.hidden_from(seat, NAMES) if name in body]
    report("canaries", leaks=len(leaks), answers=sum(tally.values()))
    report("matrix", tries=sum(tally.values()), differences=len(differences), doors=len(seen), of=len(TRIED), **tally)
    assert len(seen) == len(TRIED)
    assert not leaks, "\n".join(leaks[:100])
    assert not differences, f"{len(differences)} differences:\n" + "\n".join(differences[:400])
