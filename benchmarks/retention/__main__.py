"""python -m benchmarks.retention: erase many alerts while a lane goes on checking. Bounded; prints what it measured."""

import argparse
import json
import os
import statistics
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.pages.processor import seconds_used
from benchmarks.retention.filling import Filling, fill_alerts
from benchmarks.retention.lane import at_work
from benchmarks.screening.site import HOME, database, people

GOALS = {"1 million alerts, 2 cores": "<= 600 s, no check blocked"}


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    alerts: int
    dry_seconds: float
    dry_cpu_seconds_for_a_million: int
    seconds: float
    # of the engine and its database backend alone: the sequencer, the keeper, web server and lane are processes of their own
    cpu_seconds: float
    # of the site's other programs in the same time; on an idle machine most of the web server's is the lane's own
    cpu_seconds_of_parts: dict[str, float]
    # how many processes wanted one of the processors, on average: more than the processors means that others took a share
    load_of_the_machine: float
    alerts_per_second: float
    seconds_for_a_million: float
    checks_before: int
    check_p50_before_ms: float
    check_p95_before_ms: float
    check_longest_before_ms: float
    checks_during: int
    check_p50_during_ms: float
    check_p95_during_ms: float
    check_p99_during_ms: float
    check_longest_during_ms: float


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def measure(alerts: int, examples: int, *, is_dry_first: bool = True) -> Figures:
    """Fill a site with alerts on their last day beside others in force, start it, then end the first while a lane checks."""
    with database() as home:
        owner, officer, _enter = people(examples, say)
        from benchmarks.pages import asking  # noqa: PLC0415 - after django.setup
        from firstwall.kernel.clock import utc_now  # noqa: PLC0415
        from firstwall.supervision.ending import run_retention  # noqa: PLC0415

        began = time.perf_counter()
        _fill(owner, alerts)
        say(f"filled in {time.perf_counter() - began:.0f} s")
        with asking.running(home, {"officer": officer}, say) as site:
            client, token = site.clients["officer"], site.tokens["officer"]
            with at_work(client, token) as before:
                time.sleep(30)
            began, used = time.perf_counter(), _cpu_seconds()
            would = run_retention(utc_now(), dry=True) if is_dry_first else None
            dry_seconds, dry_used = time.perf_counter() - began, _cpu_seconds() - used
            say(f"dry: {dry_seconds:.1f} s, {would.counts if would else 'left out'}")
            with at_work(client, token) as during:
                parts = _part_seconds(site)
                began, used, load = time.perf_counter(), _cpu_seconds(), os.getloadavg()[0]
                done = run_retention(utc_now())
                seconds, used = time.perf_counter() - began, _cpu_seconds() - used
                load = (load + os.getloadavg()[0]) / 2
                parts = {name: round(after - parts[name], 1) for name, after in _part_seconds(site).items()}
            if (would and done != would) or done.counts["erased:cis_alert"] != alerts:
                raise SystemExit(f"the dry run said {would and would.counts}, the run did {done.counts}")
    return Figures(
        alerts=alerts,
        dry_seconds=round(dry_seconds, 1),
        dry_cpu_seconds_for_a_million=round(1_000_000 * dry_used / alerts),
        seconds=round(seconds, 1),
        cpu_seconds=round(used, 1),
        cpu_seconds_of_parts=parts,
        load_of_the_machine=round(load, 1),
        alerts_per_second=round(alerts / seconds),
        seconds_for_a_million=round(1_000_000 * seconds / alerts),
        checks_before=len(before),
        check_p50_before_ms=_at(before, 50),
        check_p95_before_ms=_at(before, 95),
        check_longest_before_ms=round(max(before), 1),
        checks_during=len(during),
        check_p50_during_ms=_at(during, 50),
        check_p95_during_ms=_at(during, 95),
        check_p99_during_ms=_at(during, 99),
        check_longest_during_ms=round(max(during), 1),
    )


def _cpu_seconds() -> float:
    """What this process and its database backend have used: tells the engine's own cost on a busy machine as well."""
    return time.process_time() + _backend_seconds()


def _part_seconds(site) -> dict[str, float]:
    return {part.name: seconds_used(-1, {part.process.pid}) for part in site.parts if part.process}


def _backend_seconds() -> float:
    from django.db import connections  # noqa: PLC0415

    with connections["jobs"].cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (backend,) = cursor.fetchone()
    user, system = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _fill(owner, alerts: int) -> None:
    """Alerts on their last day, five years after their entry, and a hit beside each twentieth."""
    from firstwall.runtime.holding import superuser_of  # noqa: PLC0415
    from firstwall.runtime.provision import DATABASE  # noqa: PLC0415

    today = datetime.now(UTC).date()
    entered = today.replace(year=today.year - 5, day=min(today.day, 28))
    fill_alerts(HOME, owner, Filling(alerts, entered, review_on=today.replace(day=1), last_day=today))
    with superuser_of(HOME).connect(DATABASE) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "insert into screening_candidate (id, strand, alert_id, alert_version, alert_owner_id, alert_category, action,"
            " score, grade, queried, query_digest, authority_id, place, reference,"
            " created_by, created_at, state, revision, reason, withheld)"
            " select gen_random_uuid(), 'C', id, 1, owner_id, 'd', 'sighting', 0.9, 'strong', 'x', 'x', owner_id, '', '',"
            " gen_random_uuid(), now(), 'open', 1, '', false from cis_alert where reference like 'BENCH-%0' and id::text < '8'"
        )
        connection.commit()
        connection.autocommit = True
        connection.execute("analyze")


def _at(times: list[float], percent: int) -> float:
    return round(statistics.quantiles(times, n=100)[percent - 1], 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=100_000)
    parser.add_argument("--examples", type=int, default=200)
    parser.add_argument("--no-dry-run", action="store_true", help="leave out the dry run that comes first")
    asked = parser.parse_args()
    print(json.dumps(asdict(measure(asked.alerts, asked.examples, is_dry_first=not asked.no_dry_run)), indent=1))
    print(json.dumps(GOALS, indent=1))
