"""Which process may see what: those that answer requests never see the ledger's key nor another role's password.

Where the kernel refuses (no user namespaces for ordinary users), launch.py says so once and the process starts all the
same; docs/reference/settings.md tells an operator what that means.
"""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

LAUNCHER = Path(__file__).with_name("launch.py")
# fw_log is the sequencer's, fw_backup the backup's, fw_owner the migrations' login (SEC-05).
ROLES_OF_DOORS = ("fw_app", "fw_screen", "fw_super", "fw_jobs")


@dataclass(frozen=True, slots=True)
class Cage:
    """Folders that look empty from inside, files that show another's content, and no capability left."""

    hidden: tuple[Path, ...] = ()
    covered: tuple[tuple[Path, Path], ...] = ()

    def options(self) -> list[str]:
        hidden = [option for folder in self.hidden for option in ("--hide", str(folder))]
        covered = [option for file, other in self.covered for option in ("--cover", f"{file}={other}")]
        return [*hidden, *covered, "--caged"]


def launched(
    program: list[str], *, user: str = "", end_with_parent: str = "SIGTERM", cage: Cage | None = None
) -> list[str]:
    """The command line that starts `program` through the launcher."""
    command = [sys.executable, "-I", "-S", str(LAUNCHER), "--end-with-parent", end_with_parent]
    if user and os.geteuid() == 0:
        command += ["--user", user]
    return [*command, *(cage.options() if cage else []), "--", *program]


def cage_of_doors(home: Path, keys: Path) -> Cage:
    """For web and worker: no signing key (SEC-29), no superuser's password, no login but their own roles' (SEC-05)."""
    whole = home / "connection.json"
    reduced = home / "connection-doors.json"
    connection = json.loads(whole.read_text())
    connection["passwords"] = {role: connection["passwords"][role] for role in ROLES_OF_DOORS}
    descriptor = os.open(reduced, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(connection, file)
    return Cage(hidden=(keys / "ledger", keys / "backup", home / "superuser"), covered=((whole, reduced),))
