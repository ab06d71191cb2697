"""Is that process alive, and still the one we knew? Zombies count as dead: PID 1 of a container may never reap them."""

import os
import signal
import time
from pathlib import Path

PROC = Path("/proc")


def started_at(pid: int) -> str:
    """A mark of the process's birth (clock ticks since boot), or an empty string when it is dead or a zombie."""
    if not PROC.is_dir():
        return "unknown" if _signalled(pid, 0) else ""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[0] in "ZX" else fields[19]


def is_alive(pid: int, born: str = "") -> bool:
    """True when the process runs and, if `born` is given, is not another one that took its number."""
    mark = started_at(pid)
    return bool(mark) and (not born or mark == born)


def is_left_alone(pid: int) -> bool:
    """Whether whoever started it is gone: the init process has taken it over."""
    try:
        text = (PROC / str(pid) / "stat").read_text()
    except OSError:
        return True
    return text.rpartition(")")[2].split()[1] == "1"


def wait_until_dead(pid: int, born: str, seconds: float) -> bool:
    """Wait for a process that is not our child."""
    deadline = time.monotonic() + seconds
    while is_alive(pid, born):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def working_in(folder: Path, name: str) -> list[int]:
    """Processes of this program whose working folder is this one.

    Each PostgreSQL backend is a session of its own but works in the data folder; so this finds the ones that outlived
    their postmaster (REL-13).
    """
    found = []
    target = str(folder.resolve())
    for entry in PROC.glob("[0-9]*"):
        try:
            named = (entry / "comm").read_text().strip() == name
            if named and os.readlink(entry / "cwd") == target and is_alive(int(entry.name)):
                found.append(int(entry.name))
        except OSError:
            continue  # ended meanwhile, or another user's
    return found


def kill_all(pids: list[int]) -> None:
    """SIGKILL each; one that ended meanwhile is no error."""
    for pid in pids:
        _signalled(pid, signal.SIGKILL)


def _signalled(pid: int, number: int) -> bool:
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
