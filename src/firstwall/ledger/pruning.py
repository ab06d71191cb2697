"""Erase what is over: personal parts after six months (keys first: they reach backups too), entries after 24 (LOG-05)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connections

from firstwall.kernel.keeping import kept_from
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger import reading
from firstwall.ledger.models import Digest, Entry, Once, Personal, Place
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


def prune_entries(now: datetime, size: int) -> list[tuple[int, int]]:
    """Delete entries older than 24 months, at most `size`, in the caller's transaction; return their places from first to last.

    The caller declares these places in an entry of its own: the verifier takes a missing entry for nothing else (SEC-33). Such
    declarations stay, and so do places and leaf hashes: tree, proofs and checkpoints hold as before.
    """
    over = reading.older_than(kept_from(now), using=LOGIN).exclude(act=reading.PRUNE).order_by("id")
    ids = list(over.values_list("id", flat=True)[:size])
    places = dict(Place.objects.using(LOGIN).filter(entry_id__in=ids).values_list("entry_id", "seq"))
    # an entry without a place yet is no leaf: it waits for the sequencer
    Entry.objects.using(LOGIN).filter(id__in=list(places))._raw_delete(LOGIN)
    return _spans(sorted(places.values()))


def _spans(places: list[int]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place - 1:
            spans[-1] = (spans[-1][0], place)
        else:
            spans.append((place, place))
    return spans


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
