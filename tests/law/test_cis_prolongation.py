"""Review and prolongation: Decision 2009/917/JHA Art. 14 as amended, Regulation (EC) 515/97 Art. 33."""

from datetime import timedelta

import pytest
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import select

from firstwall.cis import queries, services
from firstwall.kernel.clock import add_months, add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal

TODAY = utc_now().date()
NEED = "Trial of 2031 in Tallinn, witness list served; the court asked for it."


@pytest.fixture
def coalition(clean):
    return a_coalition()


@pytest.fixture(params=["C", "A"])
def owned(coalition, request):
    """An alert of Estonia in one strand, and its supplier there."""
    estonia = in_c(coalition.estonia) if request.param == "C" else in_a(coalition.estonia)
    return estonia, services.enter_alert(estonia, **for_strand(a_person_alert(), request.param))


def test_prolonged_two_years_with_its_need_and_no_day_more(owned):
    """CIS-62, CIS-63, X-4, acceptance scenario 9: a second prolongation is refused."""
    estonia, alert = owned
    furthest = add_years(TODAY, 7)
    with pytest.raises(Refusal, match="No prolongation passes"):
        services.prolong_alert(estonia, alert.id, version=1, until=furthest + timedelta(days=1), need=NEED)
    kept = services.prolong_alert(estonia, alert.id, version=1, until=furthest, need=NEED)
    assert (kept.version, kept.last_day) == (2, furthest)
    for until in (furthest, furthest + timedelta(days=1)):
        with pytest.raises(Refusal) as refused:
            services.prolong_alert(estonia, alert.id, version=2, until=until, need=NEED)
        assert refused.value.rule == "CIS-62"
    view = queries.alert_for(estonia, alert.id)
    assert view.last_day == furthest and view.content.values["names"] == ["Jaan Näidis"]


def test_the_history_and_the_ledger_tell_who_kept_it_and_why(owned, clean):
    """CIS-62, LOG-01, AUD-06: the decision states the need; the ledger holds the days and no value of the alert."""
    estonia, alert = owned
    services.prolong_alert(estonia, alert.id, version=1, until=add_years(TODAY, 6), need=NEED)
    newest = queries.history_of(estonia, alert.id)[0]
    assert (newest.act, newest.reason, newest.by_person) == ("prolonged", NEED, estonia.person_id)
    with clean.superuser.connect("firstwall") as reader:
        (details,) = reader.execute("select details from ledger_entry where act = 'cis.prolong_alert'").fetchone()
    assert details["last_day"] == add_years(TODAY, 6).isoformat()
    assert details["last_day_before"] == add_years(TODAY, 5).isoformat() and NEED not in str(details)


@pytest.mark.parametrize("need", ["", "   ", "\u200b"])
def test_without_a_written_need_nothing_is_kept_longer(owned, need):
    """CIS-62: strict need in the individual case."""
    estonia, alert = owned
    with pytest.raises(FieldRefused):
        services.prolong_alert(estonia, alert.id, version=1, until=add_years(TODAY, 6), need=need)
    with pytest.raises(FieldRefused):
        services.review_alert(estonia, alert.id, version=1, need=need)
    assert queries.alert_for(estonia, alert.id).last_day == add_years(TODAY, 5)


def test_only_the_supplier_reviews_and_prolongs(owned, coalition):
    """CIS-56: D 13(1), R 32(1)."""
    estonia, alert = owned
    latvia = coalition.latvia.in_strand(estonia.strand)
    with pytest.raises(NotPermitted):
        services.prolong_alert(latvia, alert.id, version=1, until=add_years(TODAY, 6), need=NEED)
    with pytest.raises(NotPermitted):
        services.review_alert(latvia, alert.id, version=1, need=NEED)


def test_a_review_moves_the_next_one_and_not_the_last_day(owned):
    """CIS-72: advice every twelve months; the five years stand."""
    estonia, alert = owned
    kept = services.review_alert(estonia, alert.id, version=1, need="Still on the move", key="k")
    assert services.review_alert(estonia, alert.id, version=1, need="Still on the move", key="k") == kept
    assert (kept.review_on, kept.last_day) == (add_months(TODAY, 12), alert.last_day)
    assert queries.history_of(estonia, alert.id)[0].act == "reviewed"


def test_what_ended_or_changed_meanwhile_is_not_kept_longer(owned):
    """CIS-56, REL-02."""
    estonia, alert = owned
    services.review_alert(estonia, alert.id, version=1, need="Needed")
    with pytest.raises(Fault):
        services.prolong_alert(estonia, alert.id, version=1, until=add_years(TODAY, 6), need=NEED)
    services.withdraw_alert(estonia, alert.id, reason="Over")
    with pytest.raises(Fault):
        services.prolong_alert(estonia, alert.id, version=3, until=add_years(TODAY, 6), need=NEED)


def test_a_prolonged_alert_is_still_found(owned):
    """CIS-62: its index entry goes with the version."""
    estonia, alert = owned
    services.prolong_alert(estonia, alert.id, version=1, until=add_years(TODAY, 6), need=NEED)
    assert select(estonia, "select version, removed from cis_index_entry") == [(2, False)]


def test_the_last_day_come_nothing_can_be_prolonged(owned, clean):
    """CLK-01: from that day it is out of reach of its supplier, too."""
    estonia, alert = owned
    with clean.superuser.connect("firstwall") as past:
        past.execute("set session_replication_role = replica")
        past.execute("update cis_alert set entered_on = current_date - 2000, last_day = current_date")
        past.commit()
    with pytest.raises(NothingHere):
        services.prolong_alert(estonia, alert.id, version=1, until=add_years(TODAY, 1), need=NEED)
