"""How backups stand, for the health page and the operator: the last base, the log's last minute, the last drill (REL-16)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from firstwall.runtime.backup.lsn import write_lsn
from firstwall.runtime.backup.store import write

BASE, LOG, ROLL = "backup-base.json", "backup-log.json", "backup-roll.json"
DRILL = "drill.json"
# what keeps no part from its work and yet leaves it without use: the log of a new life of the database
OWED = "a new base is owed"
# One base a day, with room for a late one; SEC-42: the log at most five minutes behind; a drill each week.
BASE_LATE, LOG_LATE, DRILL_LATE = timedelta(hours=26), timedelta(minutes=5), timedelta(days=8)


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest base and how far the log is sealed; empty where there is none yet."""

    base_id: str
    base_at: datetime | None
    base_size: int
    log_at: datetime | None
    log_place: str
    fault: str
    set_back_at: datetime | None = None  # when the folder was found to be not as this node left it

    def is_late(self, now: datetime) -> bool:
        """Whether something is owed: no base since yesterday, or a log that nobody sealed for five minutes."""
        return _older(self.base_at, now - BASE_LATE) or _older(self.log_at, now - LOG_LATE) or bool(self.fault)


@dataclass(frozen=True, slots=True)
class LastDrill:
    """How the last drill went: what was restored, in how many seconds, and the first thing that was wrong."""

    at: datetime
    base_id: str
    ok: bool
    fault: str
    seconds: float
    counts: dict[str, int]

    def is_late(self, now: datetime) -> bool:
        """Whether the weekly drill is owed, or failed."""
        return not self.ok or self.at < now - DRILL_LATE


def last_backup(home: Path) -> LastBackup | None:
    """Return how backups of this home stand; None where none was ever begun."""
    base, log = _read(home / BASE), _read(home / LOG)
    if base is None and log is None:
        return None
    base, log, roll = base or {}, log or {}, _read(home / ROLL) or {}
    return LastBackup(
        base.get("id", ""),
        _moment(base),
        base.get("size", 0),
        _moment(log),
        log.get("place", ""),
        log.get("fault", ""),
        _moment(roll, "set_back_at"),
    )


def last_drill(store: Path) -> LastDrill | None:
    """Return the last drill that was played from this folder of backups, wherever it was played; None without one."""
    said = _read(store / DRILL)
    if said is None:
        return None
    return LastDrill(
        datetime.fromisoformat(said["at"]), said["base"], said["ok"], said["fault"], said["seconds"], said["counts"]
    )


def note_base(home: Path, manifest: dict[str, Any]) -> None:
    """Remember a base that came to its end."""
    _note(home / BASE, {"id": manifest["id"], "at": manifest["ended_at"], "size": manifest["size"]})


def note_log(home: Path, place: int, at: datetime, *, fault: str = "") -> None:
    """Remember how far the log is sealed, and what is owed beside it."""
    _note(home / LOG, {"place": write_lsn(place), "at": at.isoformat(), "fault": fault})


def note_fault(home: Path, kind: str, sentence: str) -> None:
    """Remember what keeps the follower from its work, beside the last minute that was good."""
    _note(home / LOG, (_read(home / LOG) or {}) | {"fault": sentence.splitlines()[0] if sentence else kind})


def last_roll(home: Path) -> dict[str, Any] | None:
    """The last roll that this home wrote: into which folder, its number, by which digests it is known; None before the first."""
    return _read(home / ROLL)


def note_roll(home: Path, store: Path, number: int, digests: list[str]) -> None:
    """Remember the roll that is written; what was found about the folder before stays."""
    _note(home / ROLL, (_read(home / ROLL) or {}) | {"store": str(store), "number": number, "digests": digests})


def note_set_back(home: Path, at: datetime) -> None:
    """Remember that the folder of backups was not as this node had left it."""
    _note(home / ROLL, (_read(home / ROLL) or {}) | {"set_back_at": at.isoformat()})


def note_drill(store: Path, drill: LastDrill) -> None:
    """Leave the outcome beside the backups, where the node's health page finds it."""
    said = {"at": drill.at.isoformat(), "base": drill.base_id, "ok": drill.ok, "fault": drill.fault}
    write(store / DRILL, [json.dumps(said | {"seconds": drill.seconds, "counts": drill.counts}).encode()])


def _note(path: Path, said: dict[str, Any]) -> None:
    write(path, [json.dumps(said).encode()])


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return dict(json.loads(path.read_text()))
    except (FileNotFoundError, ValueError):
        return None


def _moment(said: dict[str, Any], name: str = "at") -> datetime | None:
    return datetime.fromisoformat(said[name]) if name in said else None


def _older(at: datetime | None, than: datetime) -> bool:
    return at is None or at < than
