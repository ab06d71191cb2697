"""The real processes of a site (granian, worker, sequencer) against the session's cluster."""

import os
import signal
import socket
from pathlib import Path

from firstwall.runtime.isolation import cage_of_doors
from firstwall.runtime.processes import Part, Supervisor, environment_of_site, parts_of_site
from firstwall.runtime.site import wait_for_page


class Site:
    """A site that runs whenever somebody asks for its `url`.

    The `clean` fixture stops it before it empties the tables: a running sequencer would give places to the entries of
    a test that looks at places itself, and a running web process remembers what is gone.
    """

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.home = home
        # The cluster is the session's: this supervisor must not stop it.
        self.supervisor = Supervisor(
            home=home,
            parts=parts_of_site(self.port, cage_of_doors(home, home / "keys")),
            environment=environment_of_site(home, demo=True),
        )

    @property
    def url(self) -> str:
        """Its address, without a slash at the end; started first when it does not run."""
        if not self.running:
            self.supervisor.start()
            self.wait()
        return f"http://127.0.0.1:{self.port}"

    @property
    def running(self) -> bool:
        return any(part.process is not None for part in self.supervisor.parts)

    def stop(self) -> None:
        self.supervisor.stop()

    def wait(self) -> None:
        """Until a page answers; starts again what has fallen."""
        wait_for_page(self.supervisor, self.port)

    def part(self, name: str) -> Part:
        """One of web, worker, sequencer."""
        return next(part for part in self.supervisor.parts if part.name == name)

    def kill(self, name: str) -> None:
        """SIGKILL for one part and its children; `wait` brings it back."""
        process = self.part(name).process
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def log(self, name: str) -> str:
        """What this part has written so far."""
        return (self.home / "logs" / f"{name}.log").read_text(errors="replace")
