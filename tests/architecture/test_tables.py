"""The database is the last wall: the catalogue after migration, read as it is (SEC-04 to SEC-09)."""

import pytest

from firstwall.law import rows_for_database

# Tables without a row policy, each with its reason (SEC-05).
SHORT_LIST = {
    "django_migrations": "names of migrations; written by fw_owner while migrating, read by nobody's rows",
    "procrastinate_jobs": "job numbers only; the worker acts under the mandate that the job's row names",
    "procrastinate_events": "times of job states",
    "procrastinate_periodic_defers": "times of periodic jobs",
    "procrastinate_workers": "heartbeats of workers",
}
# Functions that run with fw_owner's rights (SEC-06): each pins its search_path and has tests of its own.
DEFINERS = {
    "fide_found",
    "fw_fide",
    "fw_agreed",
    "fw_agreed_code",
    "fw_blocked_alert",
    "fw_check_ended",
    "fw_classes",
    "fw_context",
    "fw_is_higher",
    "fw_keeps",
    "fw_ledger_gone",
    "fw_ledger_showed",
    "fw_list_has_begun",
    "fw_mark_alert",
    "fw_node_state",
    "fw_strike_decision",
    "fw_supervised",
}
ROLES = {"fw_owner", "fw_app", "fw_screen", "fw_log", "fw_super", "fw_jobs", "fw_backup"}


@pytest.fixture
def catalogue(superuser):
    """Ask the catalogue of the migrated database as its superuser."""

    def ask(sql: str) -> list[tuple]:
        return superuser.execute(sql).fetchall()

    return ask


def tables(catalogue) -> list[tuple]:
    return catalogue(
        "select c.relname, c.relrowsecurity, c.relforcerowsecurity, pg_get_userbyid(c.relowner),"
        " (select count(*) from pg_policy p where p.polrelid = c.oid)"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p')"
    )


def test_every_table_has_a_wall_or_stands_on_the_short_list(catalogue):
    """SEC-04, SEC-05: ENABLE and FORCE row-level security, with at least one policy."""
    for name, enabled, forced, owner, policies in tables(catalogue):
        assert owner == "fw_owner", f"{name} belongs to {owner}"
        if name in SHORT_LIST:
            continue
        assert enabled and forced, f"{name} has no row-level security, or does not force it"
        assert policies, f"{name} has no policy"


def test_the_short_list_names_no_table_that_has_gone(catalogue):
    assert set(SHORT_LIST) <= {row[0] for row in tables(catalogue)}


def test_no_role_bypasses_the_wall(catalogue):
    """SEC-05: none is superuser, bypasses row-level security, or may make roles or databases."""
    rows = catalogue(
        "select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin from pg_roles"
        " where rolname like 'fw\\_%'"
        " and rolname <> 'fw_bootstrap'"
    )
    assert {row[0] for row in rows} == ROLES
    for name, superuser, bypass, makes_roles, makes_databases, can_login in rows:
        assert not (superuser or bypass or makes_roles or makes_databases), name
        if name == "fw_owner":
            assert not can_login, "fw_owner logs in while migrating only"


def test_no_role_is_a_member_of_another(catalogue):
    """SEC-05: a login never steps up or down by SET ROLE."""
    members = catalogue(
        "select m.rolname, r.rolname from pg_auth_members a join pg_roles m on m.oid = a.member"
        " join pg_roles r on r.oid = a.roleid where m.rolname like 'fw\\_%'"
    )
    assert members == []


def test_policies_name_their_roles(catalogue):
    """SEC-05: no policy is for everybody."""
    rows = catalogue("select polname, polrelid::regclass::text from pg_policy where polroles = '{0}'")
    assert rows == []


def test_nobody_may_empty_or_reference_a_table(catalogue):
    """SEC-05: no TRUNCATE, REFERENCES or TRIGGER for a login role."""
    rows = catalogue(
        "select table_name, grantee, privilege_type from information_schema.role_table_grants"
        " where grantee like 'fw\\_%' and grantee not in ('fw_owner', 'fw_bootstrap') "
        " and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')"
    )
    assert rows == []


def test_views_and_definer_functions_are_the_listed_ones(catalogue):
    """SEC-06: no view over protected tables; the definers pin search_path and belong to fw_owner."""
    assert (
        catalogue(
            "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
            " where n.nspname = 'public' and relkind in ('v', 'm')"
        )
        == []
    )
    rows = catalogue(
        "select proname, pg_get_userbyid(proowner), array_to_string(proconfig, ',') from pg_proc p"
        " join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public' and prosecdef"
    )
    assert {row[0] for row in rows} == DEFINERS
    for name, owner, config in rows:
        assert owner == "fw_owner" and "search_path=pg_catalog" in (config or ""), name


def test_nobody_but_the_owner_creates_in_the_schema(catalogue):
    rows = catalogue(
        "select r.rolname from pg_roles r where r.rolname like 'fw\\_%' and r.rolname not in ('fw_owner', 'fw_bootstrap')"
        " and has_schema_privilege(r.rolname, 'public', 'CREATE')"
    )
    assert rows == []


def test_the_law_in_the_database_is_the_law_in_the_files(catalogue):
    """Decision 6 of the house: one law, read by policies and by forms."""
    for table, columns, rows in rows_for_database.tables():
        stored = catalogue(f"select {', '.join(columns)} from {table}")
        assert sorted(map(repr, stored)) == sorted(map(repr, rows)), table
