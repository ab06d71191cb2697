"""Runs the evaluation on one matcher, in a process of its own on one core, as often as asked.

The evaluation script and its data are not part of the project: FIRSTWALL_DATA names the data folder (default
../shared/data), FIRSTWALL_EVALUATE the script (default ../shared/bench/evaluate.py).
"""

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.matching import machine
from benchmarks.matching.environments import reason_in
from benchmarks.matching.figures import Row, figures_of

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FIRSTWALL_DATA", ROOT.parent / "shared" / "data"))
SCRIPT = Path(os.environ.get("FIRSTWALL_EVALUATE", DATA.parent / "bench" / "evaluate.py"))
ONE_CORE = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
TIMED_ALONE = 2000
ENOUGH = 12_000  # queries that hold some 7,000 negatives: 0.1% of them is more than chance
LONGEST_S = 3 * 3600


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a list, how many queries (0: all), how often."""

    size: int
    queries: int
    repeat: int


def missing() -> str:
    """What the evaluation lacks here, or nothing."""
    if not SCRIPT.exists():
        return f"no evaluation script {SCRIPT.name}; set FIRSTWALL_EVALUATE and FIRSTWALL_DATA"
    if not (DATA / "screening").is_dir():
        return "no lists of the evaluation; set FIRSTWALL_DATA"
    return ""


def environ() -> dict[str, str]:
    """The environment of a measured process: one thread, our source to be found."""
    return os.environ | ONE_CORE | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")])}


def measure(name: str, way: str, python: Path, matcher: Path, plan: Plan) -> Row:
    """The matcher's row; a run that fails leaves the reason instead of figures."""
    runs, loads = [], []
    for turn in range(plan.repeat):
        print(f"-- {name}, {plan.size:,} entries, run {turn + 1}, load {machine.load():.1f}", flush=True)
        try:
            runs.append(_run(python, matcher, plan))
        except Failed as reason:
            return Row(name, way, reason=str(reason))
        loads.append(machine.load())
    return Row(name, way, tuple(runs), tuple(loads))


class Failed(Exception):
    """The run came to no end; the message is its last complaint."""


def _run(python: Path, matcher: Path, plan: Plan) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        result = Path(folder, "figures.json")
        command = [str(python), str(SCRIPT), "--matcher", f"{matcher}:make", "--data", str(DATA / "screening")]
        command += ["--size", str(plan.size), "--queries", str(plan.queries)]
        command += ["--latency", str(TIMED_ALONE), "--json", str(result)]
        try:
            done = subprocess.run(
                command,
                env=environ(),
                preexec_fn=machine.pin,  # no other thread runs here
                capture_output=True,
                text=True,
                timeout=LONGEST_S,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise Failed(f"no answer within {LONGEST_S} s") from late
        if done.returncode:
            raise Failed(reason_in(done.stderr) if done.stderr.strip() else f"ended with {done.returncode}")
        return figures_of(json.loads(result.read_text()), enough=plan.queries == 0 or plan.queries >= ENOUGH)
