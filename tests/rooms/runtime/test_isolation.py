"""SEC-29: the log key is not held by the web process; here: it cannot even be read there."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from firstwall.runtime.isolation import ROLES_OF_DOORS, Cage, cage_of_doors, launched
from firstwall.runtime.postgres import Cluster

TRY_TO_READ = """
import ctypes, os, subprocess, sys
key, pid = sys.argv[1:3]
libc = ctypes.CDLL(None, use_errno=True)
def read(path):
    try:
        return open(path).read()
    except OSError as refused:
        return type(refused).__name__
print(read(key))
print("umount", libc.umount2(os.path.dirname(key).encode(), 2))
print(read(key))
print(read(f"/proc/{pid}/root{key}"))
nested = ["unshare", "-Urm", "sh", "-c", f"umount {os.path.dirname(key)}; cat {key}"]
print("nested", repr(subprocess.run(nested, capture_output=True, text=True).stdout))
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("Cap")])
"""


@pytest.fixture
def key(tmp_path: Path) -> Path:
    file = tmp_path / "keys" / "ledger" / "signing.key"
    file.parent.mkdir(parents=True)
    file.write_text("the secret")
    return file


def run(program: list[str], cage: Cage) -> list[str]:
    done = subprocess.run(launched(program, cage=cage), capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert "warning" not in done.stderr
    return done.stdout.splitlines()


def test_a_caged_process_cannot_read_the_key_by_any_way_we_know(key: Path) -> None:
    with subprocess.Popen(["sleep", "60"]) as outside:
        said = run([sys.executable, "-c", TRY_TO_READ, str(key), str(outside.pid)], Cage(hidden=(key.parent,)))
        outside.kill()
    assert said[0] == "FileNotFoundError"
    assert said[1] == "umount -1"
    assert said[2] == "FileNotFoundError"
    assert said[3] == "PermissionError"
    assert said[4] == "nested ''"
    assert set(json.loads(said[5].replace("'", '"'))) == {"0000000000000000"}
    assert key.read_text() == "the secret"


SYSTEM_PYTHON = Path("/usr/bin/python3")  # root's own Python may lie where no other user can reach


@pytest.mark.skipif(os.geteuid() != 0 or not SYSTEM_PYTHON.exists(), reason="needs root and a Python for all users")
def test_the_cage_holds_for_an_ordinary_user_too() -> None:
    with tempfile.TemporaryDirectory() as folder:
        key = Path(folder) / "ledger" / "signing.key"
        key.parent.mkdir()
        key.write_text("the secret")
        for path in (Path(folder), key.parent, key):
            shutil.chown(path, "nobody")
        command = launched(["sh", "-c", f"cat {key}; umount {key.parent}; cat {key}"], cage=Cage(hidden=(key.parent,)))
        command[0] = str(SYSTEM_PYTHON)
        done = subprocess.run(command, user="nobody", cwd="/", capture_output=True, text=True, check=False)
        assert "warning" not in done.stderr
        assert done.stdout == ""
        assert key.read_text() == "the secret"


def test_doors_see_only_their_own_logins(database: Cluster) -> None:
    cage = cage_of_doors(database.home, database.home / "keys")
    said = run(["cat", str(database.home / "connection.json")], cage)
    assert set(json.loads("".join(said))["passwords"]) == set(ROLES_OF_DOORS)
    listing = run(["ls", "-A", str(database.home / "superuser"), str(database.home / "keys" / "ledger")], cage)
    assert [line for line in listing if line and not line.endswith(":")] == []
