import psycopg
import pytest

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE, LOGIN_ROLES, OWNER, provision, read_connection


def connect(cluster: Cluster, role: str) -> psycopg.Connection:
    kept = read_connection(cluster.home)
    return psycopg.connect(
        host=kept["host"], port=kept["port"], dbname=kept["name"], user=role, password=kept["passwords"][role]
    )


def test_no_role_of_ours_is_superuser_or_passes_by_row_level_security(database: Cluster) -> None:
    """SEC-05."""
    with database.superuser.connect(DATABASE) as connection:
        rows = connection.execute(
            "select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole, rolcanlogin from pg_roles"
            " where rolname like 'fw\\_%' and rolname <> current_user"
        ).fetchall()
    assert {row[0] for row in rows} == {OWNER, *LOGIN_ROLES}
    assert not any(any(row[1:5]) for row in rows)
    assert [row[0] for row in rows if not row[5]] == [OWNER]


def test_the_owner_cannot_log_in_once_migrations_are_done(database: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match=r"not permitted to log in|authentication failed"):
        connect(database, OWNER)


def test_the_app_logs_in_and_may_make_nothing(database: Cluster) -> None:
    with connect(database, "fw_app") as connection:
        for attempt in ("create table x (a int)", "create temp table x (a int)", "create schema x"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(attempt)


def test_a_wrong_password_is_refused_even_on_the_socket(database: Cluster) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(database.socket_folder), dbname=DATABASE, user="fw_app", password="guess")


def test_the_second_time_changes_nothing(database: Cluster) -> None:
    before = (database.home / "connection.json").read_bytes()
    assert provision(database.home, database.superuser) is False
    assert (database.home / "connection.json").read_bytes() == before


def test_keys_and_passwords_are_for_the_owner_of_the_home_only(database: Cluster) -> None:
    home = database.home
    private = [home / "connection.json", home / "superuser" / "password", *(home / "keys").glob("*.key")]
    assert len(private) >= 4
    for path in private:
        assert path.stat().st_mode & 0o077 == 0, path
