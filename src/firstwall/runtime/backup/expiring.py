"""Backups end (SEC-42: within 35 days): old bases, and the log that no kept base needs; their lists end with the next roll."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from firstwall.runtime.backup import notes
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.store import MANIFEST, NOTE, SEALED, remove
from firstwall.seals import signing


def end_old(plan: Plan, now: datetime, say: Callable[[str], None]) -> None:
    """Remove what is over. The newest base always stays: what to do when backups stopped is a person's decision."""
    bases = plan.store.bases()
    over = [base for base in bases[:-1] if _taken_at(base) < now - plan.kept]
    for base in over:
        remove(base)
        say(f"The backup of {base.name} has come to its end and is deleted.")
    _end_unfinished(plan)
    kept = [base for base in bases if base not in over]
    if kept:
        _end_log(plan, kept[0])


def _taken_at(base: Path) -> datetime:
    return datetime.strptime(base.name + "+0000", "%Y%m%dT%H%M%SZ%z")


def _end_unfinished(plan: Plan) -> None:
    """What a killed backup left has no manifest."""
    complete = set(plan.store.bases())
    for folder in (plan.store.root / "base").iterdir():
        if folder not in complete:
            remove(folder)


def _end_log(plan: Plan, oldest: Path) -> None:
    try:
        said = notes.read("base", (oldest / MANIFEST).read_bytes(), signing.load_verifiers(signing.BACKUP))
    except signing.NoteInvalid:
        return  # another key's: nothing of what it says is acted on
    first = said["wal_from"][8:]
    for name, path in plan.store.segments().items():
        if name[8:] < first:
            remove(path)
    for note in (plan.store.root / "wal").glob(f"*{NOTE}"):
        if not note.with_name(note.name.removesuffix(NOTE) + SEALED).exists():
            note.unlink()
