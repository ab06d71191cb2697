"""Regulation (EC) 515/97 Art. 36(5): what a court orders on access, correction and compensation (RTS-08)."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.harness.coalition import in_a, in_c
from tests.law.rights.cases import STRANGER, TODAY, an_alert, asked, only, time_is_over
from tests.rooms.supervision.aging import as_superuser

from firstwall.cis import queries as cis_queries
from firstwall.cis.correcting import decisions
from firstwall.cis.correcting import queries as registers
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.supervision.rights import queries, remedies, services
from firstwall.supervision.rights.types import Ordered, Outcome, State

RIGA = Ordered("access", "court", "Riga Regional Court", "LV", TODAY, "A-12/2026", "Access is to be given")


def test_a_court_orders_access_and_no_ground_of_refusal_is_left(clean, team, latvia, estonia):
    """RTS-08: R 36(5), C95 15(4): final decisions on access are enforced by all; the request itself while it is undecided."""
    an_alert(team, action="discreet")
    number = asked(latvia)
    (question,) = queries.asked_of_us(estonia)
    services.give_position(estonia, question.id, position="objects", ground="offences", reason="The case is open")
    remedies.register_remedy(latvia, number, ordered=RIGA, key="k")
    remedies.register_remedy(latvia, number, ordered=RIGA, key="k")
    (remedy,) = queries.request_for(latvia, number).remedies
    assert (remedy.bound_request_id, remedy.state, remedy.ordered) == (number, "open", RIGA)
    with pytest.raises(Refusal) as withheld:
        services.decide_request(latvia, number, ground="inquiries", reason="Surveillance runs")
    assert withheld.value.rule == "RTS-08"
    shown = [only(latvia, number).id]
    assert services.decide_request(latvia, number, disclose=shown, reason="So the court has it") is Outcome.DISCLOSED
    time_is_over(clean, number)
    assert "KX1234567" in services.answer_request(latvia, number).letter
    assert queries.request_for(latvia, number).remedies[0].state == "given"


def test_after_an_answer_the_order_to_give_access_binds_a_new_request(clean, team, latvia):
    """RTS-08, RTS-05: what was decided and given is not changed; the person is answered anew, and asks nothing again."""
    number = asked(latvia, STRANGER)
    services.decide_request(latvia, number, reason="Nothing was found")
    time_is_over(clean, number)
    services.answer_request(latvia, number)
    as_superuser(clean, "update supervision_rights_request set kept_until = %s where id = %s", TODAY, number)
    remedies.register_remedy(latvia, number, ordered=RIGA)
    view = queries.request_for(latvia, number)
    (remedy,) = view.remedies
    anew = queries.request_for(latvia, remedy.bound_request_id)
    assert anew.person == view.person and anew.row.asks == ("access",) and anew.row.state is State.TAKEN
    kept = as_superuser(clean, "select kept_until from supervision_rights_request where id = %s", number)
    assert kept[0][0] > TODAY, "what was ordered is kept after it, too"


def test_a_court_orders_correction_or_erasure_and_the_supplier_is_bound_through_the_register(
    clean, team, latvia, estonia
):
    """RTS-08, CIS-60: wired to the register of final decisions; the alert is blocked until the supplier has done so."""
    alert = an_alert(team, action="check")
    number = asked(latvia)
    found = only(latvia, number)
    with pytest.raises(FieldRefused) as nothing:
        remedies.register_remedy(latvia, number, ordered=replace(RIGA, orders="erase"))
    assert [one.field for one in nothing.value.problems] == ["holding"]
    ordered = [
        remedies.register_remedy(latvia, number, ordered=replace(RIGA, orders=orders), holding_id=found.id)
        for orders in ("rectify", "erase")
    ]
    assert len(set(ordered)) == 2, "a second one while the first blocks the alert"
    with pytest.raises(NothingHere):
        cis_queries.alert_for(in_c(team.finland), alert)
    waiting = registers.decisions_of(in_c(team.estonia))
    assert {one.order for one in waiting} == {"rectify", "erase"} and {one.body_name for one in waiting} == {
        RIGA.body_name
    }
    assert decisions.execute_decision(in_c(team.estonia), waiting[0].id) == "erased"
    assert [one.state for one in queries.request_for(latvia, number).remedies] == ["erased", "erased"]


def test_compensation_stands_until_it_is_paid_and_only_named_staff_handle_it(team, latvia, estonia):
    """RTS-08: R 36(5)."""
    number = asked(latvia, STRANGER)
    remedy = remedies.register_remedy(latvia, number, ordered=replace(RIGA, orders="compensation", text="EUR 500"))
    for stranger in (estonia, in_a(latvia)):
        with pytest.raises(NothingHere):
            remedies.record_payment(stranger, remedy)
    with pytest.raises(NotPermitted):
        remedies.record_payment(in_c(team.latvia), remedy)
    assert queries.request_for(latvia, number).remedies[0].state == "open"
    remedies.record_payment(latvia, remedy)
    assert queries.request_for(latvia, number).remedies[0].state == "paid"
    with pytest.raises(Fault):
        remedies.record_payment(latvia, remedy)
    wrong = replace(
        RIGA, orders="prison", body="later_enquiries", body_name=" ", state_code="XX", decided_on=TODAY + timedelta(1)
    )
    with pytest.raises(FieldRefused) as refused:
        remedies.register_remedy(latvia, number, ordered=wrong)
    assert {one.field for one in refused.value.problems} == {"orders", "body", "body_name", "state_code", "decided_on"}
