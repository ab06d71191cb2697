"""Decision 2009/917/JHA Art. 13(4), Regulation (EC) 515/97 Art. 32(4): two entries that contradict each other."""

import pytest
from django.db import DatabaseError
from tests.harness.raw import execute
from tests.law.corrections.cases import TODAY, enter_against, messages, propose, register
from tests.rooms.supervision.aging import as_superuser, set_days

from firstwall.cis import queries
from firstwall.cis.correcting import disputes
from firstwall.cis.correcting import queries as registers
from firstwall.kernel.clock import add_months, add_years, utc_now
from firstwall.kernel.refusal import Fault, NothingHere, NotPermitted, Refusal
from firstwall.supervision.ending import run_retention


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
