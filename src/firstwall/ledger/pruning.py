"""Erase the personal parts whose time is over: keys first, because the keys reach backups too; then the rows (LOG-05)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connections

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger.models import Digest, Once, Personal
from firstwall.ledger.retention import first_kept_day, first_kept_key
from firstwall.seals import day_keys

LOGIN = "jobs"
_WIDEST_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Pruned:
    """What one run has removed."""

    days: tuple[date, ...]
    personal_parts: int
    digests: int
    idempotency_keys: int


def prune(now: datetime) -> Pruned:
    """Destroy the day keys and delete the rows whose time is over; safe to repeat, safe to be killed.

    Raises:
        Fault: this machine's clock and the database's differ: nothing is erased early, nothing at all (SEC-35).
    """
    _check_clock(now)
    first = first_kept_day(now.date())
    days = day_keys.destroy_before(first)
    # Plain DELETE statements: this login may not read what it deletes.
    parts = Personal.objects.using(LOGIN).filter(day__lt=first)._raw_delete(LOGIN)
    digests = Digest.objects.using(LOGIN).filter(day__lt=first)._raw_delete(LOGIN)
    keys = Once.objects.using(LOGIN).filter(at__lt=first_kept_key(now))._raw_delete(LOGIN)
    return Pruned(tuple(days), parts, digests, keys)


def _check_clock(now: datetime) -> None:
    with connections[LOGIN].cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = abs(cursor.fetchone()[0] - now)
    if skew > _WIDEST_SKEW:
        raise Fault(
            "clock_skew",
            N_("The clock of this machine and that of the database differ by more than five minutes."),
            cure=N_("Set the clocks; nothing is erased until they agree."),
            status=503,
        )
