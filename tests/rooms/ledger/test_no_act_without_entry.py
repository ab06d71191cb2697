"""SEC-26: if the entry cannot be written, the act fails. The ledger is broken in twenty ways; no act survives one."""

import pytest
from tests.rooms.ledger.conftest import Bench

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.ledger import leaf, personal, services
from firstwall.outbox import services as outbox
from firstwall.seals import day_keys

TABLES = ("ledger_entry", "ledger_personal", "ledger_digest", "ledger_tray")
IN_THE_DATABASE = [
    *((f"REVOKE INSERT ON {t} FROM fw_app", f"GRANT INSERT ON {t} TO fw_app") for t in TABLES),
    *((f"ALTER TABLE {t} RENAME TO broken", f"ALTER TABLE broken RENAME TO {t}") for t in TABLES),
    *(
        (f"ALTER TABLE {t} ADD CONSTRAINT broken CHECK (false)", f"ALTER TABLE {t} DROP CONSTRAINT broken")
        for t in TABLES
    ),
    *(
        (
            f"CREATE POLICY broken ON {t} AS RESTRICTIVE FOR INSERT TO fw_app WITH CHECK (false)",
            f"DROP POLICY broken ON {t}",
        )
        for t in TABLES
    ),
]


def fails(*args: object, **kwargs: object) -> None:
    raise OSError("broken")


IN_THE_PROGRAM = [
    (day_keys, "key_of_day"),
    (day_keys, "seal_personal"),
    (leaf, "commitment"),
    (personal, "close"),
]


def act(actor: Actor) -> None:
    """A small act with its message and its entry."""
    with acting(actor):
        outbox.put(actor, kind="k", recipient_authority=actor.authority_id, object_type="o", object_id="1")
        services.record(actor, act="cis.enter_alert", personal={"name": "X"}, terms=["X"])


@pytest.mark.parametrize(("harm", "undo"), IN_THE_DATABASE, ids=[harm[:60] for harm, _ in IN_THE_DATABASE])
def test_broken_in_the_database(ledger: Bench, officer: Actor, harm: str, undo: str) -> None:
    ledger.tamperer.execute(harm)
    try:
        with pytest.raises(Exception):  # noqa: B017 - whatever it is, the act must not stay
            act(officer)
    finally:
        ledger.tamperer.execute(undo)
    _nothing_stays(ledger)
    act(officer)
    assert ledger.count("outbox_message") == ledger.count("ledger_entry") == 1


@pytest.mark.parametrize(("room", "name"), IN_THE_PROGRAM, ids=[name for _, name in IN_THE_PROGRAM])
def test_broken_in_the_program(
    ledger: Bench, officer: Actor, room: object, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, name, fails)
    with pytest.raises(OSError):
        act(officer)
    _nothing_stays(ledger)


def _nothing_stays(ledger: Bench) -> None:
    assert [ledger.count(table) for table in ("outbox_message", *TABLES)] == [0] * 5
