"""python -m benchmarks.restore: fill a site, back it up, bring it back on an empty host. Bounded; prints what it measured."""

import argparse
import json
import os
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from benchmarks.restore.filling import fill_ledger
from benchmarks.retention.filling import Filling, fill_alerts
from benchmarks.screening.site import HOME, database, people

GOALS = {"1 million alerts and 5 million ledger entries, 2 cores": "<= 900 s, proofs verify"}


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    alerts: int
    ledger_entries: int
    database_mb: float
    base_mb: float
    base_seconds: float
    check_seconds: float
    restore_seconds: float
    # of all processes of the restore, PostgreSQL's too: what a quiet machine would need at most
    restore_processor_seconds: float
    # how many processes wanted one of the processors: more than the processors means that others took a share
    load_of_the_machine: float
    at: str


def say(line: str) -> None:
    """Progress, at once."""
    print(line, flush=True)


def measure(alerts: int, entries: int) -> Figures:
    """Fill, back up, check, restore."""
    with database():
        owner, _officer, _enter = people(100, say)
        from firstwall.ledger import sequencer  # noqa: PLC0415 - after django.setup
        from firstwall.runtime.backup.base import take_base  # noqa: PLC0415
        from firstwall.runtime.backup.checking import check  # noqa: PLC0415
        from firstwall.runtime.backup.plan import Plan  # noqa: PLC0415
        from firstwall.runtime.backup.restore import restore  # noqa: PLC0415
        from firstwall.runtime.backup.store import Store  # noqa: PLC0415
        from firstwall.runtime.holding import superuser_of  # noqa: PLC0415
        from firstwall.runtime.postgres import Cluster  # noqa: PLC0415
        from firstwall.runtime.provision import DATABASE  # noqa: PLC0415
        from firstwall.seals import outward, signing  # noqa: PLC0415

        began = time.perf_counter()
        day = date(2021, 1, 1)
        far = datetime.now(UTC).date() + timedelta(days=300)
        fill_alerts(HOME, owner, Filling(alerts, day, far, far))
        sequencer.sign_now()
        with superuser_of(HOME).connect(DATABASE) as connection:
            fill_ledger(connection, owner.authority_id, entries, say)
            connection.execute("checkpoint")
        say(f"filled in {time.perf_counter() - began:.0f} s")
        with superuser_of(HOME).connect(DATABASE) as connection:
            size = connection.execute("select pg_database_size(current_database())").fetchone()[0]
        key = outward.OpenedBy.generate()
        with tempfile.TemporaryDirectory(prefix="firstwall-bench-") as folder:
            plan = Plan(Store(Path(folder)), key.public, timedelta(days=28), 60.0)
            began, load = time.perf_counter(), os.getloadavg()[0]
            said = take_base(plan, HOME, say)
            base_seconds = time.perf_counter() - began
            began = time.perf_counter()
            checked = check(plan.store, [key], signing.load_verifiers(signing.BACKUP))
            check_seconds = time.perf_counter() - began
            home = Path(folder) / "restored"
            began, worked = time.perf_counter(), _processor_seconds()
            outcome = restore(home, checked, {}, say)
            restore_seconds, worked = time.perf_counter() - began, _processor_seconds() - worked
            Cluster(home).remove()
        load = (load + os.getloadavg()[0]) / 2
        if outcome.rows["cis_alert"] < alerts or outcome.placed < entries or outcome.lost:
            raise SystemExit(f"not all came back: {outcome}")
    return Figures(
        alerts=outcome.rows["cis_alert"],
        ledger_entries=outcome.placed,
        database_mb=round(size / 1e6, 1),
        base_mb=round(said["size"] / 1e6, 1),
        base_seconds=round(base_seconds, 1),
        check_seconds=round(check_seconds, 1),
        restore_seconds=round(restore_seconds, 1),
        restore_processor_seconds=round(worked, 1),
        load_of_the_machine=round(load, 1),
        at=datetime.now(UTC).isoformat(timespec="minutes"),
    )


def _processor_seconds() -> float:
    """Of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main() -> None:
    """Measure at the size asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=100_000)
    asked = parser.parse_args()
    figures = measure(asked.alerts, asked.entries)
    print(json.dumps({"goals": GOALS, "figures": asdict(figures)}, indent=1))


if __name__ == "__main__":
    main()
