"""Who saw and who could see: named users and accesses of an agency (CIS-32c), every authority that can see an alert (CSEC-06)."""

import json
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from tests.harness.coalition import a_coalition, a_person_alert, for_strand, in_a, in_c
from tests.law.at_work import an_administrator
from tests.law.test_cis_desks import a_desk

from firstwall.authorities import large_exports, staff
from firstwall.authorities import services as authorities
from firstwall.authorities.acting import acting
from firstwall.cis import queries, services
from firstwall.cis.seen_by import spoke_on
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import FieldRefused, NothingHere, NotPermitted
from firstwall.screening import follower
from firstwall.screening.services import check
from firstwall.supervision import accesses

TODAY = utc_now().date()


@pytest.fixture
def coalition(clean):
    follower.forget()
    return a_coalition()


def a_supervisor(*supervised) -> Actor:
    office = authorities.add_authority("DPS", "Data Protection Supervisor", type="supervisory")
    for authority in supervised:
        authorities.supervise(office, authority)
    person = authorities.add_person("supervisor", "Supervisor", authority_id=office)
    authorities.grant_role(person, "supervisor", ("C", "A"))
    return authorities.open_mandate(
        person, role="supervisor", strands=("C", "A"), purpose="supervision", channel="page"
    )


def test_the_supervisor_takes_named_users_and_accesses_of_the_agency(coalition):
    """CIS-32c: D 11(5): who is named, who looked at what for which case, refusals too; nothing of other authorities."""
    services.enter_alert(in_c(coalition.estonia), **for_strand(a_person_alert(), "C"))
    desk = a_desk("europol")
    (hit,) = check(desk, text="Jaan Näidis", reference="EP-9").strands[0].candidates
    with pytest.raises(NotPermitted):
        queries.alerts_of(desk)
    supervisor = a_supervisor(desk.authority_id)
    assert [one.code for one in accesses.agencies(supervisor)] == ["EUROPOL"]
    head = accesses.export_accesses(supervisor, desk.authority_id)
    told = [json.loads(line) for line in accesses.lines(supervisor, head)]
    assert told[0]["authority"] == "EUROPOL"
    (user,) = [one for one in told if "user" in one]
    assert (user["login"], user["roles"]) == ("europol.desk", ["agency_desk"]) and user["last_mandate_at"]
    acts = [one for one in told if "act" in one]
    assert {one["actor_id"] for one in acts} == {str(desk.person_id)}
    (search,) = [one for one in acts if one["act"] == "screening.check"]
    assert (search["reference"], search["shown"]) == ("EP-9", [str(hit.alert_id)])
    assert [one["result"] for one in acts if one["act"] == "cis.list_alerts"] == ["refused"]
    assert "Näidis" not in str(told) and "Jaan" not in str(told)


def test_the_export_is_an_act_and_bounded_by_its_period(coalition, clean):
    """CIS-32c, LOG-01."""
    desk = a_desk("eurojust")
    supervisor = a_supervisor(desk.authority_id)
    head = accesses.export_accesses(supervisor, desk.authority_id, since=utc_now() + timedelta(days=1))
    assert [one for one in accesses.lines(supervisor, head) if b'"act"' in one] == []
    with clean.superuser.connect("firstwall") as reader:
        rows = reader.execute("select object_id from ledger_entry where act = 'supervision.export_accesses'").fetchall()
    assert rows == [(str(desk.authority_id),)]


def test_nobody_else_takes_them(coalition):
    """CIS-32c: not a partner, not the desk itself, not the supervisor of others."""
    desk = a_desk("europol")
    supervisor = a_supervisor(coalition.latvia.authority_id)
    with pytest.raises(NothingHere):
        accesses.export_accesses(supervisor, desk.authority_id)
    for somebody in (coalition.estonia, desk):
        with pytest.raises(NotPermitted):
            accesses.export_accesses(somebody, desk.authority_id)


def named(seen) -> list[tuple[str, bool]]:
    return [(one.code, one.as_supplier) for one in seen]


def test_every_authority_that_can_see_an_alert_now_and_on_a_day_before(coalition, clean):
    """CSEC-06: LED 29(2)(g): by the versions, the lists and the law of the day."""
    estonia = in_a(coalition.estonia)
    said = {key: value for key, value in for_strand(a_person_alert(), "A").items() if key != "category"}
    alert = services.enter_alert(estonia, category="d", **said)
    frontex = authorities.add_authority("FRONTEX", "Frontex", type="frontex")
    authorities.designate(
        frontex, strand="A", categories="d", purposes=("investigation",), rights=("read",), valid_from=date(2024, 4, 8)
    )
    everybody = [("EE-CUSTOMS", True), ("FI-CUSTOMS", False), ("LV-CUSTOMS", False)]
    assert named(queries.seen_by(estonia, alert.id)) == everybody
    services.amend_alert(estonia, alert.id, version=1, audience=[coalition.latvia.authority_id], **said)
    assert named(queries.seen_by(estonia, alert.id)) == everybody  # both versions spoke today
    with clean.superuser.connect("firstwall") as past:
        past.execute("set session_replication_role = replica")
        past.execute("update cis_alert set entered_on = current_date - 30")
        past.execute("update cis_alert_version set at = now() - interval '30 days' where version = 1")
        past.execute("update cis_alert_version set at = now() - interval '10 days' where version = 2")
        finland = coalition.finland.authority_id
        past.execute(
            "update authorities_designation set valid_from = current_date - 20 where authority_id = %s", [finland]
        )
        past.commit()
    assert named(queries.seen_by(estonia, alert.id)) == [("EE-CUSTOMS", True), ("LV-CUSTOMS", False)]
    for ago, expected in (
        (31, []),
        (30, [everybody[0], everybody[2]]),
        (20, everybody),
        (10, everybody),
        (9, [everybody[0], everybody[2]]),
    ):
        assert named(queries.seen_by(estonia, alert.id, day=TODAY - timedelta(days=ago))) == expected, ago


def test_a_day_before_is_told_to_the_supplier_alone(coalition):
    """CSEC-06: only the supplier has every version; hidden and absent alike for the rest."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    alert = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    assert len(queries.seen_by(latvia, alert.id)) == 3
    with pytest.raises(NotPermitted):
        queries.seen_by(latvia, alert.id, day=TODAY - timedelta(days=1))
    with pytest.raises(FieldRefused):
        queries.seen_by(estonia, alert.id, day=TODAY + timedelta(days=1))
    with pytest.raises(NothingHere):
        queries.seen_by(in_a(coalition.estonia), alert.id)
    with pytest.raises(NothingHere):
        queries.seen_by(estonia, uuid4())


@pytest.mark.parametrize(("day", "spoke"), [(1, []), (2, [0]), (3, [0]), (4, [0, 1]), (5, [1]), (6, [1]), (7, [])])
def test_versions_of_a_day(day, spoke):
    """CSEC-06, pure: entered on the 2nd, amended on the 4th, withdrawn on the 6th; what was seen that day counts."""
    versions = [(date(2026, 1, 2), "entered"), (date(2026, 1, 4), "amended"), (date(2026, 1, 6), "withdrawn")]
    assert spoke_on(date(2026, 1, day), versions) == spoke


def test_more_than_a_thousand_records_leave_only_when_a_second_supervisor_agrees(coalition, monkeypatch):
    """SEC-12: the first try asks; neither the asker nor another authority's supervisor agrees; it serves for that export only."""
    monkeypatch.setattr(large_exports, "MOST_ALONE", 1)
    desk = a_desk("europol")
    check(desk, text="Jaan Näidis", reference="EP-9")
    supervisor = a_supervisor(desk.authority_id)
    for _time in range(2):
        with pytest.raises(NotPermitted, match="only when a colleague agrees"):
            accesses.export_accesses(supervisor, desk.authority_id)
    (asked,) = large_exports.waiting(supervisor)
    assert asked.is_mine and asked.number > 1
    with pytest.raises(NotPermitted, match="own proposal"):
        large_exports.decide(supervisor, asked.id, agrees=True)
    with pytest.raises(NotPermitted):
        large_exports.decide(coalition.estonia, asked.id, agrees=True)
    second = a_second_supervisor(supervisor)
    large_exports.decide(second, asked.id, agrees=True)
    assert large_exports.waiting(second) == []
    assert accesses.export_accesses(supervisor, desk.authority_id).authority.code == "EUROPOL"
    with pytest.raises(NotPermitted, match="only when a colleague agrees"):
        accesses.export_accesses(supervisor, desk.authority_id, since=utc_now() - timedelta(days=1))
    with pytest.raises(NotPermitted, match="only when a colleague agrees"):
        accesses.export_accesses(second, desk.authority_id)


def test_who_keeps_accounts_neither_sees_nor_decides_an_export_and_sql_agrees(coalition, monkeypatch):
    """SEC-12 at the last wall: not the asker alone, not an administrator of the same authority."""
    monkeypatch.setattr(large_exports, "MOST_ALONE", 0)
    desk = a_desk("europol")
    check(desk, text="Jaan Näidis", reference="EP-9")
    supervisor = a_supervisor(desk.authority_id)
    with pytest.raises(NotPermitted):
        accesses.export_accesses(supervisor, desk.authority_id)
    keeper = an_administrator(supervisor, "dps.admin")
    assert staff.proposals_of(keeper) == []
    agree = "update authorities_proposal set state = 'agreed', decided_by = %s, decided_at = now()"
    for somebody in (supervisor, keeper):
        with acting(somebody), connection.cursor() as cursor:
            cursor.execute(agree, [somebody.person_id])
            assert cursor.rowcount == 0


def a_second_supervisor(first: Actor) -> Actor:
    person = authorities.add_person("second", "Second", authority_id=first.authority_id)
    authorities.grant_role(person, "supervisor", ("C", "A"))
    return authorities.open_mandate(
        person, role="supervisor", strands=("C", "A"), purpose="supervision", channel="page"
    )
