"""SEC-35: which clocks are believed. Pure, no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from firstwall.kernel.refusal import Fault
from firstwall.supervision.clocks import Believed, Readings, check

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LAST = Believed(NOON - HOUR, NOON - HOUR, "boot-1", 1_000)


def readings(at: datetime = NOON, *, since_boot: float = 4_600, boot: str = "boot-1") -> Readings:
    return Readings(machine=at, database=at, ledger=NOON - HOUR, boot=boot, since_boot=since_boot)


def refused_as(now: Readings, last: Believed | None = LAST) -> str:
    with pytest.raises(Fault) as stopped:
        check(now, last)
    return stopped.value.code


def test_clocks_that_agree_are_believed():
    check(readings(), LAST)


def test_the_database_and_the_machine_must_agree():
    """CLK-03: nothing is erased by a clock that another contradicts; nodes that would refuse to sync do not exist yet."""
    assert refused_as(replace(readings(), database=NOON + timedelta(minutes=6))) == "clock_skew"
    assert refused_as(replace(readings(), database=NOON - timedelta(minutes=6))) == "clock_skew"
    check(replace(readings(), database=NOON + timedelta(minutes=4)), LAST)


@pytest.mark.parametrize("jump", [timedelta(minutes=6), DAY, 400 * DAY])
def test_a_clock_set_ahead_while_the_machine_runs_is_found_out(jump):
    """Database and machine jump together on one host: the seconds since the start do not."""
    assert refused_as(readings(NOON + jump)) == "clock_jumped"


def test_a_machine_that_slept_for_a_month_is_believed():
    """The seconds since the start count sleep as well."""
    check(readings(NOON + 30 * DAY, since_boot=4_600 + 30 * 86_400), LAST)


def test_after_a_restart_a_short_pause_is_believed_and_a_long_one_is_not():
    check(readings(NOON + 20 * HOUR, boot="boot-2", since_boot=60), LAST)
    assert refused_as(readings(NOON + 30 * DAY, boot="boot-2", since_boot=60)) == "clock_unproven"


def test_where_nobody_counts_the_seconds_a_long_pause_is_not_believed():
    check(readings(boot="", since_boot=0), LAST)
    assert refused_as(readings(NOON + 2 * DAY, boot="", since_boot=0)) == "clock_unproven"


def test_a_clock_that_goes_back_is_found_out_by_the_last_run_and_by_the_ledger():
    assert refused_as(readings(NOON - 2 * HOUR)) == "clock_back"
    assert refused_as(replace(readings(), ledger=NOON + DAY)) == "clock_back"


def test_before_the_first_run_the_ledger_is_the_measure():
    check(replace(readings(), ledger=None), None)
    check(readings(), None)
    assert refused_as(readings(NOON + 2 * DAY), None) == "clock_unproven"


def test_a_word_for_the_date_covers_the_ledger_entry_that_was_ahead():
    """After a jump that was set right, entries of the jumped hour stay in the ledger for ever."""
    ahead = NOON + 40 * DAY
    assert refused_as(replace(readings(), ledger=ahead)) == "clock_back"
    check(replace(readings(), ledger=ahead), replace(LAST, ledger=ahead))
    assert refused_as(replace(readings(), ledger=ahead + DAY), replace(LAST, ledger=ahead)) == "clock_back"
