"""Facts of the machine that a figure is worth nothing without."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path


def core() -> int:
    """The core to pin a run to: the last we may use, since the first carries most of the system's own work."""
    return max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 0


def pin() -> None:
    """Keep this process on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {core()})


def load() -> float:
    """How many processes wanted a core over the last minute."""
    return os.getloadavg()[0]


def facts() -> str:
    """Date, processor, cores, Python."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text().splitlines() if cpus.exists() else []
    models = {line.partition(":")[2].strip() for line in lines if line.startswith("model name")}
    model = ", ".join(sorted(models)) or platform.machine()
    today = datetime.now(UTC).date().isoformat()
    return f"{today}; {model}, {os.cpu_count()} cores, each run on one of them; Python {platform.python_version()}"
