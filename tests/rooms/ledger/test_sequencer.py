"""SEC-28, SEC-29: places, tree and checkpoints; killed at any moment, it goes on exactly."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections, transaction
from tests.rooms.ledger.conftest import Bench

from firstwall.authorities.acting import acting
from firstwall.kernel.actor import Actor
from firstwall.ledger import merkle, reading, sequencer, services, tree
from firstwall.ledger.checkpoint import read
from firstwall.ledger.sequencer import Sequencer
from firstwall.ledger.verify import verify
from firstwall.seals import signing


def leaves(ledger: Bench) -> list[bytes]:
    return [row[0] for row in ledger.tamperer.execute("SELECT leaf_hash FROM ledger_place ORDER BY seq").fetchall()]


def test_entries_get_places_in_their_order(ledger: Bench, officer: Actor) -> None:
    written = ledger.write(officer, 20)
    assert Sequencer().run_once() == 20
    placed = ledger.tamperer.execute("SELECT entry_id FROM ledger_place ORDER BY seq").fetchall()
    assert [row[0] for row in placed] == sorted(written) == written
    assert ledger.count("ledger_tray") == 0


def test_only_committed_acts_get_a_place(ledger: Bench, officer: Actor) -> None:
    """An entry of a transaction still open is not placed, and does not hold up those that are done."""
    with acting(officer):
        early = services.record(officer, act="cis.read_alert")
        other = threading.Thread(target=lambda: (ledger.write(officer, 1), connections["default"].close()))
        other.start()
        other.join()
        assert sequencer.run_once() == 1
    assert sequencer.run_once() == 1
    assert ledger.one("SELECT seq FROM ledger_place WHERE entry_id = %s", early)[0] == 1
    assert verify().ok


def test_the_checkpoint_signs_the_tree(ledger: Bench, officer: Actor) -> None:
    ledger.filled(officer, 300)
    size, root, note = ledger.one("SELECT size, root, note FROM ledger_checkpoint ORDER BY size DESC")
    said = read(note, signing.load_verifiers())
    assert (said.size, said.root) == (size, root) == (300, merkle.root(leaves(ledger)))


def test_signed_when_late_or_many(ledger: Bench, officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Sequencer()
    ledger.write(officer, 1)
    run.run_once()
    assert ledger.count("ledger_checkpoint") == 1, "the first entry is signed at once"
    monkeypatch.setattr(sequencer, "LONGEST_UNSIGNED", timedelta(days=1))
    ledger.write(officer, 1)
    run.run_once()
    run.run_once()
    assert ledger.count("ledger_checkpoint") == 1, "more may follow at once"
    monkeypatch.setattr(sequencer, "ENTRIES_PER_CHECKPOINT", 5)
    ledger.write(officer, 5)
    run.run_once()
    assert ledger.count("ledger_checkpoint") == 2, "many"
    monkeypatch.undo()
    ledger.tamperer.execute("UPDATE ledger_checkpoint SET at = at - interval '6 seconds'")
    ledger.write(officer, 1)
    run.run_once()
    assert ledger.count("ledger_checkpoint") == 3, "late, although it is never quiet"
    assert verify().ok


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 600])
def test_the_frontier_is_rebuilt_exactly(ledger: Bench, officer: Actor, size: int) -> None:
    ledger.write(officer, size)
    run = Sequencer()
    run.run_once()
    with transaction.atomic(using="log"):
        assert tree.frontier_at(size, using="log") == run.frontier
    assert run.frontier.root() == merkle.root(leaves(ledger))


def test_proofs_from_stored_blocks(ledger: Bench, officer: Actor) -> None:
    """SEC-31: inclusion and consistency proofs from a few rows equal those from all leaves."""
    ledger.filled(officer, 700)
    all_leaves = leaves(ledger)
    over = merkle.over_leaves(all_leaves)
    with transaction.atomic(using="log"):
        for index in (0, 1, 255, 256, 511, 512, 690, 699):
            stored = tree.hasher_at([index], 700, using="log")
            assert merkle.inclusion_proof(index, 700, stored) == merkle.inclusion_proof(index, 700, over)
        for old in (1, 3, 255, 256, 257, 512, 640, 699, 700):
            assert reading.consistency(old, 700, using="log") == merkle.consistency_proof(old, 700, over)


def test_a_batch_that_fails_is_done_again_exactly(
    ledger: Bench, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = ledger.filled(officer, 10)
    ledger.write(officer, 5)
    monkeypatch.setattr(sequencer, "_clear_tray", lambda ids: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run.run_once()
    monkeypatch.undo()
    assert ledger.count("ledger_place") == 10
    assert run.run_once() == 5
    run.sign_now()
    assert verify().ok


def test_rogue_tray_rows_do_no_harm(ledger: Bench, officer: Actor) -> None:
    run = ledger.filled(officer, 3)
    placed = ledger.one("SELECT entry_id FROM ledger_place LIMIT 1")[0]
    ledger.tamperer.execute("INSERT INTO ledger_tray VALUES (%s), (%s)", [placed, uuid4()])
    assert run.run_once() == 0
    assert ledger.count("ledger_tray") == 0
    assert verify().ok


def test_only_one_at_a_time(ledger: Bench, officer: Actor) -> None:
    ledger.write(officer, 1)
    with ledger.tamperer.transaction():
        ledger.tamperer.execute("SELECT pg_advisory_xact_lock(%s)", [sequencer._ONE_SEQUENCER])
        assert sequencer.run_once() == 0
    assert sequencer.run_once() == 1


@pytest.mark.timeout(120)
def test_killed_and_started_again(ledger: Bench, officer: Actor) -> None:
    """kill -9 in the middle of the work, twice: every entry has one place, and all verifies."""
    command = [sys.executable, "-m", "firstwall", "ledger", "sequence"]
    written = 0
    for _ in range(2):
        process = subprocess.Popen(command, env=os.environ.copy())
        deadline, before = time.monotonic() + 40, ledger.count("ledger_place")
        while ledger.count("ledger_place") <= before and time.monotonic() < deadline:
            written += len(ledger.write(officer, 20))
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert ledger.count("ledger_place") > before
    sequencer.sign_now()
    report = verify()
    assert report.ok and (report.placed, report.signed, report.waiting) == (written, written, 0)


def test_acts_in_parallel_beside_the_sequencer(ledger: Bench, officer: Actor) -> None:
    """SEC-28: writers share no lock with one another nor with the sequencer; every act has one place in the end."""

    def write() -> None:
        for _ in range(25):
            ledger.write(officer, 2)
        connections["default"].close()

    stop = threading.Event()
    runner = threading.Thread(target=sequencer.run_forever, args=(stop,))
    writers = [threading.Thread(target=write) for _ in range(4)]
    for thread in (runner, *writers):
        thread.start()
    for thread in writers:
        thread.join(60)
    stop.set()
    runner.join(60)
    sequencer.sign_now()
    report = verify()
    assert report.ok and (report.placed, report.signed) == (200, 200)
