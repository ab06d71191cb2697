"""`firstwall` as a person types it: a process of its own, an exit code, two streams, and never a stack trace."""

import json
import os
import subprocess
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


class CommandLine:
    """Runs commands against one home; a login stands before the words because tokens are a person's."""

    def __init__(self, home: Path) -> None:
        kept = {
            name: value for name, value in os.environ.items() if name not in {"FIRSTWALL_TOKEN", "FIRSTWALL_MANDATE"}
        }
        self.environment = kept | {"FIRSTWALL_HOME": str(home), "FIRSTWALL_DEMO": "1"}

    def __call__(
        self, *words: object, login: str = "", code: int | None = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """Run it; `code` is the exit code that must come, None for any."""
        command = [sys.executable, "-m", "firstwall", *map(str, words)]
        if login:
            command += ["--as", login]
        done = subprocess.run(
            command,
            cwd=REPOSITORY,
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        said = f"{' '.join(command[2:])}\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        assert "Traceback" not in done.stderr + done.stdout, said
        assert code is None or done.returncode == code, f"exit {done.returncode}, wanted {code}: {said}"
        return done

    def lines(self, *words: object, login: str) -> list[dict]:
        """What a command prints with --json, one object a line."""
        return [json.loads(line) for line in self(*words, "--json", login=login).stdout.splitlines()]
