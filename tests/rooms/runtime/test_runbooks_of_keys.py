"""The runbooks of backups and keys are played as they stand, in one shell, with a site of their own."""

import os
import re
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.harness.quick_folder import quick_folder

from firstwall.runtime import held
from firstwall.runtime.postgres import Cluster

ROOT = Path(__file__).resolve().parents[3]
RUNBOOKS = ROOT / "docs" / "runbooks"
PLAYED = ("back-up-and-restore.md", "key-rotation.md")


def blocks(name: str) -> list[str]:
    """What stands in its blocks marked sh, in order."""
    return re.findall(r"^```sh\n(.*?)^```", (RUNBOOKS / name).read_text(encoding="utf-8"), flags=re.S | re.M)


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="firstwall-test-", dir=quick_folder()) as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
        for home in ("site", "new"):
            held.stop(Path(folder) / home)
            Cluster(Path(folder) / home).remove()


@pytest.mark.slow
def test_backing_up_restoring_and_rotating_as_the_runbooks_say(place: Path) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    (place / "words").write_text("five words for the test\n")
    for name in ("backups", "away"):
        (place / name).mkdir(mode=0o700)
    settings = {
        "SITE": "site",
        "NEW": "new",
        "BACKUPS": "backups",
        "AWAY": "away",
        "FIRSTWALL_PASSPHRASE_FILE": "words",
    }
    environment = {name: str(place / path) for name, path in settings.items()}
    environment |= {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LANG": "C.UTF-8", "PORT": str(port)}
    environment |= {"firstwall": str(ROOT / ".venv" / "bin" / "firstwall")}
    script = ["set -euo pipefail", "trap 'kill $(jobs -p) 2>/dev/null || true' EXIT"]
    for name in PLAYED:
        assert blocks(name), f"{name} has nothing to play"
        for number, block in enumerate(blocks(name), 1):
            script += [f"echo '== {name} {number}'", block]
    done = subprocess.run(
        ["bash", "-c", "\n".join(script)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
        check=False,
    )
    said = f"{done.stdout}\n{done.stderr}"
    assert done.returncode == 0, said
    assert done.stdout.count("OK:") == 2 and "every proof verifies" in done.stdout, said
    assert "whole, proofs verify" in done.stdout and done.stdout.count("a new key is in use") == 7, said
    assert sorted(path.name for path in (place / "away").iterdir()) == [
        "backup-private.key",
        "backup-public.key",
        "keys-after-rotation.sealed",
        "keys-of-today.sealed",
    ]
