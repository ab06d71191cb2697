"""A supplier contests that a registered decision is genuine; a supervisor judges (CIS-60)."""

from uuid import UUID

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_person
from tests.harness.racing import in_between
from tests.harness.raw import execute
from tests.law.corrections.cases import FINLAND, messages, register, sees

from firstwall.authorities import services as authorities
from firstwall.cis.correcting import contests, decisions
from firstwall.cis.correcting import queries as registers
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal


@pytest.fixture
def watch(world):
    """The supervisor of the authority that registers, and that of the supplier."""
    found = []
    for actor, state in ((world.other, "LV"), (world.supplier, "EE")):
        authority = authorities.add_authority(
            f"{state}-DPA", f"Inspectorate {state}", type="supervisory", state_code=state
        )
        authorities.supervise(authority, actor.authority_id)
        found.append(world.to(a_person(authority, f"{state}.supervisor", role="supervisor", purpose="supervision")))
    return found


def test_the_supplier_contests_that_a_decision_is_genuine_and_the_block_stands(world, watch, clean):
    """CIS-60: else a forged paper blocked an alert for ever, and a mere doubt lifted the block."""
    decision = register(world)
    with pytest.raises(FieldRefused):
        contests.contest_decision(world.supplier, decision, reason=" ")
    contest = contests.contest_decision(world.supplier, decision, reason="That court has no such file", key="k")
    assert contests.contest_decision(world.supplier, decision, reason="That court has no such file", key="k") == contest
    told = {world.other.authority_id, watch[0].authority_id}
    assert set(messages(clean, of=contest)) == {("decision_contested", one) for one in told}
    assert not sees(world.third, world)
    with pytest.raises(Refusal, match="supervisor looks"):
        decisions.execute_decision(world.supplier, decision)
    with pytest.raises(Refusal, match="contested before"):
        contests.contest_decision(world.supplier, decision, reason="Again")
    seen = registers.decision_for(world.other, decision)
    assert (seen.contest, seen.contest_reason) == ("open", "That court has no such file")


def test_of_two_contests_at_once_the_second_hears_of_the_first(world, watch, clean):
    """CIS-60, REL-02: refused as contested before, not broken by the database."""
    decision = register(world)

    def contest(reason: str):
        return lambda: contests.contest_decision(world.supplier, decision, reason=reason)

    first, second = in_between(clean, world.supplier, contest("No such file"), contest("No such court"))
    assert isinstance(first, UUID)
    assert isinstance(second, Refusal) and second.status == 409 and "contested before" in second.sentence


def test_a_decision_that_is_not_genuine_binds_nobody(world, watch, clean):
    """CIS-60: the supervisor of who registered it asks the court of its own state."""
    decision = register(world, order="erase")
    contest = contests.contest_decision(world.supplier, decision, reason="No such file")
    for stranger in (watch[1], world.other, world.supplier):
        with pytest.raises((NothingHere, NotPermitted)):
            contests.judge_contest(stranger, contest, judgement="not_genuine", reasons="Says so")
    (waiting,) = contests.contests_to_judge(watch[0])
    assert (waiting.file_reference, waiting.reason, waiting.waits) == ("C-12/2026", "No such file", True)
    said = {"judgement": "not_genuine", "reasons": "The registry knows no such file"}
    assert contests.judge_contest(watch[0], contest, **said, key="k") == "not_genuine"
    assert contests.judge_contest(watch[0], contest, **said, key="k") == "not_genuine", "REL-02"
    assert sees(world.third, world)
    seen = registers.decision_for(world.supplier, decision)
    assert (seen.state, seen.contest, seen.judgement) == ("struck", "not_genuine", "The registry knows no such file")
    later = decisions.register_decision(world.third, world.alert.id, decided=FINLAND, version=1)
    assert registers.decision_for(world.third, later).outcome == "kept", "a struck decision conflicts with nothing"
    with pytest.raises(Fault):
        contests.judge_contest(watch[0], contest, judgement="genuine", reasons="After all")
    assert ("decision_not_genuine", world.supplier.authority_id) in messages(clean, of=contest)


def test_a_genuine_decision_is_executed(world, watch):
    """CIS-60."""
    decision = register(world, order="erase")
    contest = contests.contest_decision(world.supplier, decision, reason="No such file")
    contests.judge_contest(watch[0], contest, judgement="genuine", reasons="Seen in the registry")
    assert not sees(world.third, world)
    with pytest.raises(Refusal, match="contested before"):
        contests.contest_decision(world.supplier, decision, reason="Still")
    assert decisions.execute_decision(world.supplier, decision) == "erased"


def test_nobody_strikes_a_decision_by_sql(world, watch):
    """CIS-60, SEC-04: neither the supplier, nor its own supervisor, nor who registered it; and nobody judges for another."""
    decision = register(world)
    contests.contest_decision(world.supplier, decision, reason="No such file")
    judged = "update cis_contest set state = 'not_genuine', supervisor_id = %s, judged_by = %s, judged_at = now()"
    for actor in (world.supplier, world.other, world.third, watch[1]):
        assert execute(actor, judged, actor.authority_id, actor.person_id) == 0
    with pytest.raises(DatabaseError):
        execute(watch[0], judged, watch[1].authority_id, watch[0].person_id)
    with pytest.raises(DatabaseError):
        execute(
            world.supplier,
            "update cis_decision set state = 'struck', ended_at = now(), ended_by = %s",
            world.supplier.person_id,
        )


def test_who_cannot_contest(world):
    """CIS-56, CIS-60."""
    decision = register(world)
    with pytest.raises(NotPermitted):
        contests.contest_decision(world.other, decision, reason="Mine")
    with pytest.raises(NothingHere):
        contests.contest_decision(world.third, decision, reason="Not mine")
    own = register(world, world.supplier, state_code="EE", order="erase")
    with pytest.raises(Refusal, match="Your own authority"):
        contests.contest_decision(world.supplier, own, reason="Mine")
