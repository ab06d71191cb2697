"""Beside bases and log, newer than both: what was ended, the keys of the days, the roll of what must be there (SEC-42).

A list of what was ended holds acts and ids, no value. It is written apart from the log, so that a restore to an earlier
moment, or one whose last minutes are lost, still knows it. A day's key lies here as long as it lives on the node; when it is
destroyed there, the next minute removes it here (LOG-05, SEC-33).
"""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db import connections, transaction

from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import canonical_json
from firstwall.ledger import reading
from firstwall.runtime.backup import records, rolls
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.rolls import Roll
from firstwall.runtime.backup.sealing import seal_file
from firstwall.runtime.backup.store import measure, remove, write
from firstwall.seals import day_keys, signing
from firstwall.supervision import replaying

LOGIN = "backup"
HOUR = "%Y%m%dT%H"
# An act gets its time when it is done and is seen when it is committed: a long transaction comes late.
_LATE = timedelta(minutes=15)
_ONE_HOUR = timedelta(hours=1)
_LOCK = 0x66775F726F6C6C  # a base and the follower write one roll


def write_all(plan: Plan, home: Path, *, timeline: int = 0, place: int = 0) -> Roll:
    """Bring lists, days and roll up to this moment; `place`: how far the log is sealed, where the caller knows."""
    signer = signing.load_signer(signing.BACKUP)
    with transaction.atomic(using=LOGIN):
        with connections[LOGIN].cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
        last = _last_roll(plan, home)
        newest, now = reading.latest_checkpoint(LOGIN), utc_now()  # in this order: what it counts is listed
        erased = _write_erased(plan, signer, last, now)
        write_days(plan, signer)
        roll = replace(
            last,
            number=last.number + 1,
            listed_until=now.isoformat(),
            erased=erased,
            checkpoint=newest.note if newest else "",
        )
        if timeline:
            roll = replace(roll, timeline=timeline, place=place)
        note = roll.sign(signer)
        # killed between the two, this node still knows either as its own
        records.note_roll(home, plan.store.root, roll.number, [last.before, _digest(note)])
        write(plan.store.root / rolls.FILE, [note])
        records.note_roll(home, plan.store.root, roll.number, [_digest(note)])
        for path in plan.store.erased():  # last: what the roll names is there in every moment
            if path.stem not in erased:
                remove(path)
    return roll


def read_roll(plan: Plan) -> Roll:
    """The roll as it lies in the folder; an empty one where there is none of this node's."""
    note = rolls.in_store(plan.store)
    try:
        found = rolls.read(note, signing.load_verifiers(signing.BACKUP)) if note else Roll()
    except signing.NoteInvalid:
        found = Roll()
    return replace(found, before=_digest(note))


def _last_roll(plan: Plan, home: Path) -> Roll:
    """The roll to go on from. One that is not the last that this node wrote there was laid by another hand: it is remembered."""
    found, kept = read_roll(plan), records.last_roll(home)
    if kept and kept["store"] == str(plan.store.root):
        if found.before not in kept["digests"]:
            records.note_set_back(home, utc_now())
        found = replace(found, number=max(found.number, kept["number"]))
    return found


def write_days(plan: Plan, signer: signing.Signer) -> None:
    """Seal the keys of the days that have none here yet; remove those that were destroyed on the node."""
    living = {day.isoformat(): day for day in day_keys.living_days()}
    there = plan.store.days()
    for name, path in there.items():
        if name not in living:
            remove(path)
    for name, day in living.items():
        if name not in there:
            seal_file(plan, "days", name, [day_keys.key_of_day(day, create=False)], signer)


def _write_erased(plan: Plan, signer: signing.Signer, last: Roll, now: datetime) -> dict[str, str]:
    """Every list from the oldest base's hour on, by name and digest; hours since the last roll, and those that are gone, anew."""
    first = min([base.name[: len("20261124T23")] for base in plan.store.bases()], default=now.strftime(HOUR))
    there = {path.stem for path in plan.store.erased()}
    kept = {stem: digest for stem, digest in last.erased.items() if stem in there and stem >= first}
    gone = {_hour(stem) for stem in last.erased if stem not in there and stem >= first}
    since = datetime.fromisoformat(last.listed_until) if last.listed_until else _hour(first)
    for hour in sorted(gone | set(_hours(max(since - _LATE, _hour(first)), now))):
        start = hour.strftime(HOUR)
        content = _ended_in(hour)
        if content == b"[]":
            continue
        stem = f"{start}-{hashlib.sha256(content).hexdigest()[:16]}"
        if stem in kept:
            continue
        seal_file(plan, "erased", stem, [content], signer)
        kept = {other: digest for other, digest in kept.items() if not other.startswith(start)}
        kept[stem] = measure(plan.store.root / "erased" / f"{stem}.sealed").sha256
    return kept


def _ended_in(hour: datetime) -> bytes:
    found = reading.between(hour, hour + _ONE_HOUR, using=LOGIN)
    found = found.filter(act__in=replaying.ENDING_ACTS, result="done").order_by("id")
    rows = found.values_list("act", "object_type", "object_id", "details", "id")
    return canonical_json([list(ended) for row in rows if (ended := replaying.ended_by(*row))])


def _hours(low: datetime, high: datetime) -> Iterable[datetime]:
    hour = low.replace(minute=0, second=0, microsecond=0)
    while hour <= high:
        yield hour
        hour += _ONE_HOUR


def _hour(stem: str) -> datetime:
    return datetime.strptime(stem[: len("20261124T23")], HOUR).replace(tzinfo=UTC)


def _digest(note: bytes) -> str:
    return hashlib.sha256(note).hexdigest()
