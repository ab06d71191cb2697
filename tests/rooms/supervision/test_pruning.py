"""LOG-05, SEC-33, SEC-35: pruning is an act of its own, declared in the ledger, and waits when clocks disagree."""

from datetime import timedelta

import pytest

from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.runtime.provision import DATABASE
from firstwall.seals import day_keys
from firstwall.supervision.services import PRUNE, prune_ledger


def declared(clean) -> list[tuple]:
    with clean.superuser.connect(DATABASE) as connection:
        return connection.execute("SELECT act, role, result, details FROM ledger_entry ORDER BY id").fetchall()


def test_pruning_is_declared_once(clean: object) -> None:
    old = utc_now().date() - timedelta(days=190)
    day_keys.key_of_day(old)
    assert prune_ledger(utc_now()).days == (old,)
    assert prune_ledger(utc_now()).days == ()
    assert declared(clean) == [
        (PRUNE, "system", "done", {"days": [old.isoformat()], "personal_parts": 0, "digests": 0})
    ]


def test_clocks_that_disagree_stop_it(clean: object) -> None:
    day = utc_now().date() - timedelta(days=10)
    day_keys.key_of_day(day)
    with pytest.raises(Fault):
        prune_ledger(utc_now() + timedelta(days=300))
    assert day in day_keys.living_days()
    assert [row[2] for row in declared(clean)] == ["failed"]
