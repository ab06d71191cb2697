"""Real entries in a real database, and a hand that can tamper with them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import psycopg
import pytest

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand
from firstwall.ledger import services
from firstwall.ledger.sequencer import Sequencer
from firstwall.runtime.provision import DATABASE
from firstwall.seals.services import forget_cached_keys


@pytest.fixture
def officer() -> Actor:
    return Actor(
        person_id=uuid4(),
        person_name="Mari Tamm",
        authority_id=uuid4(),
        authority_code="EE-CUS",
        office_id=uuid4(),
        strands=(Strand.CRIMINAL,),
        strand=Strand.CRIMINAL,
        role="border_officer",
        purpose="border_check",
        reference="lane 3",
        mandate_id=uuid4(),
        place="Narva",
        channel="page",
    )


@pytest.fixture
def ledger(clean: object) -> Iterator["Bench"]:
    """An empty ledger."""
    forget_cached_keys()
    bench = Bench(clean.superuser)  # type: ignore[attr-defined]
    yield bench
    bench.tamperer.close()


class Bench:
    """Writes entries as the product does, and tampers as only a database superuser can."""

    def __init__(self, superuser) -> None:
        self.tamperer: psycopg.Connection = superuser.connect(DATABASE)
        self.tamperer.autocommit = True
        self.tamperer.execute("SET session_replication_role = replica")

    def write(self, actor: Actor, count: int, **parts) -> list[UUID]:
        """Record `count` acts in one transaction."""
        with acting(actor):
            return [
                services.record(
                    actor, act="screening.check", object_type="check", details={"number": n, "list": ["é", n]}, **parts
                )
                for n in range(count)
            ]

    def filled(self, actor: Actor, count: int) -> Sequencer:
        """A ledger of `count` entries in place, signed."""
        sequencer = Sequencer()
        self.write(actor, count, personal={"name": "Ivan Ivanov"}, terms=["Ivan Ivanov"])
        sequencer.sign_now()
        return sequencer

    def one(self, query: str, *values):
        """The first row of a query, unhindered by policies."""
        return self.tamperer.execute(query, values or None).fetchone()

    def count(self, table: str) -> int:
        return self.one(f"SELECT count(*) FROM {table}")[0]

    @contextmanager
    def tampered(self, query: str, *values):
        """Do harm, and undo it at the end."""
        with self.tamperer.transaction(force_rollback=True):
            self.tamperer.execute(query, values or None)
            yield


def other(actor: Actor, **changes) -> Actor:
    """The same actor, changed."""
    return replace(actor, **changes)
