"""A database that stands still must not hold a request: whoever waits on it is told within five seconds (REL-12).

A connection that died says so by itself; one whose server was stopped, or lies behind a dead network, says nothing. So
each connection notes since when it waits. When one waits for long, a new connection is tried: if the server answers that, the
work is long and goes on; if not, the waiting ones are cut, and their requests answer 503 like after any outage. From then on
no request waits for its turn to wait: all are told at the door, until a new connection opens.
"""

import contextlib
import logging
import os
import re
import socket
import threading
import time
import weakref
from collections.abc import Callable
from typing import Any

import psycopg

log = logging.getLogger(__name__)
LONG, LOOK_EVERY, TRY_FOR = 1.5, 0.5, 2
# a server that is up and lets nobody in yet; in another language it is taken for one that refuses
_STARTS = re.compile(r"starting up|shutting down|not yet accepting|not accepting|recovery")
_waiting: "weakref.WeakKeyDictionary[Watched, float]" = weakref.WeakKeyDictionary()
_lock = threading.Lock()
_away = threading.Event()  # no request is let through to a database that does not answer
_suspected = threading.Event()  # a request was told so: look at once


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


def is_away() -> bool:
    """Whether the last look found nobody there."""
    return _away.is_set()


def suspect() -> None:
    """A request was just told that the database is away."""
    _suspected.set()


def look(try_anew: Callable[[], bool]) -> int:
    """One look: cut what waits when a new connection is not answered either; return how many were cut."""
    asked = _suspected.is_set() or is_away()
    _suspected.clear()
    if not asked and not waiting_for_long():
        return 0
    if try_anew():
        _away.clear()
        return 0
    _away.set()
    stalled = waiting_for_long()
    for one in stalled:
        one.cut()
    if stalled:
        log.error("the database stands still; those who waited are told")
    return len(stalled)


def answers(parameters: dict[str, Any]) -> bool:
    """Whether a new connection opens, or is refused for a reason of its own: too many, or another password.

    Silence, nobody at the door, and a server that only starts are one: whoever asks it now waits in vain.
    """
    plain = {name: parameters[name] for name in ("host", "port", "dbname", "user", "password") if name in parameters}
    try:
        psycopg.connect(**plain, connect_timeout=TRY_FOR, application_name="firstwall probe").close()
    except psycopg.errors.ConnectionTimeout:
        return False
    except psycopg.OperationalError as refused:
        return _somebody_at(str(plain.get("host", "")), str(plain.get("port", ""))) and not _STARTS.search(str(refused))
    return True


def _somebody_at(host: str, port: str) -> bool:
    """Whether anything listens there: a server that refuses us does, one that died does not."""
    try:
        if host.startswith("/"):
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(TRY_FOR)
                line.connect(f"{host}/.s.PGSQL.{port or 5432}")
        else:
            socket.create_connection((host or "localhost", int(port or 5432)), TRY_FOR).close()
    except OSError:
        return False
    return True


def watch(parameters: dict[str, Any]) -> None:
    """Look for as long as the process lives; for a thread of its own."""
    while True:
        look(lambda: answers(parameters))
        _suspected.wait(LOOK_EVERY)
