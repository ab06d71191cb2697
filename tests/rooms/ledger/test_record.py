"""SEC-26, SEC-27: an entry lives exactly as its act does, in the name of who acts, and is nobody's to change."""

import json
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connections, transaction
from tests.rooms.ledger.conftest import Bench, other

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.actor import Actor
from firstwall.ledger import services
from firstwall.seals import day_keys

TABLES = ("ledger_entry", "ledger_personal", "ledger_digest", "ledger_tray")


def test_an_entry_with_its_parts(ledger: Bench, officer: Actor) -> None:
    entry_id = ledger.write(officer, 1, personal={"name": "Ivan Ivanov"}, terms=["Ivan Ivanov"])[0]
    assert [ledger.count(table) for table in TABLES] == [1, 1, 3, 1]
    row = ledger.one("SELECT to_jsonb(e) FROM ledger_entry e")[0]
    assert row["id"] == str(entry_id) and row["actor_name"] == "Mari Tamm" and row["place"] == "Narva"
    assert "Ivan" not in json.dumps(row), "the accountability part holds no query term (LOG-05)"
    sealed, day = ledger.one("SELECT sealed, day FROM ledger_personal")
    assert b"Ivan" not in sealed
    assert b"Ivan Ivanov" in day_keys.open_personal(sealed, day=day, entry_id=entry_id)


def test_what_is_rolled_back_leaves_nothing(ledger: Bench, officer: Actor) -> None:
    with pytest.raises(KeyError), acting(officer):
        services.record(officer, act="cis.read_alert", personal={"name": "X"}, terms=["X"])
        raise KeyError
    assert [ledger.count(table) for table in TABLES] == [0, 0, 0, 0]


def test_an_entry_needs_the_transaction_of_its_act(ledger: Bench, officer: Actor) -> None:
    with pytest.raises(RuntimeError):
        services.record(officer, act="cis.read_alert")


def test_no_context_no_entry(ledger: Bench, officer: Actor) -> None:
    """SEC-04: a missing context is refused by the database itself."""
    with pytest.raises(DatabaseError), transaction.atomic():
        services.record(officer, act="cis.read_alert")
    assert ledger.count("ledger_entry") == 0


@pytest.mark.parametrize("change", ["person_id", "authority_id"])
def test_nobody_writes_in_anothers_name(ledger: Bench, officer: Actor, change: str) -> None:
    with pytest.raises(DatabaseError), acting(officer):
        services.record(other(officer, **{change: uuid4()}), act="cis.read_alert")
    assert ledger.count("ledger_entry") == 0


def test_the_system_records_a_login(ledger: Bench) -> None:
    system = system_actor("sign_in")
    with acting(system):
        services.record(system, act="authorities.open_mandate", result="refused")
    assert ledger.one("SELECT role, actor_id FROM ledger_entry") == ("system", None)


@pytest.mark.parametrize("alias", ["default", "log", "super", "jobs"])
@pytest.mark.parametrize("table", ["ledger_entry", "ledger_place", "ledger_checkpoint", "ledger_personal"])
def test_nobody_changes_or_deletes(ledger: Bench, officer: Actor, alias: str, table: str) -> None:
    """SEC-28, LOG-06: append-only by grant for every login of the product."""
    ledger.filled(officer, 2)
    for statement in (f"UPDATE {table} SET {COLUMN[table]}", f"DELETE FROM {table}", f"TRUNCATE {table}"):
        before = ledger.count(table)
        try:
            with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
                cursor.execute(statement)
                assert cursor.rowcount <= 0, statement
        except DatabaseError:
            pass
        assert ledger.count(table) == before


COLUMN = {
    "ledger_entry": "act = 'x'",
    "ledger_place": "seq = 99",
    "ledger_checkpoint": "size = 99",
    "ledger_personal": "day = '2020-01-01'",
}


def test_append_only_holds_by_trigger_too(ledger: Bench, officer: Actor) -> None:
    """SEC-28: not even the superuser changes an entry in passing; it takes switching the trigger off."""
    ledger.filled(officer, 2)
    ledger.tamperer.execute("SET session_replication_role = origin")
    for statement in ("UPDATE ledger_entry SET act = 'x'", "DELETE FROM ledger_place"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="append-only"):
            ledger.tamperer.execute(statement)


@pytest.mark.parametrize("table", ["ledger_personal", "ledger_digest"])
def test_the_sequencer_sees_no_personal_part(ledger: Bench, officer: Actor, table: str) -> None:
    ledger.filled(officer, 1)
    with pytest.raises(DatabaseError), transaction.atomic(using="log"), connections["log"].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")


def test_the_web_login_reads_no_entry(ledger: Bench, officer: Actor) -> None:
    ledger.filled(officer, 1)
    with pytest.raises(DatabaseError), acting(officer), connections["default"].cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_entry")


def test_odd_input_does_not_stop_an_act(ledger: Bench, officer: Actor) -> None:
    """SEC-26, REL-19: NUL and half characters in a name or a reference are recorded, not a crash."""
    odd = other(officer, reference="a\0b\ud800")
    with acting(odd):
        services.record(odd, act="screening.check", personal={"name": "\0\ud800" * 50}, terms=["\0\ud800"])
    assert ledger.one("SELECT reference FROM ledger_entry")[0] == "a\ufffdb?"
