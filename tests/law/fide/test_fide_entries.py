"""Decision 2009/917/JHA Art. 15 to 17, 19; Regulation (EC) 515/97 Art. 41a, 41b, 41d: what is entered, by whom, until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError
from tests.harness.coalition import a_person, in_c
from tests.harness.raw import execute, select
from tests.law.fide.conftest import JAAN, SMUGGLING, a_file, in_the_other_strand
from tests.rooms.supervision.aging import as_superuser

from firstwall.authorities import services as authorities
from firstwall.fide import ending, queries, services
from firstwall.fide.types import Offence
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, FieldRefused, NothingHere, NotPermitted, Refusal
from firstwall.law.fide import STATUSES
from firstwall.supervision import audit
from firstwall.supervision.ending import run_retention

TODAY = utc_now().date()


def test_only_offences_that_reach_the_threshold_are_given_and_each_version_stays(files):
    """FIDE-05, FIDE-06: D 15(3): lists are dated, the next replaces the one before, an entry pins its version."""
    with pytest.raises(FieldRefused) as refused:
        services.give_offences(files.estonia_head, [SMUGGLING, Offence("12", "Littering", fine_eur=14_999)])
    assert [(one.field, one.rule) for one in refused.value.problems] == [("offences.2", "FIDE-05")]
    entry = services.enter_file(files.estonia, a_file())
    services.give_offences(files.estonia_head, [Offence("400", "Fraud", custody_months=12)])
    lists = queries.offence_lists(files.latvia)
    assert [(one.state_code, one.number, one.offences[0].code) for one in lists] == [("EE", 2, "400"), ("EE", 1, "391")]
    assert select(files.estonia, "select offence_list_id from fide_entry where id = %s", entry) == [(lists[1].id,)]
    with pytest.raises(FieldRefused) as refused:
        services.enter_file(files.estonia, a_file())
    assert refused.value.rule == "FIDE-06"
    with pytest.raises(DatabaseError):
        execute(files.estonia_head, "update fide_offence_list set offences = '[]'")


def test_an_offence_of_another_states_list_is_refused(files):
    """FIDE-06: the entering state's list, and Latvia has given none."""
    with pytest.raises(FieldRefused) as refused:
        services.enter_file(files.latvia, a_file())
    assert [(one.field, one.rule) for one in refused.value.problems] == [("offence_code", "FIDE-06")]


def test_the_administrative_strand_asks_for_relevance_at_union_level_instead(files):
    """FIDE-07: R 41b(1): no threshold, no list; X-15."""
    with pytest.raises(FieldRefused) as refused:
        services.enter_file(files.latvia_a, replace(a_file(), offence_code=""))
    assert refused.value.rule == "FIDE-07"
    assert services.enter_file(files.latvia_a, in_the_other_strand(a_file()))


@pytest.mark.parametrize(
    ("changes", "rule", "field"),
    [
        ({"identity": {**JAAN, "document": "KX1"}}, "FIDE-10", "document"),
        ({"identity": {**JAAN, "address": "Tartu"}}, "FIDE-10", "address"),
        ({"identity": {"nationality": "EE"}}, "FIDE-08", "name"),
        ({"status": "convicted"}, "FIDE-09", "status"),
        ({"subject": "parking"}, "FIDE-08", "subject"),
        ({"file_number": " "}, "FIDE-08", "file_number"),
        ({"contact": ""}, "FIDE-08", "contact"),
        ({"filed_on": TODAY + timedelta(days=1)}, "FIDE-16", "filed_on"),
        ({"last_act_on": TODAY - timedelta(days=40)}, "FIDE-18", "last_act_on"),
        ({"filed_on": TODAY - timedelta(days=1200), "last_act_on": TODAY}, "FIDE-16", "filed_on"),
    ],
)
def test_an_entry_holds_the_closed_list_and_nothing_else(files, changes, rule, field):
    """FIDE-08 to FIDE-11, FIDE-16: each problem names its field, its rule and what to do; nothing is half-written."""
    with pytest.raises(FieldRefused) as refused:
        services.enter_file(files.estonia, a_file(**changes))
    assert [(one.field, one.rule) for one in refused.value.problems] == [(field, rule)]
    assert all(one.cure for one in refused.value.problems)
    assert queries.own_entries(files.estonia) == []


def test_one_record_for_each_and_nothing_that_leads_from_one_to_another(files):
    """FIDE-12, scenario 13: two entries of one file number; no column of the tables could join them."""
    for name in ("Näidis", "Tamm"):
        services.enter_file(files.estonia, a_file(identity={**JAAN, "name": name}))
    tables = ("fide_entry", "fide_entry_key")
    columns = select(
        files.estonia,
        "select table_name, column_name from information_schema.columns where table_name = any(%s)",
        list(tables),
    )
    assert {name for table, name in columns if table == "fide_entry_key"} == {"id", "entry_id", "key"}
    readable = {name for table, name in columns if table == "fide_entry"}
    assert not readable & {"file_number", "group_id", "cluster_id", "related_id", "file_id"}
    shared = select(
        files.estonia, "select count(*) from fide_entry_key group by key having count(distinct entry_id) > 1"
    )
    assert shared, "both are called Jaan: the key is there"
    assert select(files.latvia, "select count(*) from fide_entry_key") == [(0,)], "but nobody else can read it"


def test_a_status_change_moves_the_end_from_the_same_start(files):
    """FIDE-17, FIDE-09: not cumulative; never back except by correction."""
    given = a_file()
    entry = services.enter_file(files.estonia, given)
    assert queries.own_entry(files.estonia, entry).gone_from == add_years(given.last_act_on, 1)
    established, earlier = replace(given, status="established"), given.filed_on - timedelta(days=9)
    assert services.change_file(files.estonia, entry, established, version=1) == 2
    assert queries.own_entry(files.estonia, entry).gone_from == add_years(given.filed_on, 6)
    with pytest.raises(Refusal) as refused:
        services.change_file(files.estonia, entry, given, version=2)
    assert refused.value.rule == "FIDE-09"
    with pytest.raises(Refusal) as refused:
        services.change_file(files.estonia, entry, replace(established, filed_on=earlier), version=2)
    assert refused.value.rule == "FIDE-17"
    with pytest.raises(Fault) as late:
        services.change_file(files.estonia, entry, established, version=1)
    assert late.value.status == 409
    services.change_file(files.estonia, entry, replace(given, filed_on=earlier), version=2, is_correction=True)
    corrected = queries.own_entry(files.estonia, entry)
    assert (corrected.given.status, corrected.given.filed_on) == ("suspected", earlier)


def test_who_is_cleared_is_gone_at_once(files):
    """FIDE-19: D 19(2); R 41d(2): at any stage, keys and all."""
    entry = services.enter_file(files.estonia, a_file(status="sanctioned"))
    with pytest.raises(NothingHere):
        services.clear_file(files.latvia, entry)
    services.clear_file(files.estonia, entry, key="once")
    services.clear_file(files.estonia, entry, key="once")
    with pytest.raises(NothingHere):
        queries.own_entry(files.estonia, entry)
    assert select(files.estonia, "select count(*) from fide_entry_key") == [(0,)]
    assert select(files.estonia, "select status, why, number from fide_ended_count") == [("sanctioned", "cleared", 1)]


def test_the_database_keeps_no_entry_longer_than_the_law_whatever_is_written(files):
    """FIDE-16, FIDE-18: the last wall."""
    entry = services.enter_file(files.estonia, a_file())
    with pytest.raises(DatabaseError, match="FIDE-18"):
        execute(files.estonia, "update fide_entry set gone_from = gone_from + 1, version = 2 where id = %s", entry)
    with pytest.raises(DatabaseError, match="FIDE-16"):
        sql = "update fide_entry set status = 'established', gone_from = filed_on + 3000, version = 2 where id = %s"
        execute(files.estonia, sql, entry)
    assert execute(files.latvia, "update fide_entry set version = 2 where id = %s", entry) == 0


def test_what_is_over_is_out_of_reach_on_its_day_and_erased_without_a_human_act(clean, files):
    """FIDE-20, FIDE-18, CLK-01: inactive for a year; counted without a name, then erased with its keys; nothing early."""
    over = services.enter_file(files.estonia, a_file())
    stays = services.enter_file(files.estonia, a_file(identity={"name": "Tamm"}))
    as_superuser(
        clean,
        "update fide_entry set filed_on = %s, last_act_on = %s, gone_from = %s, version = 2 where id = %s",
        TODAY - timedelta(days=500),
        add_years(TODAY, -1),
        TODAY,
        over,
    )
    with pytest.raises(NothingHere):
        queries.own_entry(files.estonia, over)
    dry = run_retention(utc_now(), dry=True)
    assert dry.counts["ended:fide_entry"] == 1
    assert run_retention(utc_now()).counts == dry.counts
    assert queries.own_entry(files.estonia, stays)
    counted = select(files.estonia, "select state_code, kind, status, why, number from fide_ended_count")
    assert counted == [("EE", "person", "suspected", "inactive", 1)]
    assert ending.end_over(utc_now(), 10)["fide_entry"] == 0


def test_a_deferral_is_seen_by_its_own_authority_alone_and_looked_at_again_within_90_days(files):
    """FIDE-15: D 17: ground, author, day; no value of the person is kept."""
    with pytest.raises(FieldRefused) as refused:
        services.defer_entry(files.estonia, file_number="", ground="bored", reason="", recheck_on=TODAY + timedelta(91))
    assert {one.field for one in refused.value.problems} == {"file_number", "ground", "reason", "recheck_on"}
    deferral = services.defer_entry(
        files.estonia, file_number="EE-18/2026", ground="investigation", reason="A search is planned"
    )
    (seen,) = queries.deferrals(files.estonia)
    assert (seen.id, seen.recheck_on, seen.reason) == (deferral, TODAY + timedelta(90), "A search is planned")
    assert queries.deferrals(files.latvia) == []
    assert select(files.finland, "select count(*) from fide_deferral") == [(0,)]
    services.end_deferral(files.estonia, deferral)
    assert queries.deferrals(files.estonia) == []


def test_other_users_of_the_cis_have_no_access(files, clean):
    """FIDE-03: the list of designations gives FIDE by name; CIS rights are worth nothing here."""
    as_superuser(clean, "update authorities_designation set rights = '{read,enter,use}' where rights && '{fide_read}'")
    for act in (
        lambda: services.enter_file(files.estonia, a_file()),
        lambda: queries.own_entries(files.estonia),
        lambda: services.give_offences(files.estonia_head, [SMUGGLING]),
    ):
        with pytest.raises(NotPermitted) as refused:
            act()
        assert refused.value.rule == "CIS-25"


@pytest.mark.parametrize("status", list(STATUSES))
def test_the_database_knows_the_same_years_as_the_table_of_the_law(files, status):
    """FIDE-16: the trigger lets a day through up to the law's last one, and not one more."""
    given = a_file(status=status)
    entry = services.enter_file(files.estonia, given)
    row = STATUSES[status]
    quiet = row.inactive_years and add_years(given.last_act_on, row.inactive_years)
    last = min(filter(None, (add_years(given.filed_on, row.longest_years), quiet)))
    assert execute(files.estonia, "update fide_entry set gone_from = %s, version = 2 where id = %s", last, entry) == 1
    with pytest.raises(DatabaseError, match=r"FIDE-1[68]"):
        later = last + timedelta(days=1)
        execute(files.estonia, "update fide_entry set gone_from = %s, version = 3 where id = %s", later, entry)


def test_a_supervisor_is_told_of_entries_without_an_act_for_a_year_and_of_nobody_in_them(clean, files):
    """AUD-06: of the authorities supervised; whom an entry concerns is no part of the answer."""
    quiet = services.enter_file(files.estonia, a_file(status="established"))
    services.enter_file(files.estonia, a_file(identity={"name": "Tamm"}))
    watch = authorities.add_authority("EE-DPA", "Inspectorate", type="supervisory", state_code="EE")
    authorities.supervise(watch, files.estonia.authority_id)
    supervisor = a_person(watch, "ee.supervisor", role="supervisor", purpose="supervision")
    year_ago = add_years(TODAY, -1)
    moved = "update fide_entry set filed_on = %s, last_act_on = %s where id = %s"
    as_superuser(clean, moved, year_ago - timedelta(days=9), year_ago - timedelta(days=1), quiet)
    answer = {one.code: one.rows for one in audit.answers(supervisor)}["fide"]
    assert [row[:4] for row in answer] == [(str(quiet), "EE-CUSTOMS", "C", "Breach established")]
    assert "Näidis" not in str(answer)
    with pytest.raises(DatabaseError):
        select(in_c(supervisor), "select said from fide_entry", using="super")
