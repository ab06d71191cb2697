"""REL-18: an upgrade that is killed at any statement leaves the old tables or the new ones, and the next run goes on.

Each migration is one transaction together with its own mark; a killed run is resumed behind the last mark.
"""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db.migrations.loader import MigrationLoader

from firstwall.runtime.postgres import Cluster
from firstwall.runtime.provision import DATABASE, LOGIN_ROLES, OWNER, read_connection

ROOT = Path(__file__).resolve().parents[3]
SCRATCH = "scratch"
SEED = 20261124
CATALOGUE = """
    select 'column', c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || a.attnotnull
      from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'public'::regnamespace and a.attnum > 0 and not a.attisdropped
    union all select 'policy', tablename || ' ' || policyname || roles::text || coalesce(qual, '') || coalesce(with_check, '')
      from pg_policies where schemaname = 'public'
    union all select 'function', oid::regprocedure::text || md5(prosrc) || 
      coalesce((select string_agg(a::text, ',' order by a::text) from unnest(proacl) a), '')
      from pg_proc where pronamespace = 'public'::regnamespace
    union all select 'relation', relname || relrowsecurity || relforcerowsecurity || 
      coalesce((select string_agg(a::text, ',' order by a::text) from unnest(relacl) a), '')
      from pg_class where relnamespace = 'public'::regnamespace
    union all select 'constraint', conrelid::regclass::text || conname || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace
    union all select 'trigger', tgrelid::regclass::text || tgname from pg_trigger where not tgisinternal
    order by 1, 2"""


@pytest.fixture
def scratch(database: Cluster) -> Iterator[Cluster]:
    """An empty database of the same server, closed as provisioning closes ours."""
    with database.superuser.connect() as server:
        server.execute(f"create database {SCRATCH} owner {OWNER} template template0 encoding 'UTF8'")
        with database.superuser.connect(SCRATCH) as own:
            own.execute(f"alter schema public owner to {OWNER}")
            own.execute("revoke all on schema public from public")
            own.execute(f"grant usage on schema public to {', '.join(LOGIN_ROLES)}")
        yield database
        server.execute(f"drop database {SCRATCH} with (force)")


def migrate(cluster: Cluster, *, at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.harness.killed_migration", SCRATCH, str(at)]
    environment = os.environ | {"FIRSTWALL_HOME": str(cluster.home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def applied(own: psycopg.Connection) -> list[tuple[str, str]]:
    if own.execute("select to_regclass('django_migrations')").fetchone() == (None,):
        return []
    return own.execute("select app, name from django_migrations order by id").fetchall()


def old_or_new(cluster: Cluster) -> int:
    """The tables are those that the marked migrations make, no more and no fewer; return how many are marked."""
    with cluster.superuser.connect(SCRATCH) as own:
        marked = applied(own)
        rows = own.execute("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'")
        there = {row[0] for row in rows} - {"django_migrations"}
    loader = MigrationLoader(None)
    done = loader.project_state(nodes=[key for key in marked if key in loader.graph.nodes], at_end=True)
    made = {model.options["db_table"] for model in done.models.values()}
    beside = {"authorities_context_key"} if ("firstwall", "0002_walls") in marked else set()
    assert {name for name in there if not name.startswith("law_")} == {
        name for name in made | beside if not name.startswith("law_")
    }
    return len(marked)


def killed_and_resumed(cluster: Cluster, places: list[int]) -> None:
    before, kills = 0, 0
    for place in places:
        ended = migrate(cluster, at=place)
        if ended.returncode == 0:
            break  # fewer statements were left than that
        assert ended.returncode == -9, ended.stderr
        kills += 1
        marked = old_or_new(cluster)
        assert marked >= before
        before = marked
    assert kills, "no run was killed: the statement was never reached"
    done = migrate(cluster, at=0)
    assert done.returncode == 0, done.stderr
    with cluster.superuser.connect(SCRATCH) as own, cluster.superuser.connect(DATABASE) as ours:
        assert own.execute(CATALOGUE).fetchall() == ours.execute(CATALOGUE).fetchall()
        assert set(applied(own)) == set(applied(ours))
        kept = read_connection(cluster.home)
        can_log_in = own.execute("select rolcanlogin from pg_roles where rolname = %s", [OWNER]).fetchone()
    assert can_log_in == (False,), "what the killed run left open is closed again"
    assert kept["passwords"].keys() >= set(LOGIN_ROLES)


def test_an_upgrade_killed_in_its_middle_is_resumed_to_the_same_tables(scratch: Cluster) -> None:
    """One kill in a migration that lays tables and walls at once."""
    killed_and_resumed(scratch, [150])


@pytest.mark.slow
def test_an_upgrade_killed_at_random_statements_is_resumed_to_the_same_tables(scratch: Cluster) -> None:
    """Up to twenty kills, each in what the last run left to do."""
    places = random.Random(SEED)
    killed_and_resumed(scratch, [places.randrange(1, 250) for _ in range(20)])
