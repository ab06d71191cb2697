"""`firstwall` as a person types it: a process of its own, an exit code, two streams, and never a stack trace.

At reduced size the process is forked from one that has read the code; `anew`, as always at full size, it begins from nothing.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.harness.forked import Forked
from tests.harness.summary import FULL_SIZE

REPOSITORY = Path(__file__).resolve().parents[2]


class CommandLine:
    """Runs commands against one home; a login stands before the words because tokens are a person's."""

    def __init__(self, home: Path, *, anew: bool = FULL_SIZE) -> None:
        self.anew = anew
        self.forked = Forked()
        kept = {
            name: value for name, value in os.environ.items() if name not in {"FIRSTWALL_TOKEN", "FIRSTWALL_MANDATE"}
        }
        self.environment = kept | {"FIRSTWALL_HOME": str(home), "FIRSTWALL_DEMO": "1"}

    def __call__(
        self, *words: object, login: str = "", code: int | None = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run it; `code` is the exit code that must come, None for any."""
        command = [*map(str, words), *(["--as", login] if login else [])]
        done = (self._anew if self.anew else self.forked.run)(command, self.environment | environment)
        said = f"{' '.join(command)}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        assert "Traceback" not in done.stderr + done.stdout, said
        assert code is None or done.returncode == code, f"exit {done.returncode}, wanted {code}: {said}"
        return done

    def _anew(self, words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "firstwall", *words],
            cwd=REPOSITORY,
            env=environment,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )

    def lines(self, *words: object, login: str) -> list[dict]:
        """What a command prints with --json, one object a line."""
        return [json.loads(line) for line in self(*words, "--json", login=login).stdout.splitlines()]
