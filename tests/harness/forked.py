"""Commands in processes that are forked from one that has read all the code already; that reading is most of a command's time.

Each command still has a process, an environment, two streams and an exit code of its own. `python -m tests.harness.forked`
reads one request a line: words, environment, and the files for the two streams; it answers with the exit code.
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import django

from firstwall.__main__ import main
from firstwall.cli.main import GROUPS
from firstwall.matching import warm_up

REPOSITORY = Path(__file__).resolve().parents[2]


class Forked:
    """The process to fork from, started with the first command."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def run(self, words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """As `subprocess.run` of the same words would answer."""
        if self._process is None:
            command = [sys.executable, "-m", "tests.harness.forked"]
            pipe = subprocess.PIPE
            self._process = subprocess.Popen(
                command, cwd=REPOSITORY, env=environment, stdin=pipe, stdout=pipe, text=True
            )
        assert self._process.stdin is not None and self._process.stdout is not None
        with tempfile.NamedTemporaryFile("r") as out, tempfile.NamedTemporaryFile("r") as err:
            asked = {"words": words, "environment": environment, "out": out.name, "err": err.name}
            print(json.dumps(asked), file=self._process.stdin, flush=True)
            code = int(self._process.stdout.readline())
            return subprocess.CompletedProcess(words, code, out.read(), err.read())

    def stop(self) -> None:
        """End it; it holds nothing."""
        if self._process is not None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            self._process.wait()


def act(asked: dict) -> None:
    """In the new process: become the command."""
    for number, name, mode in (
        (0, os.devnull, os.O_RDONLY),
        (1, asked["out"], os.O_WRONLY),
        (2, asked["err"], os.O_WRONLY),
    ):
        os.dup2(os.open(name, mode), number)
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.argv = ["firstwall", *asked["words"]]
    main()


def serve() -> None:
    """Read the code, then fork for each line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "firstwall.runtime.settings")
    django.setup()
    for group in GROUPS.values():
        importlib.import_module(group.place.partition(":")[0])
    warm_up()
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            return act(json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


if __name__ == "__main__":
    serve()
