"""SEC-42, REL-16: sealed, signed, continuous; back on an empty host, with what was erased still erased."""

import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_c
from tests.harness.quick_folder import quick_folder
from tests.rooms.supervision.aging import TODAY, as_superuser, set_days

from firstwall.cis import services as cis
from firstwall.kernel.clock import utc_now
from firstwall.ledger import sequencer
from firstwall.runtime.backup import keys_apart, lists, records
from firstwall.runtime.backup.base import take_base
from firstwall.runtime.backup.checking import check
from firstwall.runtime.backup.drill import drill
from firstwall.runtime.backup.follow import follow
from firstwall.runtime.backup.mark import must_be_whole
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.restore import restore
from firstwall.runtime.backup.store import Store
from firstwall.runtime.postgres import Cluster
from firstwall.seals import day_keys, outward, signing
from firstwall.supervision import ending

WORDS = "five words that open everything"
KEY = outward.OpenedBy.generate()


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    (tmp_path / "store").mkdir()
    return Plan(Store(tmp_path / "store"), KEY.public, timedelta(days=28), 1.0)


@pytest.fixture
def empty_home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="firstwall-test-", dir=quick_folder()))
    home = folder / "home"
    yield home
    if home.exists():
        Cluster(home).remove()
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def following(plan: Plan, home: Path) -> Iterator[None]:
    stop = threading.Event()
    thread = threading.Thread(target=follow, args=(plan, home, stop))
    thread.start()
    yield
    stop.set()
    thread.join(30)
    assert not thread.is_alive()


def wait_for(condition: object, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.1)


def enters(actor: object, said: dict, key: str) -> UUID:
    return cis.enter_alert(in_c(actor), key=key, **for_strand(said, "C")).id  # type: ignore[arg-type]


def test_what_came_after_the_base_is_back_and_what_was_erased_after_the_moment_is_not(
    clean: Cluster, plan: Plan, empty_home: Path, tmp_path: Path
) -> None:
    """SEC-42: the list of what was erased is newer than the moment that is restored; LOG-05, SEC-29: the proofs hold."""
    three = a_coalition()
    day_keys.key_of_day(TODAY)
    erased, withdrawn = enters(three.estonia, a_person_alert(), "1"), enters(three.estonia, a_lorry_alert(), "2")
    with following(plan, clean.home):
        wait_for(lambda: records.last_backup(clean.home) and records.last_backup(clean.home).log_at)
        assert "new base is owed" in records.last_backup(clean.home).fault
        take_base(plan, clean.home, print)
        after = enters(three.latvia, a_person_alert(), "3")
        sequencer.sign_now()
        moment = utc_now()
        set_days(clean, erased, last_day=TODAY)
        ending.run_retention(utc_now())
        cis.withdraw_alert(in_c(three.estonia), withdrawn, reason="found", key="4")
        enters(three.latvia, a_lorry_alert(), "5")
        sequencer.sign_now()
    assert records.last_backup(clean.home).fault == ""
    keys_apart.save(clean.home / "keys", tmp_path / "keys.sealed", WORDS)
    names = list(keys_apart.read(tmp_path / "keys.sealed", WORDS))
    assert "kek.key" in names and "ledger/signing.key" in names
    assert not any(name.startswith("days") for name in names)

    checked = check(plan.store, [KEY], signing.load_verifiers(signing.BACKUP), moment)
    outcome = restore(empty_home, checked, keys_apart.read(tmp_path / "keys.sealed", WORDS), print)

    assert outcome.lost > 0 and outcome.placed > 0
    assert outcome.ended["alerts due again"] == 1 and outcome.ended["alerts withdrawn again"] == 1
    back = Cluster(empty_home)
    back.start()
    states = dict(as_superuser(back, "select id, state from cis_alert"))
    assert states == {erased: "erased", withdrawn: "withdrawn", after: "active"}
    versions = as_superuser(back, "select count(*) from cis_alert_version where alert_id = %s", erased)
    assert versions == [(0,)]
    assert as_superuser(back, "select count(*) from ledger_entry where act = 'supervision.restore'") == [(1,)]
    back.stop()
    must_be_whole(empty_home)

    played = drill(check(plan.store, [KEY], signing.load_verifiers(signing.BACKUP)), empty_home.parent, print)
    assert records.last_drill(plan.store.root) == played and played.ok
    assert played.counts["cis_alert"] == 4 and played.counts["ledger_lost"] == 0

    assert TODAY.isoformat() in plan.store.days()
    day_keys.destroy_before(TODAY + timedelta(days=1))
    lists.write_days(plan, signing.load_signer(signing.BACKUP))
    assert plan.store.days() == {}, "SEC-33: the copy of a day's key dies with it"
