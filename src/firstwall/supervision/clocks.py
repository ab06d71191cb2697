"""Whether the clocks may be believed before anything is erased: never early (SEC-35, CLK-03, REL-17).

Four witnesses: this machine's clock, the database's, the ledger's last entry, and the seconds since the machine started,
measured against the last run that was believed. A clock that was set ahead betrays itself, because the seconds since the
start did not jump with it. After a restart of the machine nothing local can tell a long pause from a jump: then a person
vouches for the date (`firstwall retention confirm-clock`). Out of reach is all that is due in any case, by the row policies.
"""

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

WIDEST_SKEW = timedelta(minutes=5)
LONGEST_PAUSE = timedelta(hours=24)
_BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True)
class Readings:
    """What the witnesses say at one moment; `ledger` is empty while the ledger is, `boot` where the system does not tell."""

    machine: datetime
    database: datetime
    ledger: datetime | None
    boot: str
    since_boot: float


@dataclass(frozen=True, slots=True)
class Believed:
    """The readings of the last run that believed its clocks, or of a person's word."""

    machine: datetime
    ledger: datetime | None
    boot: str
    since_boot: float


def check(now: Readings, last: Believed | None) -> None:
    """Pass in silence when the date may be believed.

    Raises:
        Fault: which witness disagrees. Nothing may be erased.
    """
    if abs(now.machine - now.database) > WIDEST_SKEW:
        raise _stop("clock_skew", N_("The clock of this machine and that of the database differ by over five minutes."))
    if _went_back(now, last):
        raise _stop("clock_back", N_("The clock stands before the time of the last run or of the ledger's last entry."))
    before = last or _by_ledger(now)
    if before is None:
        return
    passed = now.machine - before.machine
    if now.boot and now.boot == before.boot:
        if abs(passed.total_seconds() - (now.since_boot - before.since_boot)) > WIDEST_SKEW.total_seconds():
            raise _stop("clock_jumped", N_("The clock was moved since the last run: the machine has not run as long."))
    elif passed > LONGEST_PAUSE:
        raise _stop(
            "clock_unproven", N_("Nothing was heard for over a day: the node was off, or its clock has jumped ahead.")
        )


def other_day(today: date) -> Fault:
    """The refusal of a word that does not fit the clock."""
    return _stop("clock_other_day", say(N_("This machine's clock says %(day)s."), day=today.isoformat()))


def boot_readings() -> tuple[str, float]:
    """Return which start of the machine this is and the seconds since then, sleep included; empty where nobody tells."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    if clock is None or not _BOOT.exists():
        return "", 0.0
    return _BOOT.read_text().strip(), time.clock_gettime(clock)


def _went_back(now: Readings, last: Believed | None) -> bool:
    if last is not None and now.machine < last.machine - WIDEST_SKEW:
        return True
    vouched = last is not None and now.ledger == last.ledger
    return now.ledger is not None and not vouched and now.ledger > now.machine + WIDEST_SKEW


def _by_ledger(now: Readings) -> Believed | None:
    return None if now.ledger is None else Believed(now.ledger, now.ledger, "", 0.0)


def _stop(code: str, sentence: str) -> Fault:
    cure = N_(
        "Set the clocks right. If the date is right, say so: firstwall retention confirm-clock. Nothing was erased."
    )
    return Fault(code, sentence, cure=cure, status=503, safe_to_retry=True)
