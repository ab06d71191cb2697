"""An officer whose acts are recorded, and the supervisor who watches over the officer's authority."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import connections
from tests.rooms.ledger.conftest import Bench

from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.ledger import sequencer
from firstwall.seals.services import forget_cached_keys

BOTH = (Strand.CRIMINAL, Strand.ADMINISTRATIVE)
OURS, THEIRS, WATCH = UUID(int=1), UUID(int=2), UUID(int=3)
SUPERVISOR = Actor(
    uuid4(), "Supervisor", WATCH, "EE-SUP", None, BOTH, BOTH[0], "supervisor", "supervision",
    authority_type="supervisory",
)  # fmt: skip
OFFICER = Actor(
    uuid4(), "Mari Tamm", OURS, "EE-CUS", uuid4(), BOTH, BOTH[0], "border_officer", "border_check", "lane 3",
    mandate_id=uuid4(), place="Narva", channel="page",
)  # fmt: skip
STRANGER = replace(OFFICER, person_id=uuid4(), person_name="Ilze Ozola", authority_id=THEIRS)


@pytest.fixture
def ledger(clean: object) -> Iterator[Bench]:
    """An empty ledger; the officer's authority is supervised, the stranger's is not."""
    forget_cached_keys()
    bench = Bench(clean.superuser)  # type: ignore[attr-defined]
    bench.tamperer.execute(
        "INSERT INTO authorities_supervision (supervisor_id, supervised_id) VALUES (%s, %s)", [WATCH, OURS]
    )
    yield bench
    bench.tamperer.close()


@contextmanager
def sequencing() -> Iterator[None]:
    """The sequencer at work beside the block, as in a node."""
    stop = threading.Event()

    def run() -> None:
        sequencer.run_forever(stop)
        connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(30)
