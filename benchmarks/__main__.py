"""python -m benchmarks [demo screening matching]: run the benches one after the other and print their figures."""

import subprocess
import sys

BENCHES = ("demo", "screening", "matching")


def main(names: list[str]) -> int:
    """Run each in a process of its own, so that none measures what another left behind."""
    failed = []
    for name in names or BENCHES:
        print(f"== {name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print("failed:", ", ".join(failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
