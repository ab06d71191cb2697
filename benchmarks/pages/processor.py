"""How much of a processor a site has used: the figure that other work on the machine does not change."""

import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


def seconds_used(postmaster: int, groups: set[int]) -> float:
    """Of these process groups and of the database's server processes, by now."""
    total = 0
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            told = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        parent, group = int(told[1]), int(told[2])
        if group in groups or parent == postmaster:
            total += int(told[11]) + int(told[12])
    return total / _TICKS
