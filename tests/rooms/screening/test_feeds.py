"""Feeds: agreed by two, taken message by message, held by kind, never asked twice."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections

from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, NothingHere, Refusal
from firstwall.kernel.words import Strand
from firstwall.runtime.provision import DATABASE
from firstwall.screening import queries, services
from firstwall.screening.feeds import keeping, taking
from firstwall.screening.feeds import queries as feeds
from firstwall.screening.feeds.comparing import Comparison
from firstwall.screening.feeds.models import HeldMovement
from firstwall.screening.feeds.rules import held_until
from firstwall.screening.feeds.taking import take_message
from firstwall.screening.feeds.types import FeedView
from firstwall.screening.types import Facts
from firstwall.supervision.ending import run_retention
from tests import conftest as session
from tests.harness.coalition import a_person_alert, for_strand, in_c
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, enters

NOW = datetime(2026, 2, 28, 12, tzinfo=UTC)


def a_keeper(authority_id: UUID, login: str, *, strands: str = "CA", purpose: str = "border_control") -> Actor:
    person = authorities.add_person(login, login.title(), authority_id=authority_id)
    authorities.grant_role(person, "coordinator", tuple(strands))
    return authorities.open_mandate(
        person, role="coordinator", strands=tuple(strands), purpose=purpose, reference="CASE-1", channel="cli"
    )


def a_proposal(world: World, kind: str = "cargo", *, strands: str = "C", code: str = "") -> FeedView:
    proposer = a_keeper(world.latvia.authority_id, f"lv.proposer.{uuid4().hex[:6]}", strands=strands)
    return keeping.propose_feed(
        proposer, code=code or kind, label="Port of Riga", kind=kind, channel="api", reference="PORT-1"
    )


def a_feed(world: World, kind: str = "cargo", *, strands: str = "C") -> FeedView:
    proposal = a_proposal(world, kind, strands=strands)
    second = a_keeper(world.latvia.authority_id, f"lv.second.{uuid4().hex[:6]}", strands=strands)
    return keeping.agree_to_feed(second, proposal.id)


def amends(supplier: Actor, alert: UUID, *, version: int, action: str, **values: object) -> None:
    said = for_strand(a_person_alert(action=action), "C")
    said = {name: one for name, one in said.items() if name != "category"} | {"values": {**said["values"], **values}}
    cis.amend_alert(in_c(supplier), alert, version=version, reason_of_change="Corrected", **said)


def message(*parties: tuple[str, str]) -> bytes:
    lines = [{"qid": label, "type": "person", "name": name, "dob": "1980-05-17"} for label, name in parties]
    return "\n".join(json.dumps(line) for line in lines).encode() + b"\n"


JAAN, OTHER = ("BL-1", "Jaan Naidis"), ("BL-2", "Somebody Otherwise Person")


def test_a_message_is_screened_when_it_comes(world: World) -> None:
    """SEC-49: what is found waits for an officer, under the feed's own purpose and reference (SEC-21)."""
    enters(world.estonia)
    feed = a_feed(world)
    taken = take_message(world.lane, feed.id, body=message(JAAN, OTHER), message_id="m-1")
    assert (taken.movements, taken.parties, taken.screened, taken.candidates, taken.held) == (2, 2, 2, 1, 2)
    (hit,) = queries.open_hits(world.lane)
    assert (hit.facts.name, hit.reference, hit.label, hit.state) == ("Jaan Naidis", "PORT-1", "BL-1", "open")
    (entry,) = entries("screening.take_message")
    assert entry["purpose"] == "border_control" and entry["details"]["queries"] == 2
    assert "Naidis" not in json.dumps(entry["details"])


def test_a_repeated_message_is_answered_as_before_and_does_nothing(world: World) -> None:
    """REL-02, EXC-10: the sender's number decides; another message under it is refused."""
    enters(world.estonia)
    feed = a_feed(world)
    first = take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    assert take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1") == first
    assert len(queries.open_hits(world.lane)) == len(entries("screening.take_message")) == 1
    with pytest.raises(Fault, match="Another message"):
        take_message(world.lane, feed.id, body=message(OTHER), message_id="m-1")


def test_of_a_changed_movement_only_what_changed_is_screened(world: World) -> None:
    """SEC-49, LOG-03: the ledger counts one query; the movement is held once, in its new form."""
    enters(world.estonia)
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(OTHER), message_id="m-1")
    changed = message(OTHER, ("BL-2", "Jaan Naidis"))
    taken = take_message(world.lane, feed.id, body=changed, message_id="m-2")
    assert (taken.movements, taken.parties, taken.screened, taken.candidates) == (1, 2, 1, 1)
    assert [entry["details"]["queries"] for entry in entries("screening.take_message")] == [1, 1]
    assert rows("select count(*) as n from screening_held")[0]["n"] == 1


def test_what_was_decided_is_not_asked_again(world: World) -> None:
    """SEC-49: neither while it waits, nor when an officer has said that it is another person."""
    enters(world.estonia)
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    again = take_message(world.lane, feed.id, body=message(("BL-9", "Jaan Naidis")), message_id="m-2")
    (hit,) = queries.open_hits(world.lane)
    services.decide(world.lane, hit.id, verdict="different", reason="other_birth_date")
    later = take_message(world.lane, feed.id, body=message(("BL-10", "Jaan Naidis")), message_id="m-3")
    assert (again.candidates, later.candidates, queries.open_hits(world.lane)) == (0, 0, [])


@pytest.mark.parametrize("kind", ["passengers", "lane"])
def test_passengers_are_screened_in_memory(world: World, kind: str) -> None:
    """EXC-10, SEC-49: nothing is held, and the database itself refuses a row of such a feed."""
    enters(world.estonia)
    feed = a_feed(world, kind)
    taken = take_message(world.lane, feed.id, body=message(JAAN, OTHER), message_id="m-1")
    assert (taken.candidates, taken.held) == (1, 0)
    assert rows("select 1 from screening_held") == []
    with pytest.raises(Exception, match="SEC-49"):
        rows(
            "insert into screening_held (id, feed_id, authority_id, strand, reference_digest, party_digests, sealed, held_at,"
            " expires_at, seen_from, changed_tx)"
            " values (gen_random_uuid(), %s, %s, 'C', '', '{}', '', now(), now(), 0, 0) returning id",
            feed.id,
            world.latvia.authority_id,
        )


def test_who_proposes_a_feed_does_not_agree_to_it(world: World) -> None:
    """SEC-12: it sets how long traffic is held; two people, under the feed's own purpose and strands."""
    proposer = a_keeper(world.latvia.authority_id, "lv.one")
    feed = keeping.propose_feed(proposer, code="port", label="Port", kind="cargo", channel="api", reference="PORT-1")
    with pytest.raises(Refusal, match="does not agree"):
        keeping.agree_to_feed(proposer, feed.id)
    with pytest.raises(Refusal, match="has others"):
        keeping.agree_to_feed(a_keeper(world.latvia.authority_id, "lv.two", strands="C"), feed.id)
    with pytest.raises(Refusal, match="not open"):
        take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    third = a_keeper(world.latvia.authority_id, "lv.three")
    assert keeping.agree_to_feed(third, feed.id).state == "open"
    assert keeping.end_feed(third, feed.id).state == "ended"
    with pytest.raises(Refusal, match="not open"):
        take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")


def test_a_feed_is_its_authoritys_own(world: World) -> None:
    """SEC-04, SEC-09: hidden and absent alike."""
    feed = a_feed(world)
    stranger = a_keeper(world.finland.authority_id, "fi.keeper")
    assert feeds.feeds_of(stranger) == []
    for number in (feed.id, uuid4()):
        with pytest.raises(NothingHere):
            take_message(stranger, number, body=message(JAAN), message_id="m-1")
        with pytest.raises(NothingHere):
            keeping.end_feed(stranger, number)


def test_counts_of_a_strand_outside_the_mandate_are_not_told(world: World) -> None:
    """CIS-01: who delivers in one strand learns nothing of the other."""
    enters(world.estonia, "A")
    feed = a_feed(world, strands="CA")
    only_c = replace(world.lane, strands=tuple(s for s in world.lane.strands if s == "C"))
    only_c = replace(only_c, strand=only_c.strands[0])
    assert take_message(only_c, feed.id, body=message(JAAN), message_id="m-1").candidates == 0
    assert take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1").candidates == 1


@pytest.mark.parametrize(
    ("kind", "party", "until"),
    [
        ("persons", "person", NOW + timedelta(hours=24)),
        ("cargo", "business", NOW + timedelta(days=30)),
        ("containers", "person", NOW.replace(year=2029)),
        ("containers", "container", NOW.replace(year=2031)),
    ],
)
def test_traffic_is_held_by_its_kind(kind: str, party: str, until: datetime) -> None:
    """SEC-49, DIR-06: 24 hours, 30 days, three years with a person or business in it, five without."""
    assert held_until(kind, NOW, [Facts(party, "x"), Facts("container")]) == until


def compared(strand: Strand = Strand.CRIMINAL) -> Comparison:
    comparison = Comparison(strand)
    comparison.compare()
    return comparison


def test_a_new_alert_is_compared_with_what_is_held(world: World) -> None:
    """SEC-49: without a word of anybody, under the feed's own purpose; the ledger keeps a commitment and counts."""
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(JAAN, OTHER), message_id="m-1")
    comparison = compared()
    enters(world.estonia)
    done = comparison.compare()
    assert (done.alerts, done.candidates) == (1, 1)
    (hit,) = queries.open_hits(world.lane)
    assert (hit.facts.name, hit.label, hit.reference) == ("Jaan Naidis", "BL-1", "PORT-1")
    (entry,) = entries("screening.screen_held")
    assert (entry["purpose"], entry["details"]["queries"], entry["details"]["alerts"]) == ("border_control", 1, 1)
    assert comparison.compare().candidates == compared().compare().candidates == 0


def test_a_change_that_says_nothing_of_the_party_asks_nothing_again(world: World) -> None:
    """SEC-49: another action is another version, and what was decided stays decided; another date of birth is asked anew."""
    alert = enters(world.estonia)
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    comparison = compared()
    (hit,) = queries.open_hits(world.lane)
    services.decide(world.lane, hit.id, verdict="different")
    amends(world.estonia, alert.id, version=1, action="sighting")
    assert comparison.compare().candidates == 0
    amends(world.estonia, alert.id, version=2, action="sighting", birth_dates=["1980-05"])
    assert comparison.compare().candidates == 1


def test_an_alert_that_commits_while_a_message_is_screened_is_not_missed(world: World, monkeypatch) -> None:
    """SEC-49: the message did not see it, and a pass had gone by before the message was committed."""
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(OTHER), message_id="m-0")
    comparison = compared()
    screened = taking.screen_new

    def meanwhile(*args: object, **more: object) -> int:
        found = screened(*args, **more)
        with ThreadPoolExecutor(1) as beside:
            beside.submit(_in_a_thread, lambda: (enters(world.estonia), comparison.compare())).result()
        return found

    monkeypatch.setattr(taking, "screen_new", meanwhile)
    assert take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1").candidates == 0
    assert comparison.compare().candidates == 1


def _in_a_thread(work) -> None:
    try:
        work()
    finally:
        connections.close_all()


def test_what_is_over_is_found_by_no_alert_and_erased(world: World) -> None:
    """SEC-49: at its moment out of reach, at the next sweep gone, from the memory of the comparison too."""
    feed = a_feed(world, "persons")
    take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    comparison = compared()
    assert len(comparison.held) == 1
    with session.CLUSTER.superuser.connect(DATABASE) as connection:
        connection.execute("alter table screening_held disable trigger screening_held_changes")
        connection.execute("update screening_held set expires_at = now() - interval '1 second'")
        connection.execute("alter table screening_held enable trigger screening_held_changes")
    enters(world.estonia)
    assert compared().compare().candidates == comparison.compare().candidates == 0
    assert run_retention(utc_now()).counts["ended:screening_held"] == 1
    assert rows("select 1 from screening_held") == []


def test_what_a_feed_held_ends_with_it(world: World) -> None:
    """SEC-49, SEC-21: without its purpose there is nothing to hold it for."""
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    comparison = compared()
    keeping.end_feed(a_keeper(world.latvia.authority_id, "lv.ender"), feed.id)
    enters(world.estonia)
    assert comparison.compare().candidates == 0
    assert run_retention(utc_now()).counts["ended:screening_held"] == 1


def test_held_traffic_is_sealed_and_no_login_searches_it(world: World) -> None:
    """SEC-39, SEC-49: no value stands in clear, and a lane of the same authority reads no row."""
    feed = a_feed(world)
    take_message(world.lane, feed.id, body=message(JAAN), message_id="m-1")
    (row,) = rows("select sealed, screening_held::text as said from screening_held")
    assert b"Naidis" not in bytes(row["sealed"]) and "Naidis" not in row["said"] and "BL-1" not in row["said"]
    with acting(world.lane.in_strand(Strand.CRIMINAL)):
        assert not HeldMovement.objects.exists()
