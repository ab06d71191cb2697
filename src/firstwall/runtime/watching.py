"""While a site is held: look at it every quarter of a minute, keep what was seen, tell a monitor that asks (REL-22)."""

import os
import threading
from pathlib import Path

from firstwall.runtime.checks.looking import Look, Looker, PartState
from firstwall.runtime.checks.telling import tell
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.processes import Supervisor

EVERY = 15.0


class Watch:
    """A thread beside the supervisor: it starts no process, so the kernel's parent of each child stays the main thread."""

    def __init__(self, home: Path, supervisor: Supervisor) -> None:
        self.supervisor = supervisor
        self.looker = Looker(home)
        self.last: Look | None = None
        self._stop = threading.Event()

    def start(self) -> None:
        """The first look at once; the monitor's port only where a site names one."""
        port = os.environ.get("FIRSTWALL_METRICS_PORT")
        if port:
            try:
                tell(int(port), lambda: self.last)
            except (OSError, ValueError, OverflowError):
                raise CannotStart(
                    f"Port {port} for the monitor is taken, or no port.",
                    cure="Set pages.metrics_port in the site file.",
                ) from None
        threading.Thread(target=self._run, name="watch the node", daemon=True).start()

    def stop(self) -> None:
        """No further look."""
        self._stop.set()

    def look(self) -> Look:
        """One look, kept."""
        parts = [PartState(one.name, one.running, one.falls) for one in self.supervisor.parts]
        self.last = self.looker.look(parts)
        self.looker.keep(self.last)
        return self.last

    def _run(self) -> None:
        while not self._stop.is_set():
            self.look()
            self._stop.wait(EVERY)
