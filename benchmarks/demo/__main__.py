"""python -m benchmarks.demo: clone, `make demo` cold, stop, `make demo` warm; prints seconds, disk and memory. Bounded."""

import json
import os
import shutil
import subprocess
import tempfile
import time
import urllib.request
from dataclasses import asdict, dataclass
from pathlib import Path

from firstwall.runtime.site import free_port

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 900
GOALS = {"cold": "<= 240 s", "warm": "<= 20 s", "install": "<= 650 MB", "memory": "<= 1.5 GB"}


@dataclass(frozen=True)
class Figures:
    """What was measured."""

    cold_s: float
    warm_s: float
    install_mb: float
    memory_mb: float


def measure() -> Figures:
    """Clone into an empty folder, start twice, look at disk and memory, remove all."""
    folder = Path(tempfile.mkdtemp(prefix="firstwall-clone-"))
    clone, port = folder / "firstwall", free_port(None)
    try:
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        cold = _page_after(clone, folder, port)
        memory = _memory_of(clone)
        _make(clone, folder, "--stop")
        warm = _page_after(clone, folder, port)
        _make(clone, folder, "--stop")
        return Figures(cold, warm, _size(clone / ".venv"), memory)
    finally:
        if clone.exists():
            _make(clone, folder, "--stop")
        shutil.rmtree(folder, ignore_errors=True)


def _page_after(clone: Path, folder: Path, port: int) -> float:
    began = time.perf_counter()
    _make(clone, folder, f"--detach --port {port}")
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in", timeout=10) as page:
        assert page.status == 200
    return time.perf_counter() - began


def _make(clone: Path, folder: Path, arguments: str) -> None:
    # an empty home and no cache: what a machine that never saw the project has
    nothing = {"HOME": str(folder / "home"), "PIP_NO_CACHE_DIR": "1", "UV_NO_CACHE": "1"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FIRSTWALL_", "NUMBA_", "VIRTUAL_ENV"))
    }
    (folder / "home").mkdir(exist_ok=True)
    subprocess.run(
        ["make", "-s", "demo", f"ARGS={arguments}"], cwd=clone, env=kept | nothing, timeout=LONGEST, check=True
    )


def _size(folder: Path) -> float:
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
    return sum(file.stat().st_size for file in files) / 2**20


def _memory_of(clone: Path) -> float:
    """Proportional set size of every process of the demo, in megabytes: shared pages are counted once."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            about = process.joinpath("cmdline").read_bytes() + os.readlink(process / "cwd").encode()
            if str(clone).encode() in about or b"postgres" in about[:40]:
                rollup = process.joinpath("smaps_rollup").read_text()
                total += int(rollup.split("Pss:")[1].split()[0])
        except (OSError, IndexError):
            continue  # it ended meanwhile, or is not ours
    return total / 1024


def main() -> None:
    """Print one JSON object, then the goals."""
    print(json.dumps(asdict(measure())))
    print("goals:", json.dumps(GOALS))


if __name__ == "__main__":
    main()
