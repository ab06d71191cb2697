"""Cold start: from the start of a process to its first answer out of the saved form of a list.

The hook is `adapter.py`: once the index has a saved form, give it `save(rows, path)` and `open_saved(path) -> Matcher`,
wired to the loader that the product itself uses. Until then there is nothing to measure, and the bench says so.
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.matching import adapter, machine
from benchmarks.matching.evaluation import DATA, SCRIPT, environ

QUERY = {"type": "person", "name": "Ivan Ivanov", "dob": "1970-01-01"}
START = """
import json, sys
from benchmarks.matching import adapter
adapter.open_saved(sys.argv[1]).search(json.loads(sys.argv[2]), 10)
"""


def missing() -> str:
    """Why a cold start cannot be measured, or nothing."""
    return "" if hasattr(adapter, "save") and hasattr(adapter, "open_saved") else "no saved form"


def cold_start(size: int, repeat: int) -> str:
    """One sentence: the seconds of each start, with the size of the file and of the list."""
    if missing():
        return f"Cold start at {size:,} entries: not run: {missing()}."
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder, "list")
        adapter.save(_rows(size), saved)
        seconds = [_start(saved) for _ in range(repeat)]
        parts = saved.rglob("*") if saved.is_dir() else [saved]
        megabytes = sum(part.stat().st_size for part in parts) / 2**20
    each = ", ".join(f"{second:.1f} s" for second in seconds)
    return f"Cold start at {size:,} entries, from a saved form of {megabytes:,.0f} MB to the first answer: {each}."


def _rows(size: int) -> list[dict]:
    spec = importlib.util.spec_from_file_location("evaluation_script", SCRIPT)
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    folder = DATA / "screening"
    return script.scale(script.read(folder / "entities.jsonl.gz"), script.read(folder / "queries.jsonl.gz"), size)


def _start(saved: Path) -> float:
    began = time.perf_counter()
    command = [sys.executable, "-c", START, str(saved), json.dumps(QUERY)]
    subprocess.run(command, env=environ(), preexec_fn=machine.pin, check=True)
    return time.perf_counter() - began
