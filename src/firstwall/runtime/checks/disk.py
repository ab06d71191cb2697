"""How full a disk is, and for how many days it lasts (REL-11): pure judgements over figures that others read."""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from firstwall.kernel.sentences import N_, say
from firstwall.runtime.checks.finding import Finding, State

WARN_SHARE, ALARM_SHARE, ALARM_DAYS = 0.20, 0.10, 2.0
MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Disk:
    """One file system that the site writes to."""

    place: Path
    free: int
    total: int


def disks_of(places: Iterable[Path]) -> list[Disk]:
    """Each file system once, by the first of the places that lies on it; a place that is not there yet by its parent."""
    found: dict[int, Disk] = {}
    for place in places:
        there = next(folder for folder in (place, *place.parents) if folder.exists())
        usage = shutil.disk_usage(there)
        found.setdefault(there.stat().st_dev, Disk(place, usage.free, usage.total))
    return list(found.values())


def days_left(samples: Sequence[tuple[float, int]]) -> float | None:
    """By how much the free room shrank since the oldest sample (seconds, bytes); None while it does not shrink."""
    if len(samples) < 2:
        return None
    (first_at, first_free), (last_at, last_free) = samples[0], samples[-1]
    lost, passed = first_free - last_free, last_at - first_at
    return last_free / (lost / passed) / 86_400 if lost > 0 and passed >= 3_600 else None


def judge_disk(disk: Disk, *, days: float | None = None) -> Finding:
    """Warn at 20 %, alarm at 10 % or two days."""
    share = disk.free / disk.total if disk.total else 0.0
    soon = days is not None and days < ALARM_DAYS
    state = State.BAD if share < ALARM_SHARE or soon else State.WARN if share < WARN_SHARE else State.OK
    sentence = say(
        N_("%(free)s MB of the disk of %(place)s are free (%(percent)s %%)."),
        free=disk.free // MB,
        place=disk.place,
        percent=int(share * 100),
    )
    cure = N_("Make room or give it a larger disk; in need drop the reserve: firstwall reserve drop.")
    return Finding("disk", state, sentence, "" if state is State.OK else cure)
