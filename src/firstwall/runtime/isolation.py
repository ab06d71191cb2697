"""Which process may see what. The web and worker processes never see the ledger's key nor the superuser's password."""

import os
import sys
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")


def launched(
    program: list[str],
    *,
    user: str = "",
    end_with_parent: str = "SIGTERM",
    hidden: tuple[Path, ...] = (),
    caged: bool = False,
) -> list[str]:
    """The command line that starts `program` through the launcher."""
    command = [sys.executable, "-I", "-S", str(LAUNCHER)]
    if user and os.geteuid() == 0:
        command += ["--user", user]
    if end_with_parent:
        command += ["--end-with-parent", end_with_parent]
    for path in hidden:
        command += ["--hide", str(path)]
    if caged:
        command += ["--caged"]
    return [*command, "--", *program]


def hidden_from_doors(keys: Path, home: Path) -> tuple[Path, ...]:
    """Not for processes that answer requests: the ledger's signing key, the superuser's password (SEC-29, SEC-05)."""
    return (keys / "ledger", home / "superuser")
