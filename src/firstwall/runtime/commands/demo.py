"""`firstwall demo`: an invented coalition on one node, from nothing to a page."""

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from firstwall.runtime import held
from firstwall.runtime.commands.hold import ended_by_signal, hold, told_plainly
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.site import free_port

DEFAULT_HOME = Path.home() / ".local" / "share" / "firstwall" / "demo"
BY_MAKE = bool(os.environ.get("FIRSTWALL_DEMO_HOME"))

Detach = Annotated[bool, typer.Option("--detach", help="Return as soon as the page answers.")]
Port = Annotated[int | None, typer.Option(help="Default: 8080, or the next free one.", min=1, max=65535)]
Stop = Annotated[bool, typer.Option("--stop", help="Stop the demo that runs.")]
Reset = Annotated[
    bool, typer.Option("--reset", help="Stop, delete the demo's data; with --detach or --port start anew.")
]
Home = Annotated[Path, typer.Option(envvar="FIRSTWALL_DEMO_HOME", help="Where the data lies.")]


@told_plainly
def demo(
    detach: Detach = False, port: Port = None, stop: Stop = False, reset: Reset = False, home: Home = DEFAULT_HOME
) -> None:
    """Run the demo: invented data, real parts."""
    home = home.absolute()
    if stop or reset:
        stopped = held.stop(home)
        print("The demo is stopped." if stopped else "No demo is running.")
    if reset:
        held.wipe(home)
        print(f"Its data is deleted: {home}")
    if stop or (reset and not detach and port is None):
        return
    running = held.holder(home)
    if running:
        print("The demo is already running.")
        print(*five_lines(home, running.port), sep="\n")
    elif detach:
        _detached(home, port)
    else:
        _in_foreground(home, port)


def five_lines(home: Path, port: int) -> list[str]:
    """Address, who you can be, how to stop, how to reset, where the data lies."""
    return [
        f"Address:   http://127.0.0.1:{port}/",
        "Be:        any of the demo accounts; each is a button on the sign-in page",
        f"Stop:      {_command(home, '--stop')}   (or Ctrl-C where it runs in the foreground)",
        f"Reset:     {_command(home, '--reset')}   (deletes the demo's data)",
        f"Data:      {home}",
    ]


def _command(home: Path, option: str) -> str:
    if BY_MAKE:
        return f'make demo ARGS="{option}"'
    own = "" if home == DEFAULT_HOME else f" --home {shlex.quote(str(home))}"
    return f"firstwall demo {option}{own}"


def _in_foreground(home: Path, port: int | None) -> None:
    ended_by_signal()
    port = free_port(port)
    print("Starting the demo: invented data, real parts.", flush=True)
    hold(home, port, demo=True, closing=lambda: five_lines(home, port))


def _detached(home: Path, port: int | None) -> None:
    """A process of its own session, followed through its log until it answers."""
    free_port(port)
    logs = home / "logs"
    logs.mkdir(mode=0o700, parents=True, exist_ok=True)
    home.chmod(0o711)
    log = logs / "demo.log"
    command = [sys.executable, "-m", "firstwall", "demo", "--home", str(home)]
    command += ["--port", str(port)] if port else []
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
    with log.open(encoding="utf-8", errors="replace") as follower:
        while True:
            ready = held.holder(home)
            ended = child.poll() is not None
            print(follower.read(), end="", flush=True)
            if ended:
                raise CannotStart("The demo did not start.", cure=f"See {log}.")
            if ready and ready.pid == child.pid and ready.ready:
                print(follower.read(), end="", flush=True)
                child.returncode = 0  # it is meant to outlive us: no warning about a child left behind
                return
            time.sleep(0.1)
