"""The site that a folder's supervisor holds: who it is, whether it runs, how it is stopped from elsewhere."""

import json
import os
import shutil
import signal
from dataclasses import asdict, dataclass
from pathlib import Path

from firstwall.runtime import alive
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import Cluster

FILE = "site.json"
OURS = ("connection.json", "superuser", "postgres", FILE)


@dataclass(frozen=True, slots=True)
class Held:
    """A supervisor process: `born` guards against a number taken over by another program."""

    pid: int
    born: str
    port: int
    ready: bool = False


def note(home: Path, port: int, *, ready: bool) -> None:
    """This process holds the site of this home."""
    home.mkdir(mode=0o711, parents=True, exist_ok=True)
    building = home / f".{FILE}"
    building.write_text(json.dumps(asdict(Held(os.getpid(), alive.started_at(os.getpid()), port, ready))))
    building.replace(home / FILE)


def forget(home: Path) -> None:
    (home / FILE).unlink(missing_ok=True)


def holder(home: Path) -> Held | None:
    """The running supervisor of this home, or None."""
    file = home / FILE
    if not file.exists():
        return None
    held = Held(**json.loads(file.read_text()))
    return held if alive.is_alive(held.pid, held.born) else None


def stop(home: Path, *, seconds: float = 60) -> bool:
    """End the supervisor and all it holds; False when none runs."""
    held = holder(home)
    if held is None:
        forget(home)
        return False
    os.kill(held.pid, signal.SIGTERM)
    if not alive.wait_until_dead(held.pid, held.born, seconds):
        os.kill(held.pid, signal.SIGKILL)  # the kernel then ends its children
        alive.wait_until_dead(held.pid, held.born, 5)
    forget(home)
    return True


def wipe(home: Path) -> None:
    """Delete the folder; refuses one that no site was ever in."""
    if os.environ.get("FIRSTWALL_DATABASE_URL"):
        raise CannotStart("The database is on a server of your own.", cure="Drop the database firstwall there.")
    if not home.exists():
        return
    if not any((home / name).exists() for name in OURS):
        raise CannotStart(f"{home} does not look like Firstwall's; it is left alone.")
    Cluster(home).remove()
    shutil.rmtree(home)
