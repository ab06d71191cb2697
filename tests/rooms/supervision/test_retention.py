"""The retention engine at work on a real database: what ends, when, and what the ledger says of it."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django import app as jobs
from tests.harness.coalition import in_c
from tests.harness.kept_site import Site
from tests.harness.raw import select
from tests.harness.summary import FULL_SIZE
from tests.rooms.screening.world import World, a_world, enters
from tests.rooms.supervision.aging import TODAY, as_superuser, fingerprint, set_days
from typer.testing import CliRunner

from firstwall.authorities.acting import acting
from firstwall.cis import queries as cis_queries
from firstwall.cli.retention import app
from firstwall.kernel.clock import add_years, utc_now
from firstwall.kernel.refusal import Fault, NothingHere
from firstwall.kernel.words import Strand
from firstwall.law.tables import PROFILES, profile_in_force
from firstwall.outbox import queries as outbox
from firstwall.screening import queries as screening
from firstwall.screening import services as checks
from firstwall.screening.types import SightingBlocks
from firstwall.supervision.ending import confirm_clock, run_retention
from firstwall.supervision.runs import SYSTEM
from firstwall.supervision.tasks import end_what_is_over

DAY = timedelta(days=1)
NEAR = st.integers(-3, 40)
CANARY = "Canarius Secretus"
BLOCKS = SightingBlocks(found=True, check_place="Valka", check_at="2026-11-23 14:05", companions=CANARY)
_2009 = {row.strand: row for row in PROFILES if row.code == "eu-2009"}


def of_2009(strand: Strand, _day: date):
    return _2009[strand]


@pytest.fixture
def world(clean) -> World:
    return a_world()


def states(clean) -> dict[UUID, str]:
    return dict(as_superuser(clean, "select id, state from cis_alert"))


def count(clean, table: str, where: str = "true") -> int:
    return as_superuser(clean, f"select count(*) from {table} where {where}")[0][0]


def due_today(clean, alert_id: UUID) -> None:
    set_days(clean, alert_id, entered_on=add_years(TODAY, -5), review_on=add_years(TODAY, -4), last_day=TODAY)


def sighted(world: World) -> UUID:
    """A hit on the alert, decided, and reported to its owner."""
    result = checks.check(world.lane, text="Jaan Näidis")
    (hit,) = (one for strand in result.strands for one in strand.candidates)
    checks.decide(world.lane, hit.id, verdict="same", reason="document_seen", key="d")
    return checks.report_sighting(world.lane, hit.id, blocks=BLOCKS, key="r").id


def test_an_alert_ends_on_its_last_day_and_not_the_day_before(world: World, clean) -> None:
    """CIS-62, SEC-35: the exact day, in the database."""
    over, last = enters(world.estonia), enters(world.estonia)
    due_today(clean, over.id)
    set_days(clean, last.id, entered_on=add_years(TODAY, -5) + DAY, last_day=TODAY + DAY)
    run_retention(utc_now())
    assert states(clean) == {over.id: "erased", last.id: "active"}
    assert as_superuser(clean, "select alert_id from cis_alert_version") == [(last.id,)]


def test_the_effect_reaches_versions_index_hits_and_reports(world: World, clean) -> None:
    """CIS-65, CIS-37, SEC-36: what remains of an alert names nobody, and a follower of the index drops it."""
    alert = enters(world.estonia)
    sighted(world)
    mark = cis_queries.index_changes(Strand.CRIMINAL).mark
    due_today(clean, alert.id)
    outcome = run_retention(utc_now())
    assert {name: outcome.counts[f"erased:{name}"] for name in ("cis_alert", "cis_index_entry")} == {
        "cis_alert": 1,
        "cis_index_entry": 1,
    }
    for table in ("cis_alert_version", "screening_candidate", "screening_sighting"):
        assert outcome.counts[f"erased:{table}"] == 1 and count(clean, table) == 0, table
    assert as_superuser(clean, "select removed, sealed from cis_index_entry") == [(True, b"")]
    assert str(alert.id) in cis_queries.index_changes(Strand.CRIMINAL, mark).removed
    assert as_superuser(clean, "select office_id, source_digest, source_content from cis_alert") == [(None, None, None)]
    assert [one.candidates for one in checks.check(world.lane, text="Jaan Näidis").strands] == [(), ()]


def test_each_erasure_is_in_the_ledger_under_its_owner_without_a_value(world: World, clean) -> None:
    """CIS-65, CLK-05: id, dates and reason; the supervisor of the owner reads it."""
    alert = enters(world.estonia)
    due_today(clean, alert.id)
    run_retention(utc_now())
    (entry,) = as_superuser(
        clean,
        "select authority_id, strand, object_id, details from ledger_entry where act = 'supervision.erase_alert'",
    )
    owner, strand, object_id, details = entry
    assert (owner, strand, object_id) == (world.estonia.authority_id, "C", str(alert.id))
    assert details["reason"] == "erase" and details["reference"] == alert.reference
    assert (details["profile"], details["last_day"]) == ("eu-2024", TODAY.isoformat())
    assert "Näidis" not in json.dumps(details, ensure_ascii=False)


def test_nothing_of_it_is_left_in_any_table(world: World, clean) -> None:
    """SEC-36: the sealed values of the alert, of the hit and of the report are in no row any more."""
    alert = enters(world.estonia)
    sighted(world)
    sealed = as_superuser(
        clean,
        "select encode(sealed, 'hex') from cis_alert_version union all select encode(sealed, 'hex') from cis_index_entry"
        " union all select encode(queried, 'hex') from screening_candidate"
        " union all select encode(blocks, 'hex') from screening_sighting",
    )
    due_today(clean, alert.id)
    run_retention(utc_now())
    tables = as_superuser(clean, "select tablename from pg_tables where schemaname = 'public'")
    left = "".join(
        str(as_superuser(clean, f"select string_agg(t::text, '') from {name} t")[0][0]) for (name,) in tables
    )
    assert len(sealed) == 4 and not any(value in left for (value,) in sealed)


def test_a_second_run_does_nothing_more(world: World, clean) -> None:
    """SEC-35: idempotent; nobody is told or entered twice."""
    due_today(clean, enters(world.estonia).id)
    set_days(clean, enters(world.estonia).id, review_on=TODAY + 10 * DAY)
    assert run_retention(utc_now()).counts
    before = fingerprint(clean)
    assert run_retention(utc_now()).counts == {}
    after = fingerprint(clean)
    assert {name for name in after if after[name] != before[name]} == {"supervision_retention_run"}


@settings(
    max_examples=30 if FULL_SIZE else 5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ages=st.lists(st.tuples(NEAR, NEAR, st.sampled_from([None, TODAY, TODAY - 31 * DAY])), min_size=1, max_size=6),
    profile_of=st.sampled_from([profile_in_force, of_2009]),
    chunk=st.integers(1, 3),
)
def test_a_dry_run_says_what_the_run_does_and_changes_nothing(world: World, clean, ages, profile_of, chunk) -> None:
    """SEC-35: the same function with one flag, whatever the alerts, the law and the size of a chunk."""
    for number, (review, last, told) in enumerate(ages):
        alert = enters(world.finland)
        days = {"review_on": TODAY + review * DAY, "last_day": TODAY + last * DAY, "review_noticed_on": told}
        set_days(clean, alert.id, entered_on=add_years(TODAY, -6), **days)
        if number == 0:
            as_superuser(clean, "update cis_alert set state = 'withdrawn' where id = %s", alert.id)
    before = fingerprint(clean)
    dry = run_retention(utc_now(), dry=True, profile_of=profile_of, chunk=chunk)
    assert fingerprint(clean) == before
    assert run_retention(utc_now(), profile_of=profile_of, chunk=chunk) == dry
    assert count(clean, "cis_alert", "state <> 'erased' and last_day <= current_date") == 0


def test_the_supplier_is_told_a_month_before(world: World, clean) -> None:
    """CIS-69: a notice to the supplier's authority in the alert's strand, seen by nobody else."""
    near, far, ends = (enters(world.estonia) for _ in range(3))
    set_days(clean, near.id, review_on=TODAY + 10 * DAY)
    set_days(clean, far.id, review_on=TODAY + 40 * DAY)
    set_days(clean, ends.id, entered_on=add_years(TODAY, -5), review_noticed_on=TODAY, last_day=TODAY + 20 * DAY)
    run_retention(utc_now())
    estonia = in_c(world.estonia)
    with acting(estonia):
        told = outbox.waiting_for(estonia)
    assert told.counts == {"alert_review_near": 1, "alert_last_day_near": 1}
    assert {one.object_id for one in told.notices} == {str(near.id), str(ends.id)}
    for other in (in_c(world.latvia), world.estonia.in_strand(Strand.ADMINISTRATIVE)):
        with acting(other):
            assert outbox.waiting_for(other).counts == {}


def test_the_text_of_2009_restricts_for_a_year_then_deletes(world: World, clean) -> None:
    """CIS-70, CIS-71: supplier and users see nothing, not even a hit; then it is erased."""
    alert = enters(world.estonia)
    report = sighted(world)
    set_days(clean, alert.id, entered_on=add_years(TODAY, -1), review_on=TODAY)
    run_retention(utc_now(), profile_of=of_2009)
    assert states(clean) == {alert.id: "active"}, "not before the notice of one month"
    set_days(clean, alert.id, review_noticed_on=TODAY - 31 * DAY)
    run_retention(utc_now(), profile_of=of_2009)
    assert as_superuser(clean, "select state, restricted_on, last_day from cis_alert") == [
        ("restricted", TODAY, add_years(TODAY, 1))
    ]
    for actor in (in_c(world.estonia), in_c(world.lane)):
        with pytest.raises(NothingHere):
            cis_queries.alert_for(actor, alert.id)
    assert [one.candidates for one in checks.check(world.lane, text="Jaan Näidis").strands] == [(), ()]
    assert screening.open_hits(world.lane) == [] and screening.waiting(world.lane).hits == 0
    assert screening.sightings_received(world.estonia) == screening.sightings_sent(world.lane) == []
    with pytest.raises(NothingHere):
        screening.sighting_for(world.estonia, report)
    set_days(clean, alert.id, last_day=TODAY)
    run_retention(utc_now(), profile_of=of_2009)
    assert states(clean) == {alert.id: "erased"} and count(clean, "screening_sighting") == 0


def test_todays_law_restricts_nothing(world: World, clean) -> None:
    """CIS-72: silence on a review changes nothing."""
    alert = enters(world.estonia)
    set_days(clean, alert.id, review_on=TODAY - 40 * DAY, review_noticed_on=TODAY - 80 * DAY)
    run_retention(utc_now())
    assert states(clean) == {alert.id: "active"}


@pytest.mark.parametrize("ahead", [timedelta(minutes=6), 400 * DAY])
def test_a_clock_that_jumps_ahead_erases_nothing(world: World, clean, ahead: timedelta) -> None:
    """SEC-35: it stops, says so in the ledger, and the next run with a clock set right goes on."""
    alert = enters(world.estonia)
    set_days(clean, alert.id, last_day=TODAY + DAY)
    run_retention(utc_now())
    with pytest.raises(Fault):
        run_retention(utc_now() + ahead)
    assert states(clean) == {alert.id: "active"}
    failed = as_superuser(clean, "select details from ledger_entry where result = 'failed'")
    assert failed == [({"fault": "clock_skew"},)]
    run_retention(utc_now())
    assert count(clean, "supervision_retention_run", "state = 'done'") == 2


def test_machine_and_database_that_jump_together_are_found_out(world: World, clean) -> None:
    """SEC-35: on one host both clocks follow the jump; the seconds since the start of the machine do not."""
    due_today(clean, enters(world.estonia).id)
    run_retention(utc_now())
    due_today(clean, late := enters(world.estonia).id)
    # a run in the past that the machine has not lived through since: the clock has been moved
    as_superuser(clean, "update supervision_retention_run set started_at = started_at - interval '300 days'")
    with pytest.raises(Fault) as stopped:
        run_retention(utc_now())
    assert stopped.value.code == "clock_jumped" and states(clean)[late] == "active"
    with pytest.raises(Fault):
        confirm_clock(utc_now(), TODAY - DAY)
    confirm_clock(utc_now(), TODAY)
    run_retention(utc_now())
    assert states(clean)[late] == "erased"


def test_the_database_itself_lets_no_job_erase_early(world: World, clean) -> None:
    """SEC-35: the last lock: policies and triggers hold the day, whatever a job asks for."""
    alert = enters(world.estonia)
    sighted(world)
    set_days(clean, alert.id, last_day=TODAY + DAY)
    early = [
        ("update cis_alert set state = 'erased'", "before its last day"),
        ("update cis_alert set last_day = current_date", "no prolongation"),
        ("update cis_alert set state = 'restricted'", "before its review"),
        ("update cis_index_entry set removed = true, sealed = ''", "row-level security"),
        ("update screening_candidate set withheld = true", "row-level security"),
    ]
    for statement, refusal in early:
        with pytest.raises(DatabaseError, match=refusal), acting(SYSTEM, using="jobs"):
            connections["jobs"].cursor().execute(statement)
    for table in ("cis_alert_version", "screening_candidate", "screening_sighting"):
        with acting(SYSTEM, using="jobs"), connections["jobs"].cursor() as cursor:
            cursor.execute(f"delete from {table}")
            assert cursor.rowcount == 0, table
    with pytest.raises(DatabaseError, match="permission denied"):
        select(SYSTEM, "select sealed from cis_alert_version", using="jobs")


def test_two_runs_at_once_are_one(world: World, clean) -> None:
    """SEC-35."""
    due_today(clean, enters(world.estonia).id)
    with clean.superuser.connect("firstwall") as other:
        other.execute("select pg_advisory_lock(%s)", [0x66775F72])
        with pytest.raises(Fault, match="at work"):
            run_retention(utc_now())
        other.execute("select pg_advisory_unlock(%s)", [0x66775F72])
    run_retention(utc_now())
    assert count(clean, "cis_alert", "state = 'erased'") == 1


def test_the_command_line_shows_ends_and_tells(world: World, clean) -> None:
    """The operator's door: dry-run, run, status; counts and times only."""
    due_today(clean, enters(world.estonia).id)
    shown = CliRunner().invoke(app, ["dry-run", "--json"])
    assert shown.exit_code == 0, shown.output
    assert count(clean, "cis_alert", "state = 'erased'") == 0
    done = CliRunner().invoke(app, ["run", "--json"])
    assert json.loads(done.output) == json.loads(shown.output)
    assert "done" in CliRunner().invoke(app, ["status"]).output
    assert CliRunner().invoke(app, ["dry-run", "--profile", "eu-1995"]).exit_code == 2


@pytest.mark.timeout(300)
def test_the_nodes_own_worker_does_it(world: World, clean, site: Site) -> None:
    """SEC-35: as a job of the real worker, in its cage; its hourly turn is registered."""
    alert = enters(world.estonia)
    due_today(clean, alert.id)
    assert site.url
    end_what_is_over.defer(timestamp=0)
    end = time.monotonic() + 200
    while states(clean)[alert.id] != "erased":
        assert time.monotonic() < end, site.log("worker")
        time.sleep(0.1)
    hourly = {one.task.name: one.cron for one in jobs.periodic_registry.periodic_tasks.values()}
    assert hourly["firstwall.run_retention"] == "11 * * * *"


@pytest.mark.timeout(300)
def test_kill_in_the_middle_loses_nothing_and_doubles_nothing(world: World, clean) -> None:
    """REL-13, SEC-35: whole chunks end; the next run goes on behind them; one ledger entry for each alert."""
    for _ in range(120):
        due_today(clean, enters(world.estonia).id)
    program = (
        "import os, django; django.setup();"
        "from firstwall.kernel.clock import utc_now;"
        "from firstwall.supervision.ending import run_retention;"
        "run_retention(utc_now(), chunk=2)"
    )
    erased = 0
    with subprocess.Popen([sys.executable, "-c", program], env=dict(os.environ)) as child:
        while erased < 6 and child.poll() is None:
            erased = count(clean, "cis_alert", "state = 'erased'")
            time.sleep(0.01)
        with contextlib.suppress(ProcessLookupError):
            os.kill(child.pid, signal.SIGKILL)
    stood = count(clean, "cis_alert", "state = 'erased'")
    assert 6 <= stood < 120 and stood % 2 == 0
    assert count(clean, "cis_alert_version") == 120 - stood
    assert count(clean, "ledger_entry", "act = 'supervision.erase_alert'") == stood
    (counted,) = as_superuser(clean, "select counts from supervision_retention_run where state = 'working'")[0]
    assert counted["erased:cis_alert"] == stood
    rest = run_retention(utc_now())
    assert rest.counts["erased:cis_alert"] == 120 - stood
    entries = as_superuser(
        clean, "select count(*), count(distinct object_id) from ledger_entry where act = 'supervision.erase_alert'"
    )
    assert entries == [(120, 120)] and count(clean, "supervision_retention_run", "state = 'interrupted'") == 1
