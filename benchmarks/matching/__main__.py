"""python -m benchmarks.matching: the evaluation of recall, false positives and speed, ours beside rapidfuzz, in one run.

The evaluation script and its data are not part of the project: FIRSTWALL_DATA names the data folder (default ../shared/data), and
the script lies beside it. Without them it says so.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("FIRSTWALL_DATA", ROOT.parent / "shared" / "data"))
SCRIPT = Path(os.environ.get("FIRSTWALL_EVALUATE", DATA.parent / "bench" / "evaluate.py"))
MATCHERS = {"firstwall": ROOT / "benchmarks/matching/adapter.py", "rapidfuzz": SCRIPT.parent / "baseline_rapidfuzz.py"}
ONE_CORE = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}


def main(size: str = "50000", queries: str = "3000") -> int:
    """Run each matcher over the same list and the same sample of queries."""
    if not SCRIPT.exists():
        print(f"not run: no evaluation script at {SCRIPT.name}; set FIRSTWALL_EVALUATE and FIRSTWALL_DATA")
        return 0
    for name, file in MATCHERS.items():
        print(f"-- {name}, {size} entries, {queries} queries", flush=True)
        command = [sys.executable, str(SCRIPT), "--matcher", f"{file}:make", "--data", str(DATA / "screening")]
        command += ["--size", size, "--queries", queries]
        path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
        done = subprocess.run(command, env=os.environ | ONE_CORE | {"PYTHONPATH": path}, check=False)
        if done.returncode:
            return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
