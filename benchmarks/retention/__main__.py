"""python -m benchmarks.retention: erase many alerts while a lane goes on checking. Bounded; prints what it measured."""

import argparse
import json
import os
import random
import statistics
import threading
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from benchmarks.screening.site import database, people

GOALS = {"1 million alerts, 2 cores": "<= 600 s, no check blocked"}
_COLUMNS = (
    "id, reference, strand, category, owner_id, office_id, action, handling, evaluation_source, evaluation_information,"
    " entered_on, review_on, last_day, state, is_narrowed, is_contested,"
    " is_blocked, access_class, version, changed_at"
)


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    alerts: int
    dry_seconds: float
    dry_cpu_seconds_for_a_million: int
    seconds: float
    alerts_per_second: float
    seconds_for_a_million: float
    checks_before: int
    check_p50_before_ms: float
    check_p95_before_ms: float
    checks_during: int
    check_p50_during_ms: float
    check_p95_during_ms: float
    check_longest_during_ms: float


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def measure(alerts: int, examples: int) -> Figures:
    """Fill a site with alerts on their last day beside others in force, then end the first and check against the second."""
    with database():
        owner, officer, _enter = people(examples, say)
        from firstwall.kernel.clock import utc_now  # noqa: PLC0415 - after django.setup
        from firstwall.supervision.ending import run_retention  # noqa: PLC0415

        began = time.perf_counter()
        _fill(owner, alerts)
        say(f"filled in {time.perf_counter() - began:.0f} s")
        before = _checks(officer, lambda done: done >= 200)
        began, used = time.perf_counter(), _cpu_seconds()
        would = run_retention(utc_now(), dry=True)
        dry_seconds, used = time.perf_counter() - began, _cpu_seconds() - used
        say(f"dry: {dry_seconds:.1f} s, {would.counts}")
        over, during = threading.Event(), []
        lane = threading.Thread(target=lambda: during.extend(_checks(officer, lambda _done: over.is_set())))
        lane.start()
        began = time.perf_counter()
        done = run_retention(utc_now())
        seconds = time.perf_counter() - began
        over.set()
        lane.join()
        if done != would or done.counts["erased:cis_alert"] != alerts:
            raise SystemExit(f"the dry run said {would.counts}, the run did {done.counts}")
    return Figures(
        alerts=alerts,
        dry_seconds=round(dry_seconds, 1),
        dry_cpu_seconds_for_a_million=round(1_000_000 * used / alerts),
        seconds=round(seconds, 1),
        alerts_per_second=round(alerts / seconds),
        seconds_for_a_million=round(1_000_000 * seconds / alerts),
        checks_before=len(before),
        check_p50_before_ms=_at(before, 50),
        check_p95_before_ms=_at(before, 95),
        checks_during=len(during),
        check_p50_during_ms=_at(during, 50),
        check_p95_during_ms=_at(during, 95),
        check_longest_during_ms=round(max(during), 1),
    )


def _cpu_seconds() -> float:
    """What this process and its database backend have used: tells the engine's own cost on a busy machine as well."""
    from django.db import connections  # noqa: PLC0415

    with connections["jobs"].cursor() as cursor:
        cursor.execute("select pg_backend_pid()")
        (backend,) = cursor.fetchone()
    user, system = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[11:13]
    return time.process_time() + (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _fill(owner, alerts: int) -> None:
    """Rows as the doors would have written them five years ago: sealed values and facts, a hit beside each twentieth."""
    from benchmarks.screening.site import HOME  # noqa: PLC0415
    from firstwall.authorities.acting import acting  # noqa: PLC0415
    from firstwall.cis import sealing  # noqa: PLC0415
    from firstwall.cis.types import Content, Marks  # noqa: PLC0415
    from firstwall.runtime.holding import superuser_of  # noqa: PLC0415
    from firstwall.runtime.provision import DATABASE  # noqa: PLC0415

    dice, today = random.Random(1), datetime.now(UTC).date()
    entered, reviewed = today.replace(year=today.year - 5, day=min(today.day, 28)), today.replace(day=1)
    marks = Marks("sighting", ("H0",), "B", "2")
    with superuser_of(HOME).connect(DATABASE) as connection, acting(owner):
        (access_class,) = connection.execute(
            "select id from authorities_access_class where strand = 'C' and category = 'd' and audience_id = 0"
        ).fetchone()
        connection.execute("set session_replication_role = replica")
        rows = []
        for number in range(alerts):
            names = {"names": [f"Invented {dice.randrange(10**9)} Nobody"]}
            said = Content(names, "will_commit", "", "goods_controls", data_subject="suspect", rests_on="facts")
            rows.append((uuid4(), number, said))
        where = {"owner_id": owner.authority_id, "strand": "C"}
        with connection.cursor().copy(f"copy cis_alert ({_COLUMNS}) from stdin") as copy:
            for alert_id, number, _said in rows:
                clear = (alert_id, f"BENCH-CD-2021-{number:07}", "C", "d", owner.authority_id, None, "sighting", ["H0"])
                days = (entered, reviewed, today)
                copy.write_row(
                    (*clear, "B", "2", *days, "active", False, False, False, access_class, 1, datetime.now(UTC))
                )
        with connection.cursor().copy(
            "copy cis_alert_version (id, alert_id, version, owner_id, strand, act, at, sealed) from stdin"
        ) as copy:
            for alert_id, _number, said in rows:
                sealed = sealing.seal_version(said, marks, alert_id=alert_id, **where)
                copy.write_row((uuid4(), alert_id, 1, owner.authority_id, "C", "entered", datetime.now(UTC), sealed))
        with connection.cursor().copy(
            "copy cis_index_entry (alert_id, owner_id, strand, access_class, version, sealed, removed) from stdin"
        ) as copy:
            for alert_id, _number, said in rows:
                packed = [["person", said.values["names"], [], [], []]]
                sealed = sealing.seal_facts(packed, alert_id=alert_id, **where)
                copy.write_row((alert_id, owner.authority_id, "C", access_class, 1, sealed, False))
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


def _checks(officer, is_over) -> list[float]:
    from django.db import connections  # noqa: PLC0415

    from firstwall.screening import services  # noqa: PLC0415

    services.check(officer, text="Warming Up")
    times: list[float] = []
    while not is_over(len(times)):
        began = time.perf_counter()
        services.check(officer, text=f"Nobody Asked {len(times)}")
        times.append(1000 * (time.perf_counter() - began))
    connections.close_all()
    return times


def _at(times: list[float], percent: int) -> float:
    return round(statistics.quantiles(times, n=100)[percent - 1], 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=100_000)
    parser.add_argument("--examples", type=int, default=200)
    asked = parser.parse_args()
    print(json.dumps(asdict(measure(asked.alerts, asked.examples)), indent=1))
    print(json.dumps(GOALS, indent=1))
