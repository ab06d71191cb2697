"""The rows of retention runs: begun, counted, ended; what the clocks said; one run at a time."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connections

from firstwall.authorities.acting import acting, system_actor
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger import reading
from firstwall.supervision.clocks import Believed, Readings, boot_readings
from firstwall.supervision.models import RetentionRun
from firstwall.supervision.types import RetentionRunView

LOGIN = "jobs"
SYSTEM: Actor = system_actor("retention")
_LOCK = 0x66775F72  # "fw_r"
_BELIEVED = ("working", "done", "interrupted")


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold the lock of the engine; a killed holder loses it with its connection.

    Raises:
        Fault: another run is at work.
    """
    with connections[LOGIN].cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise Fault("retention_at_work", N_("Another retention run is at work."), status=409, safe_to_retry=True)
    try:
        yield
    finally:
        with connections[LOGIN].cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s)", [_LOCK])


def read_clocks(machine: datetime) -> Readings:
    """Ask every witness; `machine` is what this machine's clock said when the run began."""
    boot, since_boot = boot_readings()
    with acting(SYSTEM, using=LOGIN), connections[LOGIN].cursor() as cursor:
        cursor.execute("select clock_timestamp()")
        return Readings(machine, cursor.fetchone()[0], reading.time_of_last_entry(LOGIN), boot, since_boot)


def last_believed() -> Believed | None:
    """Return the readings of the last run that believed its clocks, or of a person's word."""
    with acting(SYSTEM, using=LOGIN):
        row = RetentionRun.objects.using(LOGIN).filter(state__in=_BELIEVED).order_by("-id").first()
        return None if row is None else Believed(row.started_at, row.ledger_at, row.boot, row.since_boot)


def begin(clocks: Readings, *, kind: str = "run", state: str = "working", fault: str = "") -> RetentionRun:
    """Write that a run began (or was stopped by its clocks, or that a person vouches for them)."""
    ended = None if state == "working" else clocks.machine
    return RetentionRun.objects.using(LOGIN).create(
        kind=kind,
        state=state,
        fault=fault,
        started_at=clocks.machine,
        finished_at=ended,
        ledger_at=clocks.ledger,
        boot=clocks.boot,
        since_boot=clocks.since_boot,
    )


def close_interrupted() -> None:
    """Say of a killed run that it was; what it had committed stays counted."""
    with acting(SYSTEM, using=LOGIN):
        RetentionRun.objects.using(LOGIN).filter(state="working").update(state="interrupted")


def save(run: RetentionRun, counts: Mapping[str, Any]) -> None:
    """Move the counts, in the transaction of the chunk."""
    run.counts = dict(counts)
    run.save(using=LOGIN, update_fields=["counts"])


def finish(run: RetentionRun, now: datetime) -> None:
    """Write that a run came to its end."""
    with acting(SYSTEM, using=LOGIN):
        run.state, run.finished_at = "done", now
        run.save(using=LOGIN, update_fields=["state", "finished_at"])


def latest(size: int, *, using: str = LOGIN) -> list[RetentionRunView]:
    """Return the newest runs; the caller acts."""
    rows = RetentionRun.objects.using(using).order_by("-id")[:size]
    return [
        RetentionRunView(row.id, row.kind, row.state, row.started_at, row.finished_at, row.fault, dict(row.counts))
        for row in rows
    ]
