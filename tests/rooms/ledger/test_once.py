"""REL-02: same key and same body, the earlier answer; another body, 409; two at once, one act."""

import contextlib
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connections
from tests.rooms.ledger.conftest import Bench, other

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.ledger import once, pruning
from firstwall.ledger.models import Once


def act(actor: Actor, key: str, body: object, answer: str = "first") -> dict:
    """A small act with an idempotency key."""
    with acting(actor):
        earlier = once.answered_before(actor, key, once.body_hash(body))
        if earlier is not None:
            return earlier
        once.remember(actor, key, once.body_hash(body), {"ref": answer})
        return {"ref": answer}


def test_the_same_request_has_the_same_answer(ledger: Bench, officer: Actor) -> None:
    assert act(officer, "k1", {"a": 1, "b": 2}) == {"ref": "first"}
    assert act(officer, "k1", {"b": 2, "a": 1}, "second") == {"ref": "first"}
    assert act(officer, "k2", {"a": 1}, "second") == {"ref": "second"}


def test_another_body_is_a_conflict(ledger: Bench, officer: Actor) -> None:
    act(officer, "k1", {"a": 1})
    with pytest.raises(Fault) as refused:
        act(officer, "k1", {"a": 2})
    assert refused.value.status == 409


def test_a_failed_act_frees_its_key(ledger: Bench, officer: Actor) -> None:
    with pytest.raises(KeyError), acting(officer):
        once.answered_before(officer, "k1", "h")
        raise KeyError
    assert act(officer, "k1", {"a": 2}) == {"ref": "first"}


def test_keys_of_two_people_do_not_meet(ledger: Bench, officer: Actor) -> None:
    """SEC-09: whether another has used a key is not to be learnt."""
    act(officer, "k1", {"a": 1})
    assert act(other(officer, person_id=uuid4()), "k1", {"a": 2}, "theirs") == {"ref": "theirs"}


def test_two_at_once_are_one_act(ledger: Bench, officer: Actor) -> None:
    answers: list[dict] = []
    claimed, go = threading.Event(), threading.Event()

    def first() -> None:
        with acting(officer):
            assert once.answered_before(officer, "k", "h") is None
            claimed.set()
            go.wait(10)
            once.remember(officer, "k", "h", {"ref": "winner"})
        connections["default"].close()

    def second() -> None:
        claimed.wait(10)
        with acting(officer):
            answers.append(once.answered_before(officer, "k", "h") or {"ref": "loser"})
        connections["default"].close()

    threads = [threading.Thread(target=run) for run in (first, second)]
    for thread in threads:
        thread.start()
    claimed.wait(10)
    assert not answers, "the second waits for the first"
    go.set()
    for thread in threads:
        thread.join(20)
    assert answers == [{"ref": "winner"}]


def test_an_answer_is_written_once(ledger: Bench, officer: Actor) -> None:
    act(officer, "k1", {"a": 1})
    with acting(officer), contextlib.suppress(DatabaseError):
        assert Once.objects.filter(key="k1").update(answer={"ref": "forged"}) == 0
    assert ledger.one("SELECT answer->>'ref' FROM ledger_once")[0] == "first"


@pytest.mark.parametrize("key", ["x" * 201, "a\0b"])
def test_an_unusable_key_is_said_so(ledger: Bench, officer: Actor, key: str) -> None:
    with pytest.raises(Fault) as refused:
        act(officer, key, {})
    assert refused.value.status == 400


def test_no_key_no_memory(ledger: Bench, officer: Actor) -> None:
    act(officer, "", {})
    assert ledger.count("ledger_once") == 0


def test_kept_seven_days(ledger: Bench, officer: Actor) -> None:
    act(officer, "old", {})
    act(officer, "young", {})
    ledger.tamperer.execute(
        "UPDATE ledger_once SET at = %s WHERE key = 'old'", [utc_now() - timedelta(days=7, hours=1)]
    )
    assert pruning.prune(utc_now()).idempotency_keys == 1
    assert ledger.one("SELECT key FROM ledger_once") == ("young",)
