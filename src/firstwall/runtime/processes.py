"""Start the parts of a site, start again what falls, end all of it together (REL-13).

Every child is direct, in a group of its own, and told by the kernel when this process dies. Must be used from the main
thread: the kernel counts the thread that started a child as its parent.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from firstwall.runtime.errors import CannotStart
from firstwall.runtime.isolation import Cage, launched
from firstwall.runtime.postgres import Cluster

LONGEST_PAUSE = 30.0
STABLE_AFTER = 60.0
MOST_WEB_WORKERS = 5  # each may hold 12 connections, and the embedded PostgreSQL gives 80
LOG_LIMIT = 10 * 1024 * 1024


@dataclass
class Part:
    """One long-running program of a site."""

    name: str
    program: list[str]
    cage: Cage | None = None
    end_with_parent: str = "SIGTERM"  # the signal that it gets when the supervisor itself is killed
    process: subprocess.Popen[bytes] | None = None
    falls: int = 0
    started: float = 0.0
    not_before: float = 0.0

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None


@dataclass
class Supervisor:
    """Holds the cluster (when embedded) and the parts."""

    home: Path
    parts: list[Part]
    environment: dict[str, str]
    cluster: Cluster | None = None
    say: Callable[[str], None] = print
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self, *names: str) -> None:
        """All parts, or those named."""
        for part in self.parts:
            if not names or part.name in names:
                self._start(part)

    def heed_signals(self) -> None:
        """From now on SIGTERM, SIGINT and SIGHUP end `watch`."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda *_: self._ended.set())

    def watch(self) -> None:
        """Mend what falls, until a signal comes."""
        while not self._ended.wait(0.2):
            self.mend()

    def mend(self) -> None:
        """Start again what has ended; wait longer each time it falls soon."""
        if self.cluster and not self.cluster.running:
            self.say("PostgreSQL ended unexpectedly; starting it again.")
            self.cluster.start()
        for part in self.parts:
            if part.running:
                continue
            if part.process is not None:
                self._note_fall(part)
            if time.monotonic() >= part.not_before:
                self._start(part)

    def stop(self, *, timeout: float = 15) -> None:
        """Doors first, PostgreSQL last; nothing is left behind."""
        for part in self.parts:
            _signal_group(part, signal.SIGTERM)
        deadline = time.monotonic() + timeout
        for part in self.parts:
            if part.process is not None:
                try:
                    part.process.wait(max(0.1, deadline - time.monotonic()))
                except subprocess.TimeoutExpired:
                    self.say(f"{part.name} did not end in time; it is ended by force.")
                _signal_group(part, signal.SIGKILL)
                part.process.wait()
                part.process = None
        if self.cluster:
            self.cluster.stop()

    def _start(self, part: Part) -> None:
        logs = self.home / "logs"
        logs.mkdir(mode=0o700, exist_ok=True)
        log = logs / f"{part.name}.log"
        if log.exists() and log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".old"))
        with log.open("ab") as output:
            part.process = subprocess.Popen(
                launched(part.program, end_with_parent=part.end_with_parent, cage=part.cage),
                cwd=self.home,
                env=self.environment
                | {"FIRSTWALL_INDEX_KEEPER": "1" if any(p.name == "index" for p in self.parts) else ""},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        part.started = time.monotonic()

    def _note_fall(self, part: Part) -> None:
        assert part.process is not None
        lasted = time.monotonic() - part.started
        part.falls = 1 if lasted > STABLE_AFTER else part.falls + 1
        pause = min(LONGEST_PAUSE, 0.5 * 2 ** (part.falls - 1))
        part.not_before = time.monotonic() + pause
        code = part.process.returncode
        self.say(f"{part.name} ended (code {code}); starting it again in {pause:g} s. See logs/{part.name}.log.")
        _signal_group(part, signal.SIGKILL)  # children of the fallen one
        part.process = None


def parts_of_site(port: int, cage: Cage) -> list[Part]:
    """Web on the loopback address only (a proxy with TLS stands before it), jobs, sequencer, keeper of the indexes, backup."""
    python = [sys.executable, "-m"]
    web = [*python, "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)]
    web += ["--workers", str(web_workers())]
    web += ["--blocking-threads", "4", "--no-ws", "--no-access-log", "--log-level", "warning"]
    worker = [*python, "django", "procrastinate", "worker", "--concurrency", "1"]
    # a site that was just made has a place for backups and no key yet: doctor says so, nothing falls for it
    has_plan = os.environ.get("FIRSTWALL_BACKUP_TO") and os.environ.get("FIRSTWALL_BACKUP_KEY")
    follower = [Part("backup", [*python, "firstwall", "backup", "follow"])] if has_plan else []
    return [
        Part("web", [*web, "firstwall.runtime.wsgi:application"], cage),
        # Asked politely it waits half a minute for a database that went with the supervisor; its jobs survive a kill.
        Part("worker", worker, cage, end_with_parent="SIGKILL"),
        Part("sequencer", [*python, "firstwall", "ledger", "sequence"]),
        Part("index", [*python, "firstwall", "index", "keep"], cage),
        *follower,
    ]


def web_workers() -> int:
    """How many processes answer pages: FIRSTWALL_WEB_WORKERS, one by default."""
    asked = os.environ.get("FIRSTWALL_WEB_WORKERS", "1")
    if not asked.isascii() or not asked.isdigit() or not 1 <= int(asked) <= MOST_WEB_WORKERS:
        raise CannotStart(f"FIRSTWALL_WEB_WORKERS is {asked!r}.", cure=f"Give a number from 1 to {MOST_WEB_WORKERS}.")
    return int(asked)


def environment_of_site(home: Path, *, demo: bool) -> dict[str, str]:
    """What the parts see: never the superuser's URL."""
    kept = {name: value for name, value in os.environ.items() if name != "FIRSTWALL_DATABASE_URL"}
    return kept | {
        "FIRSTWALL_HOME": str(home),
        "FIRSTWALL_DEMO": "1" if demo else "",
        "DJANGO_SETTINGS_MODULE": "firstwall.runtime.settings",
        "PYTHONUNBUFFERED": "1",
    }


def _signal_group(part: Part, number: signal.Signals) -> None:
    if part.process is None:
        return
    try:
        os.killpg(part.process.pid, number)
    except (ProcessLookupError, PermissionError):
        return
