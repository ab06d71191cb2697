"""People are confirmed each quarter (CIS-24). Decision 2009/917/JHA Art. 7(1); Regulation 515/97 Art. 29(1)."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_c
from tests.law.at_work import at_work

from firstwall.authorities import people
from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import queries, services
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import Fault, NothingHere, NotPermitted

TODAY = utc_now().date()


@pytest.fixture
def coalition(clean):
    return a_coalition()


def overdue(clean, actor: Actor, day: date = TODAY) -> None:
    with clean.superuser.connect("firstwall") as past:
        past.execute("update authorities_person set confirmed_until = %s where id = %s", [day, actor.person_id])


def test_a_person_not_confirmed_for_a_quarter_has_no_mandate(coalition, clean):
    """CIS-24: the open session ends, a new one does not open, the database shows no row, until a colleague confirms."""
    alert = services.enter_alert(in_c(coalition.latvia), **for_strand(a_person_alert(), "C"))
    officer = at_work(coalition.estonia.authority_id, "ee.second", "coordinator", "C", "supply")
    assert authorities.actor_of(officer.mandate_id, channel="page")
    overdue(clean, officer)
    with pytest.raises(NotPermitted) as refused:
        authorities.actor_of(officer.mandate_id, channel="page")
    assert refused.value.rule == "SEC-18"
    with pytest.raises(NotPermitted, match="quarter") as refused:
        authorities.open_mandate(officer.person_id, role="coordinator", strands=("C",), purpose="supply")
    assert refused.value.rule == "CIS-24"
    with pytest.raises(NothingHere):
        queries.alert_for(officer, alert.id)
    people.confirm_person(coalition.estonia, officer.person_id)
    assert queries.alert_for(officer, alert.id)
    (row,) = [one for one in people.people_of(coalition.estonia) if one.id == officer.person_id]
    assert (row.confirmed_until, row.is_due) == (add_months(TODAY, 3), False)


def test_who_is_due_comes_first(coalition, clean):
    """CIS-24: over, then within a month."""
    second = at_work(coalition.estonia.authority_id, "ee.second", "investigator", "C", "investigation")
    third = at_work(coalition.estonia.authority_id, "ee.third", "investigator", "C", "investigation")
    overdue(clean, second, TODAY + timedelta(days=20))
    overdue(clean, third, TODAY)
    listed = people.people_of(coalition.estonia)
    assert [(one.login, one.is_over, one.is_due) for one in listed[:2]] == [
        ("ee.third", True, True),
        ("ee.second", False, True),
    ]
    assert all(one.authority_id == coalition.estonia.authority_id for one in listed)


def test_nobody_confirms_oneself_or_a_stranger(coalition, clean):
    """CIS-24, by service and by the database."""
    estonia, latvia = coalition.estonia, coalition.latvia
    with pytest.raises(NotPermitted, match="own access"):
        people.confirm_person(estonia, estonia.person_id)
    with pytest.raises(NothingHere):
        people.confirm_person(estonia, latvia.person_id)
    with pytest.raises(DatabaseError, match="own access"), acting(estonia), connection.cursor() as cursor:
        cursor.execute(
            "update authorities_person set confirmed_until = '2099-01-01' where id = %s", [estonia.person_id]
        )
    with acting(estonia), connection.cursor() as cursor:
        cursor.execute(
            "update authorities_person set confirmed_until = '2099-01-01', confirmed_by = %s where id = %s",
            [estonia.person_id, latvia.person_id],
        )
        assert cursor.rowcount == 0
    officer = at_work(estonia.authority_id, "ee.second", "investigator", "C", "investigation")
    with pytest.raises(NotPermitted):
        people.confirm_person(officer, estonia.person_id)


def test_the_operator_stands_in_when_nobody_is_left(coalition, clean):
    """CIS-24: recorded like any act."""
    overdue(clean, coalition.estonia)
    assert people.confirm_by_operator("ee.coordinator") == add_months(TODAY, 3)
    with clean.superuser.connect("firstwall") as reader:
        assert reader.execute(
            "select count(*) from ledger_entry where act = 'authorities.confirm_person'"
        ).fetchone() == (1,)
    with pytest.raises(Fault):
        people.confirm_by_operator("nobody")
