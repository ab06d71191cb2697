"""The real processes of a site (granian, worker, sequencer) against the session's cluster."""

import os
import socket
from pathlib import Path

from firstwall.runtime.isolation import cage_of_doors
from firstwall.runtime.processes import Part, Supervisor, environment_of_site, parts_of_site
from firstwall.runtime.site import wait_for_page


class Site:
    """A running site; `url` has no slash at its end."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.home = home
        self.url = f"http://127.0.0.1:{self.port}"
        # The cluster is the session's: this supervisor must not stop it.
        self.supervisor = Supervisor(
            home=home,
            parts=parts_of_site(self.port, cage_of_doors(home, home / "keys")),
            environment=environment_of_site(home, demo=True),
        )

    def start(self) -> None:
        self.supervisor.start()
        self.wait()

    def wait(self) -> None:
        """Until a page answers; starts again what has fallen."""
        wait_for_page(self.supervisor, self.port)

    def part(self, name: str) -> Part:
        return next(part for part in self.supervisor.parts if part.name == name)

    def restart(self, *names: str) -> None:
        """End these parts by SIGKILL and start them again, as after a crash. For caches that outlive a truncation too."""
        for name in names or ("web", "worker", "sequencer"):
            process = self.part(name).process
            if process is not None:
                os.killpg(process.pid, 9)
                process.wait()
            self.part(name).not_before = 0.0
            self.part(name).falls = 0
            self.part(name).process = None
        self.supervisor.start(*names)
        self.wait()

    def log(self, name: str) -> str:
        """What this part has written so far."""
        return (self.home / "logs" / f"{name}.log").read_text(errors="replace")
