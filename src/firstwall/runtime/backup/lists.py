"""Beside bases and log, newer than both: what was erased, the ledger's newest checkpoint, the keys of the days (SEC-42).

The list of what was erased holds acts and ids, no value. It is written apart from the log, so that a restore to an earlier
moment, or one whose last minutes are lost, still knows it. A day's key lies here as long as it lives on the node; when it is
destroyed there, the next minute removes it here (LOG-05, SEC-33).
"""

import hashlib
from datetime import UTC, datetime, timedelta

from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import canonical_json
from firstwall.ledger import reading
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.sealing import seal_file
from firstwall.runtime.backup.store import remove, write
from firstwall.seals import day_keys, signing
from firstwall.supervision.replaying import ENDING_ACTS

LOGIN = "backup"
HOUR = "%Y%m%dT%H"
# An act gets its time when it is done and is seen when it is committed: a long transaction comes late.
_LATE = timedelta(minutes=15)


def write_all(plan: Plan) -> None:
    """Bring all three up to this moment."""
    signer = signing.load_signer(signing.BACKUP)
    write_erased(plan, signer, utc_now())
    write_checkpoint(plan)
    write_days(plan, signer)


def write_erased(plan: Plan, signer: signing.Signer, now: datetime) -> None:
    """List what was ended, hour by hour, from the last hour that is listed (or the first base) on."""
    hour = min(_hour_of_newest(plan, now), now - _LATE).replace(minute=0, second=0, microsecond=0)
    while hour <= now:
        _write_hour(plan, signer, hour)
        hour += timedelta(hours=1)


def write_checkpoint(plan: Plan) -> None:
    """Keep the newest checkpoint: it names no one, and the ledger has signed it itself."""
    newest = reading.latest_checkpoint(LOGIN)
    path = plan.store.root / "checkpoint.note"
    if newest is not None and (not path.exists() or path.read_text() != newest.note):
        write(path, [newest.note.encode()])


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


def _hour_of_newest(plan: Plan, now: datetime) -> datetime:
    listed = [path.name[:11] for path in plan.store.erased()] or [base.name[:11] for base in plan.store.bases()]
    return datetime.strptime(listed[-1], HOUR).replace(tzinfo=UTC) if listed else now


def _write_hour(plan: Plan, signer: signing.Signer, hour: datetime) -> None:
    found = reading.between(hour, hour + timedelta(hours=1), using=LOGIN)
    found = found.filter(act__in=ENDING_ACTS, result="done").order_by("id")
    ended = canonical_json([list(row) for row in found.values_list("act", "object_id")])
    if ended == b"[]":
        return
    start, stem = hour.strftime(HOUR), f"{hour.strftime(HOUR)}-{hashlib.sha256(ended).hexdigest()[:16]}"
    there = [path for path in plan.store.erased() if path.name.startswith(start)]
    if any(path.stem == stem for path in there):
        return
    seal_file(plan, "erased", stem, [ended], signer)
    for path in there:
        remove(path)
