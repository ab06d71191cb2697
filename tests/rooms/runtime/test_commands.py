"""`firstwall serve` and `firstwall demo` as an operator meets them: real processes, ended in every way."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.harness.quick_folder import quick_folder

from firstwall.runtime import alive, held
from firstwall.runtime.postgres import Cluster

FIRSTWALL = [sys.executable, "-m", "firstwall"]


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        path = Path(folder) / "home"
        yield path
        held.stop(path)
        Cluster(path).remove()


@pytest.fixture
def environment(home: Path) -> dict[str, str]:
    """Nothing of the session's own site."""
    return {name: value for name, value in os.environ.items() if not name.startswith("FIRSTWALL_")}


def serve(home: Path, environment: dict[str, str], said: list[str] | None = None) -> subprocess.Popen[str]:
    said = [] if said is None else said
    port = str(20_000 + os.getpid() % 20_000)
    command = [*FIRSTWALL, "serve", "--home", str(home), "--port", port]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line)
        if line.startswith("Data:"):
            return process
    pytest.fail("".join(said))


def of_home(home: Path) -> set[int]:
    """Every process that this site started: all know its folder, from their words or their environment."""
    found = set()
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if str(home).encode() in text and int(entry.name) != os.getpid() and alive.is_alive(int(entry.name)):
            found.add(int(entry.name))
    return found


def gone(home: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    database = Cluster(home).data  # as root it lies elsewhere, and no process of it knows the home
    while (of_home(home) or alive.working_in(database, "postgres")) and time.monotonic() < deadline:
        time.sleep(0.1)
    return not of_home(home) and not alive.working_in(database, "postgres")


def test_no_orphan_is_left_by_kill_9_and_the_site_comes_up_again(home: Path, environment: dict[str, str]) -> None:
    """REL-13: even a supervisor that is killed takes everything with it."""
    with serve(home, environment) as first:
        assert len(of_home(home)) >= 4
        first.kill()
    assert gone(home, 20)
    said: list[str] = []
    with serve(home, environment, said) as second:
        assert "/enrol/" in said[-2]  # SEC-15: nobody has an account yet
        assert gone_after_signal(second, signal.SIGINT, home)


def gone_after_signal(process: subprocess.Popen[str], number: signal.Signals, home: Path) -> bool:
    process.send_signal(number)
    return process.wait(40) == 0 and gone(home, 2)


def test_a_folder_that_is_not_ours_is_never_deleted(tmp_path: Path, environment: dict[str, str]) -> None:
    (tmp_path / "letter.txt").write_text("precious")
    command = [*FIRSTWALL, "demo", "--reset", "--home", str(tmp_path)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "left alone" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "letter.txt").read_text() == "precious"


@pytest.mark.slow
def test_the_demo_from_nothing_to_nothing(home: Path, environment: dict[str, str]) -> None:
    def demo(*options: str, seconds: float) -> str:
        command = [*FIRSTWALL, "demo", "--home", str(home), *options]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=seconds, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    first = demo("--detach", seconds=280).splitlines()[-5:]
    assert [line.split(":")[0] for line in first] == ["Address", "Be", "Stop", "Reset", "Data"]
    assert json.loads((home / "site.json").read_text())["ready"] is True
    assert "already running" in demo("--detach", seconds=90)
    assert "stopped" in demo("--stop", seconds=60)
    assert gone(home, 1)
    demo("--detach", seconds=90)
    demo("--reset", seconds=60)
    assert gone(home, 1)
    assert not home.exists()
