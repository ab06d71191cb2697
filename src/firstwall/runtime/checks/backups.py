"""How old the last backup and the last proven restore are (REL-16), from the records that `firstwall backup` leaves. Judged."""

from datetime import datetime
from pathlib import Path

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.backup.records import BASE_LATE, LOG_LATE, OWED, last_backup, last_drill
from firstwall.runtime.checks.finding import Finding, State


def judge_backups(home: Path, store: Path | None, now: datetime, *, has_key: bool = True) -> list[Finding]:
    """The base, the log behind it, and the drill, each with its time."""
    if store is None or not has_key:
        cure = N_(
            "Set backup.folder and backup.key in the site file (firstwall backup make-key), then enable the backup timer."
        )
        return [Finding("backup", State.WARN, N_("No backup is set up: what is lost here is lost."), cure)]
    return [_base(home, now), *_log(home, now), _drill(store, now)]


def _base(home: Path, now: datetime) -> Finding:
    cure = N_("Run it now: firstwall backup; then see why the timer did not.")
    last = last_backup(home)
    if last is None or last.base_at is None:
        return Finding("backup", State.BAD, N_("No backup was ever made."), cure)
    if last.set_back_at and last.set_back_at > last.base_at:
        at = last.set_back_at.isoformat(timespec="minutes")
        sentence = say(N_("The folder of backups was found changed on %(at)s, not by this node."), at=at)
        return Finding(
            "backup", State.BAD, sentence, N_("Find out who can write into it, then take a new base: firstwall backup.")
        )
    sentence = say(N_("The last backup is of %(at)s."), at=last.base_at.isoformat(timespec="minutes"))
    late = now - last.base_at > BASE_LATE
    return Finding("backup", State.BAD if late else State.OK, sentence, cure if late else "")


def _log(home: Path, now: datetime) -> list[Finding]:
    last = last_backup(home)
    cure = N_("See logs/backup.log in the home.")
    if last is None or last.log_at is None or (now - last.log_at <= LOG_LATE and not last.fault):
        return []
    if last.fault == OWED:
        sentence = N_("A new base is owed: without it the log of the last minutes brings nothing back.")
        return [Finding("backup log", State.BAD, sentence, N_("Run it now: firstwall backup."))]
    sentence = say(N_("What was committed since %(at)s is in no backup."), at=last.log_at.isoformat(timespec="minutes"))
    return [Finding("backup log", State.BAD, sentence, cure)]


def _drill(store: Path, now: datetime) -> Finding:
    cure = N_("Play it: firstwall backup drill.")
    last = last_drill(store)
    if last is None:
        return Finding("restore", State.WARN, N_("No restore was ever proven."), cure)
    at = last.at.isoformat(timespec="minutes")
    if not last.ok:
        return Finding("restore", State.BAD, say(N_("The restore of %(at)s failed."), at=at), cure)
    late = last.is_late(now)
    sentence = say(N_("A restore was proven on %(at)s."), at=at)
    return Finding("restore", State.WARN if late else State.OK, sentence, cure if late else "")
