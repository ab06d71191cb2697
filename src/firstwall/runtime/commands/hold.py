"""What `demo` and `serve` share: hold one site in the foreground, say what went wrong in one sentence."""

import functools
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import ParamSpec

import typer

from firstwall.runtime import held, reserve
from firstwall.runtime.backup.mark import must_be_whole
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.site import open_site, prepare
from firstwall.runtime.watching import Watch

P = ParamSpec("P")


def hold(home: Path, port: int, *, demo: bool, closing: Callable[[], list[str]]) -> None:
    """Prepare, open, say the closing lines, watch until told to end."""
    other = held.holder(home)
    if other:
        raise CannotStart(f"Process {other.pid} already holds {home}.", cure="Stop that one first.")
    must_be_whole(home)
    held.note(home, port, ready=False)
    try:
        cluster = prepare(home, demo=demo, say=_say)
        supervisor = open_site(home, cluster, port=port, demo=demo, say=_say)
        watch = Watch(home, supervisor)
        try:
            supervisor.heed_signals()  # before anybody is told that it runs
            if not demo:
                reserve.lay_down(home)
            watch.start()
            print(*closing(), sep="\n", flush=True)
            held.note(home, port, ready=True)
            supervisor.watch()
        finally:
            watch.stop()
            supervisor.stop()
        _say("Stopped.")
    finally:
        held.forget(home)


def ended_by_signal() -> None:
    """Until the supervisor takes over, SIGTERM must run the `finally` clauses too."""

    def leave(number: int, frame: FrameType | None) -> None:
        sys.exit(128 + number)

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGHUP, leave)


def told_plainly(command: Callable[P, None]) -> Callable[P, None]:
    """One sentence and a cure on standard error instead of a stack trace (REL-19)."""

    @functools.wraps(command)
    def plainly(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CannotStart as refused:
            print(f"firstwall: {refused.sentence}", file=sys.stderr)
            if refused.cure:
                print(f"What to do: {refused.cure}", file=sys.stderr)
            raise typer.Exit(1) from None
        except KeyboardInterrupt:
            print("\nStopped.")
            raise typer.Exit(130) from None

    return plainly


def _say(line: str) -> None:
    print(line, flush=True)
