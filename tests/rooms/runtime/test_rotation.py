"""SEC-40: each kind of key is changed while entries are made and checks are asked; none fails, and what was sealed opens."""

import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core import signing as cookies
from django.db import connections
from django.http import HttpRequest, HttpResponse
from tests.harness.coalition import a_coalition, a_lorry_alert, a_person_alert, for_strand, in_c
from tests.rooms.screening.world import an_officer
from tests.rooms.supervision.aging import as_superuser

from firstwall.cis import queries, services
from firstwall.kernel.refusal import Fault
from firstwall.ledger import sequencer
from firstwall.ledger.verify import verify
from firstwall.matching import warm_up
from firstwall.runtime.errors import CannotStart
from firstwall.runtime.postgres import Cluster
from firstwall.runtime.requests import FreshSessionKey
from firstwall.runtime.rotating import ROTATIONS, rotate
from firstwall.screening import services as screening
from firstwall.seals import data_keys, day_keys, keepers, passphrase, signing
from firstwall.seals.inventory import KEY_KINDS
from firstwall.seals.services import forget_cached_keys

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "keeper-openssl.sh"


@contextmanager
def under_load(*acts: Callable[[], object]) -> Iterator[list[int]]:
    """Each act again and again in a thread of its own; how often each was done. What one raises fails the test."""
    done, wrong, stop = [0] * len(acts), list[BaseException](), threading.Event()

    def work(number: int) -> None:
        try:
            while not stop.is_set():
                acts[number]()
                done[number] += 1
        except BaseException as fault:  # noqa: BLE001 - told below
            wrong.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    try:
        yield done
    finally:
        stop.set()
        for thread in threads:
            thread.join(60)
    assert wrong == [] and not any(thread.is_alive() for thread in threads)


def goes_on(done: list[int], seconds: float = 30) -> None:
    """Until every thread has done two acts more; one that fell does none."""
    wanted, deadline = [number + 2 for number in done], time.monotonic() + seconds
    while any(now < goal for now, goal in zip(done, wanted, strict=True)):
        assert time.monotonic() < deadline, "work stands still"
        time.sleep(0.02)


@pytest.fixture
def keys_as_before() -> Iterator[None]:
    """The session's cluster and its key folder belong together: what a test changes is changed for those after it too."""
    yield
    forget_cached_keys()


def test_every_kind_is_rotated_while_work_goes_on(
    clean: Cluster, keys_as_before: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_keys, "SEEN_AFTER", 0.0)
    warm_up()  # compiling inside a check would hold its transaction for a minute
    three = a_coalition()
    lane = an_officer(three.latvia.authority_id, "lv.lane")
    first = services.enter_alert(in_c(three.estonia), key="first", **for_strand(a_person_alert(), "C"))
    sequencer.sign_now()
    earlier = as_superuser(clean, "select note from ledger_checkpoint order by size limit 1")[0][0]
    before = as_superuser(clean, "select id, wrapped from seals_datakey")

    def enters() -> None:
        services.enter_alert(in_c(three.latvia), **for_strand(a_lorry_alert(), "C"))

    def reads() -> None:
        assert queries.alert_for(in_c(three.estonia), first.id).content.values["names"] == ["Jaan Näidis"]

    def checks() -> None:
        assert screening.check(lane, text="Jaan Näidis").strands[0].candidates

    with under_load(enters, reads, checks, sequencer.run_once) as done:
        for kind in ROTATIONS:
            rotate(kind)
            forget_cached_keys()  # as another process that starts now
            goes_on(done)
    reads()
    sequencer.sign_now()
    report = verify(earlier)
    assert report.ok, report.fault
    counted = "select object_id, count(*) from ledger_entry where act = 'supervision.rotate_key' group by 1"
    rows = dict(as_superuser(clean, counted))
    assert rows == dict.fromkeys(ROTATIONS, 1)
    after = dict(as_superuser(clean, "select id, wrapped from seals_datakey"))
    assert all(bytes(after[key_id]) != bytes(wrapped) for key_id, wrapped in before)
    assert as_superuser(clean, "select count(*) from seals_datakey where not_after is not null")[0][0] >= len(before)
    assert len(data_keys.kek_ids()) == 1
    assert as_superuser(clean, "select id from authorities_context_key") == [(1,)]
    assert len(signing.load_verifiers()) == 2 == len(signing.load_verifiers(signing.BACKUP))


def test_every_kind_that_the_inventory_calls_rotated_has_its_command() -> None:
    assert {kind.word for kind in KEY_KINDS if kind.is_rotated} == set(ROTATIONS)
    with pytest.raises(CannotStart, match="no kind 'day'"):
        rotate("day")


def test_a_session_goes_on_over_a_rotation(clean: Cluster, keys_as_before: None) -> None:
    answer = FreshSessionKey(lambda request: HttpResponse())
    answer(HttpRequest())
    held, key = cookies.dumps(["a person"], salt="a test"), settings.SECRET_KEY
    rotate("session")
    answer(HttpRequest())
    assert key != settings.SECRET_KEY and cookies.loads(held, salt="a test") == ["a person"]
    renewed = cookies.dumps(["a person"], salt="a test")
    rotate("session")
    answer(HttpRequest())
    assert cookies.loads(renewed, salt="a test") == ["a person"]
    with pytest.raises(cookies.BadSignature):
        cookies.loads(held, salt="a test")


def test_a_kek_under_a_passphrase_opens_nothing_without_it(
    clean: Cluster, keys_as_before: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """SEC-39: the file alone opens nothing; rotation puts it under the passphrase, and back."""
    (tmp_path / "words").write_text("words that the service manager holds\n")
    monkeypatch.setenv("FIRSTWALL_KEK_PASSPHRASE_FILE", str(tmp_path / "words"))
    monkeypatch.setenv("FIRSTWALL_KEK_KEEPER", "passphrase")
    three = a_coalition()
    ref = services.enter_alert(in_c(three.estonia), key="1", **for_strand(a_person_alert(), "C"))
    rotate("kek")
    kept = (Path(settings.FIRSTWALL_KEYS) / data_keys.KEK_FILE).read_bytes()
    assert passphrase.is_closed(kept)
    forget_cached_keys()
    assert queries.alert_for(in_c(three.estonia), ref.id).content.values["names"] == ["Jaan Näidis"]
    forget_cached_keys()
    monkeypatch.delenv("FIRSTWALL_KEK_KEEPER")
    with pytest.raises(Fault, match="under a passphrase"):
        queries.alert_for(in_c(three.estonia), ref.id)
    monkeypatch.setenv("FIRSTWALL_KEK_KEEPER", "passphrase")
    monkeypatch.setattr(keepers, "keeper", _Back)
    rotate("kek")


class _Back(keepers.UnderPassphrase):
    """The way back to a plain file: opens what is under the passphrase, closes nothing."""

    def close(self, key: bytes) -> bytes:
        return key


def test_a_program_may_keep_the_kek(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SEC-39: the hook of a PKCS#11 token or a key service; the example asks OpenSSL, which speaks to either."""
    key = tmp_path / "token.pem"
    subprocess.run(["openssl", "genrsa", "-out", str(key), "2048"], check=True, capture_output=True)
    monkeypatch.setenv("FIRSTWALL_KEK_KEEPER", f"command sh {EXAMPLE} {key}")
    secret = os.urandom(32)
    kept = keepers.keeper().close(secret)
    assert secret not in kept and keepers.keeper().open(kept) == secret
    with pytest.raises(Fault, match="does not answer"):
        keepers.keeper().open(kept[:-1])
    monkeypatch.setenv("FIRSTWALL_KEK_KEEPER", "command /nowhere")
    with pytest.raises(Fault, match="does not answer"):
        keepers.keeper().open(kept)
    monkeypatch.setenv("FIRSTWALL_KEK_KEEPER", "wishes")
    with pytest.raises(Fault, match="names no keeper"):
        keepers.keeper()


def test_a_destroyed_key_of_a_day_is_gone_from_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LOG-05: overwritten before it is unlinked, forgotten by this process and by one that holds the folder open."""
    monkeypatch.setattr(settings, "FIRSTWALL_KEYS", tmp_path)
    day = date(2026, 5, 1)
    secret = day_keys.key_of_day(day)
    path = day_keys.folder() / f"{day}.key"
    with path.open("rb") as held:
        assert day_keys.destroy_before(day + timedelta(days=1)) == [day]
        assert secret not in held.read() and not path.exists()
    assert not any(secret in found.read_bytes() for found in tmp_path.rglob("*") if found.is_file())
    with pytest.raises(Fault):
        day_keys.key_of_day(day, create=False)
