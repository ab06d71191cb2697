"""Two acts at once: the second begins while the transaction of the first is open, and is let go when it ends."""

import threading
import time
from collections.abc import Callable

from django.db import connections

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Fault, Refusal
from tests.rooms.supervision.aging import as_superuser

_WAITING = "select count(*) from pg_locks where not granted"


def in_between(clean, actor: Actor, first: Callable[[], object], second: Callable[[], object]) -> list[object]:
    """Run `second` in a thread of its own, between the end of `first` and its commit; return what each gave or raised."""
    given: list[object] = []

    def run() -> None:
        try:
            given.append(second())
        except (Fault, Refusal) as refused:
            given.append(refused)
        finally:
            connections.close_all()

    other = threading.Thread(target=run)
    with acting(actor):
        given.append(first())
        other.start()
        for _ in range(200):
            if not other.is_alive() or as_superuser(clean, _WAITING) != [(0,)]:
                break
            time.sleep(0.05)
    other.join(30)
    return given
