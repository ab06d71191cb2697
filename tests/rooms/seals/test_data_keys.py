"""SEC-39: values sealed under the supplying authority's key; the database alone opens none of them."""

import threading
import time
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction

from firstwall.authorities.acting import acting, system_actor
from firstwall.seals import data_keys, services
from firstwall.seals.errors import KeyMissing, SealBroken
from firstwall.seals.models import DataKey

AUTHORITY = UUID(int=1)
RECORD = UUID(int=2)
SYSTEM = system_actor("provision")
WHERE = {"authority_id": AUTHORITY, "record_id": RECORD, "strand": "C"}


@pytest.fixture(autouse=True)
def no_keys_in_memory(clean: object) -> None:
    services.forget_cached_keys()


def sealed(plain: bytes = b"Ivan Ivanov") -> bytes:
    with acting(SYSTEM):
        return services.seal(plain, **WHERE)


def test_sealed_and_opened(clean: object) -> None:
    blob = sealed()
    assert b"Ivan" not in blob
    services.forget_cached_keys()
    with acting(SYSTEM):
        assert services.open_sealed(blob, **WHERE) == b"Ivan Ivanov"
        assert services.open_json(services.seal_json({"names": ["é"]}, **WHERE), **WHERE) == {"names": ["é"]}
        assert DataKey.objects.count() == 1


@pytest.mark.parametrize("moved", [{"record_id": UUID(int=3)}, {"strand": "A"}, {"kind": "sighting"}])
def test_a_moved_value_does_not_open(moved: dict) -> None:
    blob = sealed()
    with acting(SYSTEM), pytest.raises(SealBroken):
        services.open_sealed(blob, **{**WHERE, **moved})


def test_another_authoritys_record_does_not_open() -> None:
    blob = sealed()
    with acting(SYSTEM), pytest.raises(KeyMissing):
        services.open_sealed(blob, **{**WHERE, "authority_id": UUID(int=9)})


def test_without_the_key_file_nothing_opens(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    """SEC-39: a stolen database and another node's keys show nothing."""
    blob = sealed()
    from django.conf import settings

    monkeypatch.setattr(settings, "FIRSTWALL_KEYS", tmp_path / "keys")
    services.ensure_keys()
    services.forget_cached_keys()
    with transaction.atomic(), pytest.raises(KeyMissing):
        services.open_sealed(blob, **WHERE)


def test_a_key_rolled_back_seals_nothing_that_stays() -> None:
    with pytest.raises(ZeroDivisionError), acting(SYSTEM):
        services.seal(b"lost", **WHERE)
        raise ZeroDivisionError
    blob = sealed(b"kept")
    services.forget_cached_keys()
    with acting(SYSTEM):
        assert services.open_sealed(blob, **WHERE) == b"kept"


def test_a_key_of_a_lost_savepoint_seals_nothing_that_stays() -> None:
    with acting(SYSTEM):
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            services.seal(b"lost", **WHERE)
            raise ZeroDivisionError
        blobs = [services.seal(b"kept", **WHERE) for _ in range(2)]
    services.forget_cached_keys()
    with acting(SYSTEM):
        assert [services.open_sealed(blob, **WHERE) for blob in blobs] == [b"kept", b"kept"]


def test_two_makers_end_with_one_key() -> None:
    blobs: list[bytes] = []
    barrier = threading.Barrier(4)

    def make() -> None:
        barrier.wait()
        blobs.append(sealed())
        connections["default"].close()

    threads = [threading.Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(blobs) == 4 and len({blob[2:18] for blob in blobs}) == 1


def test_an_ended_key_opens_and_no_longer_seals(clean) -> None:
    """SEC-40: rotation with overlap."""
    from firstwall.runtime.provision import DATABASE

    old = sealed()
    with clean.superuser.connect(DATABASE) as connection:
        connection.execute("UPDATE seals_datakey SET not_after = now()")
        connection.commit()
    services.forget_cached_keys()
    new = sealed()
    assert old[2:18] != new[2:18]
    with acting(SYSTEM):
        assert services.open_sealed(old, **WHERE) == services.open_sealed(new, **WHERE) == b"Ivan Ivanov"


@pytest.mark.parametrize("alias", ["screen", "super", "jobs"])
def test_logins_that_open_values(alias: str) -> None:
    blob = sealed()
    services.forget_cached_keys()
    with transaction.atomic(using=alias):
        assert services.open_sealed(blob, using=alias, **WHERE) == b"Ivan Ivanov"


def test_fifty_thousand_values_open_quickly() -> None:
    """The saved matching index is opened as one: about 1 s, with room for a busy machine."""
    with acting(SYSTEM):
        ids = [uuid4() for _ in range(5_000)]
        blobs = [services.seal(b"x" * 400, authority_id=AUTHORITY, record_id=uid, strand="C") for uid in ids]
        start = time.process_time()
        for uid, blob in zip(ids, blobs, strict=True):
            services.open_sealed(blob, authority_id=AUTHORITY, record_id=uid, strand="C")
        spent = time.process_time() - start
    assert spent * 10 < 3.0
    assert len(data_keys._ciphers) == 1
