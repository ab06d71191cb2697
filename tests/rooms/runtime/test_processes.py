import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from tests.harness.kept_site import Site

from firstwall.runtime import alive
from firstwall.runtime.processes import Part, Supervisor


def wait_for(condition: object, seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.05)


def test_a_fallen_part_is_started_again_and_its_children_do_not_stay(tmp_path: Path) -> None:
    program = ["sh", "-c", "sleep 100 & echo $! >child; exec sleep 200"]
    part = Part("sleeper", program)
    said: list[str] = []
    supervisor = Supervisor(tmp_path, [part], dict(os.environ), say=said.append)
    supervisor.start()
    wait_for(lambda: (tmp_path / "child").exists() and (tmp_path / "child").read_text().strip())
    child = int((tmp_path / "child").read_text())
    first = part.process
    assert first is not None
    first.kill()
    first.wait()
    wait_for(lambda: supervisor.mend() or part.running)
    assert part.process is not None and part.process.pid != first.pid
    assert not alive.is_alive(child)
    assert "sleeper ended" in said[0]
    supervisor.stop()
    assert part.process is None


def test_a_part_that_keeps_falling_is_tried_less_and_less_often(tmp_path: Path) -> None:
    part = Part("broken", ["false"])
    said: list[str] = []
    supervisor = Supervisor(tmp_path, [part], dict(os.environ), say=said.append)
    supervisor.start()
    wait_for(lambda: supervisor.mend() or len(said) == 3)
    supervisor.stop()
    assert [line.split(" in ")[1].split(" s.")[0] for line in said] == ["0.5", "1", "2"]


def test_kill_9_of_the_web_process_and_the_site_answers_again(site: Site) -> None:
    """REL-13."""
    address = f"{site.url}/healthz"
    site.kill("web")
    site.wait()
    with urllib.request.urlopen(address) as answer:
        assert json.load(answer)["status"] == "ok"


def test_help_imports_neither_django_nor_an_engine() -> None:
    program = (
        "import sys; sys.argv = ['firstwall', '--help']\n"
        "from firstwall.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'django', 'numpy', 'numba', 'psycopg', 'procrastinate'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "demo" in done.stdout
