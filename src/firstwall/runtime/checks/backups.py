"""How old the last backup and the last proven restore are (REL-16): from the records that `firstwall backup` leaves."""

import json
from datetime import datetime, timedelta
from pathlib import Path

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

BASE, LOG, DRILL = "backup-base.json", "backup-log.json", "drill.json"
BASE_LATE, LOG_LATE, DRILL_LATE = timedelta(hours=26), timedelta(minutes=5), timedelta(days=8)


def judge_backups(home: Path, store: Path | None, now: datetime) -> list[Finding]:
    """The base, the log behind it, and the drill, each with its time."""
    if store is None:
        cure = N_("Set backup.folder and backup.key in the site file, then enable the backup timer.")
        return [Finding("backup", State.WARN, N_("No backup is set up: what is lost here is lost."), cure)]
    return [_base(home, now), *_log(home, now), _drill(store, now)]


def _base(home: Path, now: datetime) -> Finding:
    cure = N_("Run it now: firstwall backup; then see why the timer did not.")
    at = _moment(home / BASE)
    if at is None:
        return Finding("backup", State.BAD, N_("No backup was ever made."), cure)
    sentence = say(N_("The last backup is of %(at)s."), at=at.isoformat(timespec="minutes"))
    late = now - at > BASE_LATE
    return Finding("backup", State.BAD if late else State.OK, sentence, cure if late else "")


def _log(home: Path, now: datetime) -> list[Finding]:
    at = _moment(home / LOG)
    if at is None or now - at <= LOG_LATE:
        return []
    sentence = say(N_("What was committed since %(at)s is in no backup."), at=at.isoformat(timespec="minutes"))
    return [Finding("backup log", State.BAD, sentence, N_("See logs/backup.log in the home."))]


def _drill(store: Path, now: datetime) -> Finding:
    cure = N_("Play it: firstwall backup drill.")
    said = _said(store / DRILL)
    if "at" not in said:
        return Finding("restore", State.WARN, N_("No restore was ever proven."), cure)
    at = datetime.fromisoformat(said["at"])
    if not said.get("ok"):
        return Finding(
            "restore", State.BAD, say(N_("The restore of %(at)s failed."), at=at.isoformat(timespec="minutes")), cure
        )
    late = now - at > DRILL_LATE
    sentence = say(N_("A restore was proven on %(at)s."), at=at.isoformat(timespec="minutes"))
    return Finding("restore", State.WARN if late else State.OK, sentence, cure if late else "")


def _moment(path: Path) -> datetime | None:
    said = _said(path)
    return datetime.fromisoformat(said["at"]) if "at" in said else None


def _said(path: Path) -> dict:
    try:
        return dict(json.loads(path.read_text()))
    except (OSError, ValueError):
        return {}
