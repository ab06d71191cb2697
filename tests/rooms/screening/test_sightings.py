"""A decision, a report to the owner and to nobody else, a receipt and an outcome."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.conf import settings

from firstwall.authorities.acting import acting
from firstwall.cis import services as cis
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, NothingHere, NotPermitted, Refusal
from firstwall.kernel.words import Strand
from firstwall.outbox import queries as outbox
from firstwall.screening import queries, services
from firstwall.screening.types import CandidateView, SightingBlocks
from tests.harness.coalition import a_person, a_person_alert, for_strand
from tests.rooms.screening.looking import entries, rows
from tests.rooms.screening.world import World, enters

EVERYTHING = SightingBlocks(
    found=True,
    check_place="Valka crossing",
    check_at="2026-11-23 14:05",
    check_reason="random stop",
    route="Riga to Tartu",
    companions="a driver, Canarius Secretus",
    means="lorry 123 ABC",
    objects="40 cartons",
    circumstances="under the spare wheel",
)


def hit(world: World, text: str = "Jaan Näidis") -> CandidateView:
    result = services.check(world.lane, text=text)
    return next(c for one in result.strands for c in one.candidates)


def same(world: World) -> UUID:
    candidate = hit(world)
    services.decide(world.lane, candidate.id, verdict="same", reason="document_seen", key=str(uuid4()))
    return candidate.id


def notices(actor: Actor, strand: Strand = Strand.CRIMINAL) -> dict[str, int]:
    with acting(actor.in_strand(strand)):
        return outbox.waiting_for(actor.in_strand(strand)).counts


def test_the_owner_reads_all_seven_blocks_and_the_stranger_nothing(world: World) -> None:
    """CIS-33, CIS-34, acceptance scenario 5: state A reads all seven, state C reads nothing."""
    enters(world.estonia)
    sent = services.report_sighting(world.lane, same(world), blocks=EVERYTHING, key="r")
    (received,) = queries.sightings_received(world.estonia)
    assert received.blocks == EVERYTHING and received.id == sent.id and received.is_mine
    assert notices(world.estonia) == {"sighting": 1}
    assert queries.sightings_received(world.finland) == [] and notices(world.finland) == {}
    with pytest.raises(NothingHere):
        queries.sighting_for(world.finland, sent.id)
    with pytest.raises(NothingHere):
        services.acknowledge_sighting(world.finland, sent.id, key="a")


def test_a_report_is_sealed_and_its_message_names_nobody(world: World) -> None:
    """SEC-39: a canary of the report is in no clear column anywhere."""
    enters(world.estonia)
    services.report_sighting(world.lane, same(world), blocks=EVERYTHING, key="r")
    for table in ("screening_sighting", "screening_candidate", "outbox_message", "ledger_entry"):
        assert "Canarius" not in str(rows(f"select * from {table}"))
        assert "Näidis" not in str(rows(f"select * from {table}"))


def test_the_owner_acknowledges_and_records_the_outcome(world: World) -> None:
    """CIS-38."""
    enters(world.estonia)
    sent = services.report_sighting(world.lane, same(world), blocks=SightingBlocks(found=True), key="r")
    assert queries.waiting(world.estonia).sightings == 1
    first = services.acknowledge_sighting(world.estonia, sent.id, key="a")
    again = services.acknowledge_sighting(world.estonia, sent.id, key="b")
    assert first.acknowledged_at == again.acknowledged_at
    services.record_outcome(world.estonia, sent.id, outcome="false_match", key="o")
    (view,) = queries.sightings_sent(world.lane)
    assert (view.outcome, queries.waiting(world.estonia).sightings) == ("false_match", 0)
    assert entries("screening.record_outcome")[0]["details"]["review_data"] is True
    assert notices(world.lane) == {"sighting_acknowledged": 1, "sighting_outcome": 1}


def test_the_reporter_cannot_answer_for_the_owner(world: World) -> None:
    enters(world.estonia)
    sent = services.report_sighting(world.lane, same(world), blocks=SightingBlocks(found=True), key="r")
    boss = a_person(world.latvia.authority_id, "lv.boss", role="coordinator")
    with pytest.raises(NothingHere):
        services.record_outcome(boss, sent.id, outcome="true_match", key="o")
    with pytest.raises(NotPermitted):
        services.record_outcome(world.lane, sent.id, outcome="true_match", key="o")


def test_block_one_is_mandatory_and_only_the_same_is_reported(world: World) -> None:
    """CIS-33."""
    enters(world.estonia)
    candidate = hit(world)
    with pytest.raises(Refusal) as undecided:
        services.report_sighting(world.lane, candidate.id, blocks=SightingBlocks(found=True), key="1")
    assert undecided.value.rule == "CIS-33"
    services.decide(world.lane, candidate.id, verdict="same", key="2")
    with pytest.raises(Refusal) as empty:
        services.report_sighting(world.lane, candidate.id, blocks=SightingBlocks(found=False), key="3")
    assert empty.value.field == "found"


def test_the_same_report_twice_is_one_report(world: World) -> None:
    """REL-02."""
    enters(world.estonia)
    candidate_id = same(world)
    first = services.report_sighting(world.lane, candidate_id, blocks=EVERYTHING, key="r")
    assert services.report_sighting(world.lane, candidate_id, blocks=EVERYTHING, key="r").id == first.id
    with pytest.raises(Fault) as other:
        services.report_sighting(world.lane, candidate_id, blocks=EVERYTHING, key="r2")
    assert other.value.code == "reported"
    assert len(rows("select id from screening_sighting")) == 1


def test_a_decision_is_undone_until_it_is_reported(world: World) -> None:
    enters(world.estonia)
    candidate = hit(world)
    services.decide(world.lane, candidate.id, verdict="different", reason="other_birth_date", key="d")
    assert queries.waiting(world.lane).hits == 0
    view = services.undo_decision(world.lane, candidate.id, key="z")
    assert view.state == "open" and view.due_at and queries.waiting(world.lane).hits == 1
    services.decide(world.lane, candidate.id, verdict="same", key="s")
    services.report_sighting(world.lane, candidate.id, blocks=SightingBlocks(found=True), key="r")
    with pytest.raises(Refusal):
        services.undo_decision(world.lane, candidate.id, key="z2")


def test_a_decision_on_an_old_view_is_a_conflict(world: World) -> None:
    enters(world.estonia)
    candidate = hit(world)
    services.decide(world.lane, candidate.id, verdict="unsure", revision=candidate.revision, key="u")
    with pytest.raises(Fault) as late:
        services.decide(world.lane, candidate.id, verdict="same", revision=candidate.revision, key="s")
    assert late.value.status == 409


def test_a_decision_is_remembered_until_either_side_changes(world: World) -> None:
    ref = enters(world.estonia)
    services.decide(world.lane, hit(world).id, verdict="different", key="d")
    known = hit(world)
    assert (known.state, known.remembered) == ("different", True)
    assert hit(world, "Jaan Naidis").state == "open"  # another question
    said = for_strand(a_person_alert(), "C")
    said["values"] = said["values"] | {"birth_dates": ["1981-05-17"]}
    said.pop("category")
    cis.amend_alert(
        replace(world.estonia, strand=Strand.CRIMINAL),
        ref.id,
        version=1,
        reason_of_change="birth date",
        key="m",
        **said,
    )
    assert hit(world).state == "open"  # another version


def test_another_authority_sees_no_candidate(world: World) -> None:
    """SEC-48: nobody else learns that there was a hit, not even the owner before the report."""
    enters(world.estonia)
    candidate = hit(world)
    for stranger in (world.estonia, world.finland):
        assert queries.open_hits(stranger) == []
        with pytest.raises(NothingHere):
            queries.candidate_for(stranger, candidate.id)
        with pytest.raises(NothingHere):
            services.decide(stranger, candidate.id, verdict="same", key="x")


@pytest.mark.parametrize(
    ("action", "done"), [("check", "sighting"), ("discreet", "discreet"), ("sighting", "sighting")]
)
def test_where_the_law_knows_no_specific_checks_one_is_done_as_a_sighting(
    world: World, monkeypatch: pytest.MonkeyPatch, action: str, done: str
) -> None:
    """CIS-36: D 6(2), R 28(2): the owner reads what was asked and what was done."""
    monkeypatch.setattr(settings, "FIRSTWALL_NO_SPECIFIC_CHECKS", ("LV",))
    cis.enter_alert(replace(world.estonia, strand=Strand.CRIMINAL), **for_strand(a_person_alert(action=action), "C"))
    services.report_sighting(world.lane, same(world), blocks=EVERYTHING, key="r")
    (received,) = queries.sightings_received(world.estonia)
    assert (received.action_asked, received.action_taken) == (action, done)
