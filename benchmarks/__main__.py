"""python -m benchmarks [demo screening ledger matching ...] [--option ...]: run the benches in turn, print their figures.

Options go to the benches that are named: python -m benchmarks matching --size 10000 --peers tantivy
"""

import subprocess
import sys
from itertools import takewhile

BENCHES = ("demo", "screening", "ledger", "matching", "retention", "restore", "pages", "formats", "delta")


def main(words: list[str]) -> int:
    """Run each in a process of its own, so that none measures what another left behind."""
    names = list(takewhile(lambda word: not word.startswith("-"), words))
    options = words[len(names) :]
    failed = []
    for name in names or BENCHES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *options], check=False).returncode:
            failed.append(name)
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
