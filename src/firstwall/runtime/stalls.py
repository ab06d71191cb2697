"""A database that stands still must not hold a request: whoever waits on it is told within five seconds (REL-12).

A connection that died says so by itself; one whose server was stopped, or lies behind a dead network, says nothing. So
each connection notes since when it waits. When one waits for long, a new connection is tried: if the server answers that, the
work is long and goes on; if not, the waiting ones are cut, and their requests answer 503 like after any outage.
"""

import contextlib
import logging
import os
import socket
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import psycopg

log = logging.getLogger(__name__)
LONG, LOOK_EVERY, TRY_FOR = 1.5, 0.5, 2
_waiting: "weakref.WeakKeyDictionary[Watched, float]" = weakref.WeakKeyDictionary()
_lock = threading.Lock()


class Watched(psycopg.Connection):
    """A connection that notes since when it waits for its server."""

    def wait(self, *args: Any, **named: Any) -> Any:
        """Every answer of the server comes through here."""
        with _lock:
            _waiting[self] = time.monotonic()
        try:
            return super().wait(*args, **named)
        finally:
            with _lock:
                _waiting.pop(self, None)

    def cut(self) -> None:
        """End the wait from another thread: the one that waits reads the end of the stream."""
        with contextlib.suppress(OSError, psycopg.Error), socket.socket(fileno=os.dup(self.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)


def waiting_for_long() -> list[Watched]:
    """Those that have waited longer than work at a counter takes."""
    now = time.monotonic()
    with _lock:
        return [one for one, since in _waiting.items() if now - since > LONG]


def look(try_anew: Callable[[], bool]) -> int:
    """One look: cut what waits when a new connection is not answered either; return how many were cut."""
    if not waiting_for_long() or try_anew():
        return 0
    stalled = waiting_for_long()
    for one in stalled:
        one.cut()
    if stalled:
        log.error("the database stands still; those who waited are told")
    return len(stalled)


def answers(parameters: dict[str, Any]) -> bool:
    """Whether the server says anything to a new connection: a refusal is an answer, too. Only silence is a stall."""
    plain = {name: parameters[name] for name in ("host", "port", "dbname", "user", "password") if name in parameters}
    try:
        psycopg.connect(**plain, connect_timeout=TRY_FOR, application_name="firstwall probe").close()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.OperationalError:
        return True
    return True


def watch(parameters: dict[str, Any]) -> None:
    """Look for as long as the process lives; for a thread of its own."""
    while True:
        look(lambda: answers(parameters))
        time.sleep(LOOK_EVERY)
