"""Cold start: from the start of a process to its first answer out of the saved form of a list.

`adapter.save` and `adapter.open_saved` read and write the form that the product seals and shares between its processes; the
seal itself is not in the figure.
"""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.matching import adapter, lists, machine
from benchmarks.matching.evaluation import environ

QUERY = {"type": "person", "name": "Ivan Ivanov", "dob": "1970-01-01"}
START = """
import json, sys
from benchmarks.matching import adapter
adapter.open_saved(sys.argv[1]).search(json.loads(sys.argv[2]), 10)
"""


def cold_start(size: int, repeat: int) -> str:
    """One sentence: the seconds of each start, with the size of the file and of the list."""
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "list")
        adapter.save(lists.load(size)[0], saved)
        seconds = [_start(saved) for _ in range(repeat)]
        megabytes = saved.stat().st_size / 2**20
    each = ", ".join(f"{second:.1f} s" for second in seconds)
    return f"Cold start at {size:,} entries, from a saved form of {megabytes:,.0f} MB to the first answer: {each}."


def _start(saved: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-c", START, str(saved), json.dumps(QUERY)]
    subprocess.run(command, env=environ(), preexec_fn=machine.pin, check=True)
    return time.perf_counter() - began
