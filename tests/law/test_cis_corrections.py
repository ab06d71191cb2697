"""Corrections, final decisions, clearance, disputes: Decision 2009/917/JHA Art. 13, Regulation (EC) 515/97 Art. 32 and 45(4)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_coalition, a_coordinator, a_person, a_person_alert, for_strand, in_a, in_c
from tests.harness.racing import in_between
from tests.harness.raw import execute, select
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.authorities import services as authorities
from firstwall.cis import queries, services
from firstwall.cis.correcting import contests, decisions, disputes, proposals
from firstwall.cis.correcting import queries as registers
from firstwall.cis.correcting.decisions import Decided
from firstwall.cis.correcting.rules import Order, do_conflict, must_erase
from firstwall.kernel.clock import add_months, add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.sharing import add_working_days
from firstwall.supervision.ending import run_retention

TODAY = utc_now().date()
EVIDENCE = {
    "kind": "factually_wrong",
    "what": "Born in 1981, not 1980",
    "evidence": "Passport seen at Ikla",
    "version": 1,
}
COURT = Decided(
    "court", "Riga Regional Court", "LV", TODAY - timedelta(days=3), "rectify", "C-12/2026", "The date of birth"
)


class World:
    """Who takes part, in one strand."""


@pytest.fixture(params=["C", "A"])
def world(clean, request):
    coalition, to = a_coalition(), in_c if request.param == "C" else in_a
    world = World()
    world.strand, world.to = request.param, to
    world.supplier, world.other, world.third = to(coalition.estonia), to(coalition.latvia), to(coalition.finland)
    world.said = for_strand(a_person_alert(), request.param)
    world.alert = services.enter_alert(world.supplier, **world.said)
    return world


def propose(world, **changes):
    return proposals.propose_correction(world.other, world.alert.id, **{**EVIDENCE, **changes})


def amend(world, version: int = 1, **values):
    said = {**world.said, "values": {**world.said["values"], "birth_dates": ["1981-05-17"], **values}}
    del said["category"]
    return services.amend_alert(world.supplier, world.alert.id, version=version, **said)


def messages(clean, *, of) -> list[tuple]:
    rows = as_superuser(
        clean, "select kind, recipient_authority from outbox_message where object_id = %s order by id", str(of)
    )
    return [(kind, recipient) for kind, recipient in rows]


def is_contested(actor, world) -> bool:
    return queries.alert_for(actor, world.alert.id).is_contested


def test_a_partner_proposes_with_evidence_and_the_alert_is_contested_meanwhile(world, clean):
    """CIS-58: D 13(3), R 32(3). Everyone sees that it is contested, the parties what is said."""
    correction = propose(world, key="k")
    assert propose(world, key="k") == correction, "REL-02"
    seen = registers.correction_for(world.supplier, correction)
    assert (seen.what, seen.evidence, seen.due_on) == (
        EVIDENCE["what"],
        EVIDENCE["evidence"],
        add_working_days(TODAY, 5),
    )
    assert messages(clean, of=correction) == [("correction_proposed", world.supplier.authority_id)]
    assert all(is_contested(actor, world) for actor in (world.supplier, world.other, world.third))
    assert queries.confirm(world.third, [world.alert.id]), "a contested alert is still found"
    with pytest.raises(NothingHere):
        registers.correction_for(world.third, correction)


def test_five_working_days():
    """CIS-58, choice: Saturdays and Sundays do not count."""
    friday = date(2026, 11, 20)
    assert add_working_days(friday, 5) == date(2026, 11, 27)
    assert add_working_days(date(2026, 11, 21), 1) == date(2026, 11, 23)


def test_the_supplier_amends_itself_and_all_are_told(world, clean):
    """CIS-57, CIS-58: corrected by the supplier, then decided with reasons; nobody else amends."""
    correction = propose(world)
    with pytest.raises(Refusal, match="still says"):
        proposals.accept_correction(world.supplier, correction, reasons="Right")
    amend(world)
    assert proposals.accept_correction(world.supplier, correction, reasons="Passport checked") == "amended"
    seen = registers.correction_for(world.other, correction)
    assert (seen.state, seen.outcome, seen.reasons) == ("accepted", "amended", "Passport checked")
    assert not is_contested(world.third, world)
    told = messages(clean, of=world.alert.id)
    assert {recipient for _, recipient in told} == {world.other.authority_id, world.third.authority_id}
    assert {kind for kind, _ in told} == {"alert_correction_accepted"}
    with pytest.raises(Fault):
        proposals.reject_correction(world.supplier, correction, reasons="No")


def test_rejected_with_reasons_the_alert_is_contested_no_longer(world):
    """CIS-58."""
    correction = propose(world)
    with pytest.raises(FieldRefused):
        proposals.reject_correction(world.supplier, correction, reasons="")
    proposals.reject_correction(world.supplier, correction, reasons="Two passports; ours is later")
    assert registers.correction_for(world.other, correction).state == "rejected"
    assert not is_contested(world.supplier, world)


def test_erased_because_of_a_proposal_nothing_stays_with_the_supplier_either(world):
    """CIS-57, CIS-58: erase without delay."""
    correction = propose(world, kind="entered_unlawfully")
    services.withdraw_alert(world.supplier, world.alert.id, reason="Entered in error")
    assert queries.alert_for(world.supplier, world.alert.id).state == "withdrawn"
    assert proposals.accept_correction(world.supplier, correction, reasons="No ground") == "erased"
    with pytest.raises(NothingHere):
        queries.alert_for(world.supplier, world.alert.id)
    assert run_retention(utc_now()).counts["erased:cis_alert_version"] == 2


def test_two_proposals_contest_it_until_both_are_decided(world):
    """CIS-58."""
    first = propose(world)
    second = proposals.propose_correction(world.third, world.alert.id, **EVIDENCE)
    proposals.reject_correction(world.supplier, first, reasons="No")
    assert is_contested(world.other, world)
    proposals.reject_correction(world.supplier, second, reasons="No")
    assert not is_contested(world.other, world)


@pytest.mark.parametrize("lacking", ["what", "evidence", "kind"])
def test_a_proposal_says_what_and_from_where(world, lacking):
    """CIS-58: evidence of error or unlawful entry."""
    with pytest.raises(FieldRefused) as refused:
        propose(world, **{lacking: ""})
    assert [problem.field for problem in refused.value.problems] == [lacking]


def test_only_the_supplier_decides_on_a_proposal(world):
    """CIS-56: D 13(1), R 32(1)."""
    correction = propose(world)
    with pytest.raises(NotPermitted):
        proposals.reject_correction(world.other, correction, reasons="No")
    with pytest.raises(NothingHere):
        proposals.reject_correction(world.third, correction, reasons="No")
    with pytest.raises(Refusal, match="your own"):
        proposals.propose_correction(world.supplier, world.alert.id, **EVIDENCE)


def test_the_marks_are_set_by_the_registers_alone(world):
    """CIS-56, CIS-58 at database level: not even the supplier takes the mark off, and nobody amends through it."""
    propose(world)
    with pytest.raises(DatabaseError):
        execute(world.supplier, "update cis_alert set is_contested = false, version = version + 1")
    rejected = "update cis_correction set state = 'rejected', decided_at = now(), decided_by = %s"
    assert execute(world.other, rejected, world.other.person_id) == 0
    assert select(world.third, "select count(*) from cis_correction") == [(0,)]


def test_an_agency_points_out_an_error_and_never_amends(clean):
    """CIS-32f: D 13(3): Europol and Eurojust by the same door."""
    coalition = a_coalition()
    europol = authorities.add_authority("EU-EUROPOL", "Europol", type="europol", state_code="")
    authorities.designate(
        europol,
        strand="C",
        categories="abcdefgh",
        purposes=("investigation",),
        rights=("read",),
        valid_from=date(2024, 4, 8),
    )
    person = authorities.add_person("eu.desk", "Eu Desk", authority_id=europol)
    authorities.grant_role(person, "agency_desk", ("C",))
    desk = authorities.open_mandate(
        person, role="agency_desk", strands=("C",), purpose="investigation", reference="EP-1", channel="page"
    )
    alert = services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    correction = proposals.propose_correction(desk, alert.id, **EVIDENCE)
    assert registers.correction_for(in_c(coalition.estonia), correction).authority_id == europol
    with pytest.raises(NotPermitted):
        services.withdraw_alert(desk, alert.id, reason="Wrong")
    with pytest.raises(NotPermitted):
        proposals.propose_correction(desk.over("api"), alert.id, **EVIDENCE)


def register(world, actor=None, **changes):
    return decisions.register_decision(
        actor or world.other, world.alert.id, decided=replace(COURT, **changes), version=1
    )


def sees(actor, world) -> bool:
    try:
        queries.alert_for(actor, world.alert.id)
    except NothingHere:
        return False
    return True


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


def enter_against(world, **changes):
    values = {**world.said["values"], "names": ["Jaan Näidis"], "birth_dates": ["1990-01-01"], "birth_place": "Tartu"}
    said = {**world.said, "values": values, "action": "sighting", **changes}
    return disputes.enter_against(world.other, world.alert.id, position="Other papers", **said)


def test_the_first_entry_stands_and_what_does_not_conflict_is_stored(world, clean):
    """CIS-59, acceptance scenario 6: D 13(4), R 32(4). The earlier supplier is told at once."""
    later = enter_against(world, key="k")
    assert enter_against(world, key="k") == later, "REL-02"
    first = queries.alert_for(world.third, world.alert.id)
    assert first.content.values["birth_dates"] == ["1980-05-17"] and first.version == 1
    view = queries.alert_for(world.third, later.id)
    assert "birth_dates" not in view.content.values and view.content.values["birth_place"] == "Tartu"
    assert view.marks.action == first.marks.action
    (dispute,) = registers.disputes_of(world.supplier)
    assert set(dispute.fields) == {"birth_dates", "action"} and dispute.is_first
    assert dispute.withheld == {"birth_dates": "1990-01-01", "action": "sighting"}
    assert messages(clean, of=dispute.id) == [("entry_contradicted", world.supplier.authority_id)]
    assert registers.disputes_of(world.third) == []


def test_what_contradicts_nothing_opens_no_dispute(world):
    """CIS-59."""
    with pytest.raises(Fault, match="contradicts nothing"):
        disputes.enter_against(world.other, world.alert.id, **world.said)
    views = [queries.alert_for(world.other, world.alert.id)]
    assert disputes.contradicted_by(world.other, views, **world.said) is None
    other = {**world.said, "action": "check"}
    assert disputes.contradicted_by(world.other, views, **other) == (views[0], ("action",))
    own = [queries.alert_for(world.supplier, world.alert.id)]
    assert disputes.contradicted_by(world.supplier, own, **other) is None


@pytest.mark.parametrize(
    "change",
    [
        "first_position = 'x'",
        "state = 'referred', referred_on = '2020-01-01', escalates_on = '2020-07-01'",
        "state = 'court'",
        "state = 'agreed', ended_by = gen_random_uuid()",
    ],
)
def test_the_database_itself_lets_nobody_speak_for_the_other_side(world, change):
    """CIS-59, CIS-61, SEC-04."""
    enter_against(world)
    with pytest.raises(DatabaseError):
        execute(world.other, f"update cis_dispute set {change}")


def test_both_positions_referral_six_months_and_outcome(world, clean):
    """CIS-61: recorded, referred first to the Council-level body; after six months a party may go to the Court."""
    enter_against(world)
    (dispute,) = registers.disputes_of(world.other)
    disputes.state_position(world.supplier, dispute.id, position="Birth certificate")
    with pytest.raises(NotPermitted):
        disputes.state_position(world.other, dispute.id, position="Mine again")
    with pytest.raises(Refusal, match="first referred"):
        disputes.settle_dispute(world.other, dispute.id, outcome="court")
    assert disputes.refer_dispute(world.other, dispute.id) == add_months(TODAY, 6)
    with pytest.raises(Refusal, match="from"):
        disputes.settle_dispute(world.other, dispute.id, outcome="court")
    as_superuser(clean, "update cis_dispute set escalates_on = %s", TODAY)
    disputes.settle_dispute(world.other, dispute.id, outcome="court")
    (seen,) = registers.disputes_of(world.supplier)
    assert (seen.state, seen.first_position, seen.later_position) == ("court", "Birth certificate", "Other papers")
    with pytest.raises(NothingHere):
        disputes.settle_dispute(world.other, dispute.id, outcome="first_stands")


def test_agreement_is_the_first_suppliers_to_give(world):
    """CIS-59."""
    enter_against(world)
    (dispute,) = registers.disputes_of(world.other)
    with pytest.raises(NotPermitted):
        disputes.settle_dispute(world.other, dispute.id, outcome="agreed")
    with pytest.raises(NothingHere):
        disputes.settle_dispute(world.third, dispute.id, outcome="first_stands")
    disputes.settle_dispute(world.supplier, dispute.id, outcome="agreed")
    assert registers.disputes_of(world.other)[0].state == "agreed"


def test_what_was_written_goes_with_the_alert(world, clean):
    """CIS-65: proposals, decisions and positions keep ids and dates only."""
    propose(world)
    enter_against(world)
    register(world)
    set_days(clean, world.alert.id, entered_on=add_years(TODAY, -5), last_day=TODAY)
    counts = run_retention(utc_now()).counts
    assert all(counts[f"emptied:cis_{what}"] == 1 for what in ("correction", "decision", "dispute"))
    left = as_superuser(
        clean,
        "select (select count(*) from cis_correction where proposal is null), (select count(*) from cis_decision where said is"
        " null), (select count(*) from cis_dispute where later_position is null)",
    )
    assert left == [(1, 1, 1)]


FINLAND = Decided(
    "court", "Helsinki District Court", "FI", TODAY - timedelta(days=1), "keep", "R 26/1", "The alert stands"
)


def by_reference(world, actor=None, reference: str = "", **changes):
    decided = replace(FINLAND, **changes)
    return decisions.register_by_reference(actor or world.third, reference or world.alert.reference, decided=decided)


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
