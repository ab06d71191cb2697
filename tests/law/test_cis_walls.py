"""The last wall: what PostgreSQL itself refuses, whatever a service forgot (SEC-04, SEC-08, CIS-01, CIS-56)."""

import json
from dataclasses import replace

import psycopg
import pytest
from django.db import DatabaseError, connections
from tests.harness.coalition import a_coalition, a_coordinator, a_person, a_person_alert, for_strand, in_a, in_c
from tests.harness.raw import execute, select

from firstwall.authorities.acting import system_actor
from firstwall.cis import queries, services
from firstwall.runtime.provision import DATABASE

TABLES = ("cis_alert", "cis_alert_version", "cis_index_entry", "cis_counter")
COUNT = "select count(*) from {}"


@pytest.fixture
def coalition(clean):
    return a_coalition()


@pytest.fixture
def alert(coalition):
    estonia = in_c(coalition.estonia)
    return services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))


def count(actor, table: str) -> int:
    return select(actor, COUNT.format(table))[0][0]


def test_without_context_there_are_no_rows(alert):
    """SEC-04: missing or empty context gives nothing, not an error."""
    for table in TABLES:
        assert count(None, table) == 0
        assert count(system_actor("probe"), table) == 0


def test_a_made_up_context_is_worth_nothing(alert, coalition):
    """SEC-08: a value without its MAC."""
    forged = f"v1|{coalition.estonia.person_id}|{coalition.estonia.authority_id}|C|coordinator|supply||1|1|00"
    with connections["default"].cursor() as cursor:
        cursor.execute("select set_config('fw.ctx', %s, false)", [forged])
        cursor.execute(COUNT.format("cis_alert"))
        assert cursor.fetchone()[0] == 0
        cursor.execute("select set_config('fw.ctx', '', false)")


def test_the_right_context_sees_its_rows_and_no_more(alert, coalition):
    """CIS-01, CIS-25: the supplier everything of its own, a partner the alert and its current version."""
    estonia, latvia = in_c(coalition.estonia), in_c(coalition.latvia)
    assert [count(estonia, table) for table in TABLES] == [1, 1, 1, 1]
    assert [count(latvia, table) for table in TABLES] == [1, 1, 0, 0]
    assert [count(in_a(coalition.estonia), table) for table in TABLES] == [0, 0, 0, 0]
    assert [count(in_a(coalition.latvia), table) for table in TABLES] == [0, 0, 0, 0]


def test_an_administrator_of_the_machine_reads_no_content(alert, coalition):
    """CIS-29, SEC-12: not even that of the own authority."""
    administrator = replace(in_c(coalition.estonia), role="administrator")
    assert [count(administrator, table) for table in TABLES] == [0, 0, 0, 0]


def test_a_purpose_outside_the_list_reads_nothing(alert, coalition):
    """CIS-04, CIS-25: the designation names its purposes."""
    assert count(replace(in_c(coalition.latvia), purpose="curiosity"), "cis_alert") == 0


def test_only_the_owner_changes_a_row(alert, coalition):
    """CIS-56 at database level: Decision 2009/917/JHA, Article 13(1); SEC-03."""
    before = select(in_c(coalition.estonia), "select md5(a::text) from cis_alert a")
    change = "update cis_alert set action = 'check', version = version + 1"
    assert execute(in_c(coalition.latvia), change) == 0
    assert execute(in_a(coalition.estonia), change) == 0
    assert select(in_c(coalition.estonia), "select md5(a::text) from cis_alert a") == before
    assert execute(in_c(coalition.estonia), change) == 1


@pytest.mark.parametrize("column", ["owner_id", "strand", "category", "reference", "entered_on", "id"])
def test_what_an_alert_is_never_changes(alert, coalition, column):
    """SEC-13: owner, strand, category and the day of entry are not for any client, by grant."""
    with pytest.raises(DatabaseError, match="permission denied"):
        execute(in_c(coalition.estonia), f"update cis_alert set {column} = {column}")


def test_every_change_is_a_version(alert, coalition):
    """CIS-56: the trigger refuses a change that would hide itself, and any change of what has ended."""
    estonia = in_c(coalition.estonia)
    with pytest.raises(DatabaseError, match="every change"):
        execute(estonia, "update cis_alert set action = 'check'")
    services.withdraw_alert(estonia, alert.id, reason="Over")
    with pytest.raises(DatabaseError, match="that ended"):
        execute(estonia, "update cis_alert set state = 'active', version = version + 1")


def test_a_last_day_moves_forward_only_and_never_beyond_the_law(alert, coalition):
    """CIS-62: 5 + 2 years from entry, held by the database as well; no job and no door passes it."""
    estonia = in_c(coalition.estonia)
    move = "update cis_alert set version = version + 1, last_day = "
    with pytest.raises(DatabaseError, match="never moved back"):
        execute(estonia, move + "last_day - 1")
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(estonia, move + "(entered_on + interval '7 years 1 day')::date")
    assert execute(estonia, move + "(entered_on + interval '7 years')::date") == 1


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted_or_truncated_by_the_application(alert, coalition, table):
    """SEC-05: no DELETE, no TRUNCATE."""
    for statement in (f"delete from {table}", f"truncate {table}"):
        with pytest.raises(DatabaseError, match="permission denied"):
            execute(in_c(coalition.estonia), statement)


def test_a_version_is_append_only_even_for_the_superuser(alert, clean):
    """CIS-56: the trigger holds where grants do not."""
    with clean.superuser.connect(DATABASE) as superuser:
        for statement in ("update cis_alert_version set version = 9", "delete from cis_alert_version"):
            with pytest.raises(psycopg.DatabaseError, match="append-only"):
                superuser.execute(statement)


def test_nobody_enters_for_another_authority_or_strand(alert, coalition):
    """SEC-13: a copied row with another's name, or in the other strand, does not pass WITH CHECK."""
    latvia = in_c(coalition.latvia)
    copied = "insert into cis_alert select (r).* from (select json_populate_record(a, %s::json) r from cis_alert a) x"
    own = {"id": "0b7e2a4e-93a5-4d2f-8a53-0a2c0b6f8f11", "reference": "X", "owner_id": str(latvia.authority_id)}
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(latvia, copied, json.dumps({**own, "owner_id": str(coalition.estonia.authority_id)}))
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(latvia, copied, json.dumps({**own, "strand": "A"}))
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(latvia, copied, json.dumps({**own, "access_class": 1}))
    assert execute(latvia, copied, json.dumps(own)) == 1


def test_x13_and_cash_are_constraints_as_well(alert, coalition):
    """X-13, CIS-20: no service needs to remember it."""
    estonia = in_c(coalition.estonia)
    with pytest.raises(DatabaseError):
        execute(estonia, "update cis_alert set is_narrowed = true, version = version + 1")
    with pytest.raises(DatabaseError):
        execute(estonia, "update cis_alert set handling = '{}', version = version + 1")


def test_the_index_login_reads_index_entries_and_nothing_else(alert):
    """SEC-05: fw_screen."""
    assert select(None, COUNT.format("cis_index_entry"), using="screen")[0][0] == 1
    for table in ("cis_alert", "cis_alert_version", "cis_counter"):
        with pytest.raises(DatabaseError, match="permission denied"):
            select(None, COUNT.format(table), using="screen")
    with pytest.raises(DatabaseError, match="permission denied"):
        select(None, "update cis_index_entry set removed = true returning 1", using="screen")


def test_an_index_entry_carries_its_alerts_class(alert, coalition):
    """An entry in a wider class than its alert would let a stranger learn that it exists."""
    with pytest.raises(DatabaseError, match="row-level security"):
        execute(in_c(coalition.estonia), "update cis_index_entry set access_class = access_class + 1")


def test_scenario_8_out_of_reach_on_the_last_day(alert, coalition, clean):
    """CLK-01: from 00:00 UTC on that day nobody reads it, though no job has run yet."""
    with clean.superuser.connect(DATABASE) as superuser:
        superuser.execute("alter table cis_alert disable trigger cis_alert_moves")
        superuser.execute("update cis_alert set entered_on = current_date - 5 * 365, last_day = current_date")
        superuser.execute("alter table cis_alert enable trigger cis_alert_moves")
    for actor in (in_c(coalition.estonia), in_c(coalition.latvia)):
        assert count(actor, "cis_alert") == 0
        assert count(actor, "cis_alert_version") == 0
        assert queries.confirm(actor, [alert.id]) == {}


def test_a_sealed_value_opens_only_in_its_own_record(alert, coalition, clean):
    """CIS-08, SEC-39: a row swapped in by somebody with the disk opens nothing."""
    estonia = in_c(coalition.estonia)
    other = services.enter_alert(estonia, **for_strand(a_person_alert(), "C"))
    with clean.superuser.connect(DATABASE) as superuser:
        superuser.execute("alter table cis_alert_version disable trigger cis_append_only")
        taken = "(select sealed from cis_alert_version where alert_id = %s)"
        swap = f"update cis_alert_version set sealed = {taken} where alert_id = %s"
        superuser.execute(swap, [alert.id, other.id])
        superuser.execute("alter table cis_alert_version enable trigger cis_append_only")
    with pytest.raises(Exception, match=str(other.id)):
        queries.alert_for(estonia, other.id)


def test_a_person_acting_for_two_strands_sees_one_at_a_time(coalition):
    """CIS-01: the same list, asked twice, never holds both."""
    estonia = coalition.estonia
    services.enter_alert(in_c(estonia), **for_strand(a_person_alert(), "C"))
    services.enter_alert(in_a(estonia), **for_strand(a_person_alert(), "A"))
    assert [view.strand for view in queries.alerts_of(in_c(estonia)).alerts] == ["C"]
    assert [view.strand for view in queries.alerts_of(in_a(estonia)).alerts] == ["A"]


def test_one_strand_only_means_one_strand_only(clean):
    """CIS-01: an authority designated in the administrative strand has no session in the other."""
    olaf = a_coordinator("EE", "Estonia", strands="A")
    assert olaf.strands == ("A",)
    colleague = a_person(olaf.authority_id, "ee.second", role="coordinator", strands="A")
    assert count(replace(colleague, strand="C"), "cis_alert") == 0
