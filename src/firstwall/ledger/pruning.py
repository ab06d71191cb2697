"""Erase the personal parts whose time is over: keys first, because the keys reach backups too; then the rows (LOG-05)."""

from dataclasses import dataclass
from datetime import date, datetime

from firstwall.ledger.models import Digest, Once, Personal
from firstwall.ledger.retention import first_kept_day, first_kept_key
from firstwall.seals import day_keys

LOGIN = "jobs"


@dataclass(frozen=True, slots=True)
class Pruned:
    """What one run has removed."""

    days: tuple[date, ...]
    personal_parts: int
    digests: int
    idempotency_keys: int


def prune(now: datetime) -> Pruned:
    """Destroy the day keys and delete the rows whose time is over; safe to repeat, safe to be killed."""
    first = first_kept_day(now.date())
    days = day_keys.destroy_before(first)
    parts = Personal.objects.using(LOGIN).filter(day__lt=first)._raw_delete(LOGIN)
    digests = Digest.objects.using(LOGIN).filter(day__lt=first)._raw_delete(LOGIN)
    keys = Once.objects.using(LOGIN).filter(at__lt=first_kept_key(now))._raw_delete(LOGIN)
    return Pruned(tuple(days), parts, digests, keys)
