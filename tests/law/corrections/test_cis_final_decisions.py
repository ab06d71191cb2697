"""Decision 2009/917/JHA Art. 13(5), Regulation (EC) 515/97 Art. 32(5): final decisions of courts and authorities, clearance."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from tests.harness.coalition import a_coordinator
from tests.harness.raw import select
from tests.law.corrections.cases import COURT, TODAY, amend, by_reference, messages, register, sees
from tests.rooms.supervision.aging import as_superuser

from firstwall.cis import queries
from firstwall.cis.correcting import decisions
from firstwall.cis.correcting import queries as registers
from firstwall.cis.correcting.rules import Order, do_conflict, must_erase
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.supervision.ending import run_retention


def test_a_final_decision_blocks_the_alert_until_it_is_executed(world, clean):
    """CIS-60: D24 13(5), R 32(5): binding on all states; nobody but the supplier sees it, no search finds it."""
    decision = register(world)
    assert messages(clean, of=decision) == [("decision_registered", world.supplier.authority_id)]
    assert [sees(actor, world) for actor in (world.supplier, world.other, world.third)] == [True, False, False]
    assert queries.confirm(world.supplier, [world.alert.id]) == queries.confirm(world.third, [world.alert.id]) == {}
    with pytest.raises(Refusal, match="still says"):
        decisions.execute_decision(world.supplier, decision)
    amend(world)
    assert decisions.execute_decision(world.supplier, decision) == "amended"
    assert sees(world.third, world) and queries.confirm(world.third, [world.alert.id])
    assert ("decision_executed", world.other.authority_id) in messages(clean, of=decision)
    details = str(as_superuser(clean, "select details from ledger_entry where act like 'cis.%%_decision'"))
    assert "Riga" not in details and "date of birth" not in details


def test_conflicting_decisions_force_erasure(world, clean):
    """CIS-60, acceptance scenario 7: A's node must erase; until it does the record is blocked everywhere."""
    rectify = register(world)
    erase = register(
        world, world.supplier, body_name="Harju County Court", state_code="EE", order="keep", text="It stands"
    )
    amend(world)
    assert decisions.execute_decision(world.supplier, rectify) == "erased"
    assert [sees(actor, world) for actor in (world.supplier, world.other, world.third)] == [False, False, False]
    assert {one.outcome for one in registers.decisions_of(world.supplier)} == {"erased"}
    assert registers.decision_for(world.supplier, erase).state == "executed"
    counts = run_retention(utc_now()).counts
    assert counts["erased:cis_alert"] == 1
    assert as_superuser(clean, "select count(*) from cis_alert_version") == [(0,)]
    assert as_superuser(clean, "select count(*) from cis_decision where said is not null") == [(0,)]


@pytest.mark.parametrize(
    ("orders", "conflict", "erased"),
    [
        (["rectify"], False, False),
        (["rectify", "supplement"], False, False),
        (["erase"], False, True),
        (["erase", "erase"], False, True),
        (["rectify", "keep"], True, True),
        (["erase", "keep"], True, True),
        (["erase", "amend"], True, True),
        (["keep"], False, False),
    ],
)
def test_which_decisions_conflict(orders, conflict, erased):
    """CIS-60: changes of different parts go together; a change and its contrary do not."""
    given = [Order(order) for order in orders]
    assert (do_conflict(given), must_erase(given)) == (conflict, erased)
    assert must_erase([*given, Order("rectify", contradicts_another=True)])


def test_a_decision_to_leave_it_blocks_nothing_and_counts_later(world):
    """CIS-60."""
    kept = register(world, order="keep")
    assert registers.decision_for(world.other, kept).outcome == "kept" and sees(world.third, world)
    later = register(world, world.third, order="rectify", state_code="FI")
    amend(world)
    assert decisions.execute_decision(world.supplier, later) == "erased"


def test_a_decision_to_leave_it_that_was_registered_in_error_is_taken_back_and_counts_no_more(world):
    """CIS-60."""
    kept = register(world, order="keep")
    decisions.retract_decision(world.other, kept, reason="Another file")
    later = register(world, world.third, order="rectify", state_code="FI")
    amend(world)
    assert decisions.execute_decision(world.supplier, later) == "amended"


def test_a_state_registers_the_decisions_of_its_own_courts(world):
    """CIS-60: a court of nowhere blocks nobody's alert; the supplier may register what any state decided on its own."""
    for state in ("KP", "FI"):
        with pytest.raises(FieldRefused) as refused:
            register(world, state_code=state)
        assert [one.field for one in refused.value.problems] == ["state_code"]
    assert sees(world.third, world)
    register(world, world.supplier, state_code="FI")


def test_a_decision_contradicts_one_that_stands_on_the_same_alert(world):
    """CIS-60: else anybody turned an ordered change into an erasure."""
    with pytest.raises(FieldRefused) as refused:
        register(world, contradicts=uuid4())
    assert [one.field for one in refused.value.problems] == ["contradicts"]
    assert sees(world.third, world)


def test_a_registrar_that_sees_no_other_decision_names_the_one_it_contradicts_by_its_file(world):
    """CIS-60: two changes that cannot go together force erasure, though neither registrar knows the other's number."""
    first = register(world)
    finnish = replace(COURT, state_code="FI", file_reference="H 7/26", contradicts_file="c 12-2026")
    later = decisions.register_by_reference(world.third, world.alert.reference, decided=finnish)
    amend(world)
    assert decisions.execute_decision(world.supplier, first) == "erased"
    assert registers.decision_for(world.third, later).outcome == "erased"


def test_a_file_that_no_other_decision_has_contradicts_nothing(world):
    """CIS-60: nor does a decision contradict itself; what is named is answered alike whether it is there or not (SEC-09)."""
    first = register(world, contradicts_file=COURT.file_reference)
    amend(world)
    assert decisions.execute_decision(world.supplier, first) == "amended"


def test_a_decision_to_erase_is_executed_by_erasing_at_once(world, clean):
    """CIS-60: final erasure reaches the supplier's own history, on that very day."""
    decision = register(world, order="erase")
    assert decisions.execute_decision(world.supplier, decision) == "erased"
    assert not sees(world.supplier, world)
    run_retention(utc_now())
    assert as_superuser(clean, "select state from cis_alert") == [("erased",)]


def test_only_the_supplier_executes_and_only_the_registrar_takes_back(world):
    """CIS-56, CIS-60."""
    decision = register(world)
    with pytest.raises(NotPermitted):
        decisions.execute_decision(world.other, decision)
    with pytest.raises(NothingHere):
        decisions.retract_decision(world.supplier, decision, reason="Wrong file")
    decisions.retract_decision(world.other, decision, reason="Wrong file")
    assert sees(world.third, world)
    with pytest.raises(Fault):
        decisions.execute_decision(world.supplier, decision)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"body": "newspaper"}, "body"),
        ({"order": "burn"}, "order"),
        ({"body_name": ""}, "body_name"),
        ({"file_reference": " "}, "file_reference"),
        ({"text": ""}, "text"),
        ({"state_code": "XX"}, "state_code"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
    ],
)
def test_a_decision_is_registered_with_who_where_when_and_what(world, wrong, field):
    """CIS-60."""
    with pytest.raises(FieldRefused) as refused:
        register(world, **wrong)
    assert [problem.field for problem in refused.value.problems] == [field]


def test_clearance_tells_all_and_removes_the_alert(world, clean):
    """CIS-55f: R 45(4): all parties who received the data are told forthwith, and the data are removed."""
    said = {"state_code": "LV", "cleared_on": TODAY, "file_reference": "K-7", "text": "Mistaken identity"}
    cleared = decisions.report_clearance(world.other, world.alert.id, version=1, **said)
    told = messages(clean, of=world.alert.id)
    assert ("person_cleared", world.third.authority_id) in told
    assert ("clearance_reported", world.supplier.authority_id) in messages(clean, of=cleared)
    assert not sees(world.third, world)
    assert decisions.execute_decision(world.supplier, cleared) == "erased"
    assert not sees(world.supplier, world)


def test_a_decision_that_conflicts_is_registered_while_another_blocks_the_alert(world, clean):
    """CIS-60, acceptance scenario 7: a third state's court decides otherwise; the supplier is told, and erases."""
    first = register(world)
    assert not sees(world.third, world)
    second = by_reference(world, reference=f" {world.alert.reference.lower()} ")
    assert messages(clean, of=second) == [("decision_registered", world.supplier.authority_id)]
    assert [sees(actor, world) for actor in (world.supplier, world.other, world.third)] == [True, False, False]
    amend(world)
    assert decisions.execute_decision(world.supplier, first) == "erased"
    assert registers.decision_for(world.third, second).outcome == "erased"
    assert not sees(world.supplier, world)


def test_a_reference_is_no_way_around_the_list_of_designations(world, clean):
    """CIS-25, SEC-09: who could not see the alert before it was blocked is answered as if there were none."""
    register(world)
    as_superuser(
        clean,
        "update authorities_designation set categories = %s where authority_id = %s",
        ["a"],
        world.third.authority_id,
    )
    for reference in (world.alert.reference, "EE-C-D-9999"):
        with pytest.raises(NothingHere):
            by_reference(world, reference=reference)
    assert select(world.third, "select count(*) from fw_blocked_alert(%s)", world.alert.reference) == [(0,)]
    other = world.to(a_coordinator("PL", "Poland", strands="A" if world.strand == "C" else "C"))
    with pytest.raises(NothingHere):
        by_reference(world, replace(other, strand=world.third.strand), state_code="PL")


def test_a_decision_by_reference_on_an_alert_that_is_seen_is_registered_like_any_other(world):
    """CIS-60: whoever has only the paper of the court in hand types the reference."""
    decision = by_reference(world, order="rectify")
    assert registers.decision_for(world.third, decision).state == "open" and not sees(world.other, world)
    with pytest.raises(FieldRefused):
        by_reference(world, world.other, state_code="FI")
