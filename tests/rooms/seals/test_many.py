"""Opening many is the same as opening each (SEC-39)."""

import uuid

import pytest
from tests.harness.coalition import a_coordinator, in_c

from firstwall.authorities.acting import acting
from firstwall.seals import services
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable
from firstwall.seals.many import opener


@pytest.fixture
def sealed(clean):
    actor = in_c(a_coordinator("EE", "Estonia"))
    record = uuid.uuid4()
    where = {"authority_id": actor.authority_id, "record_id": record, "strand": "C", "kind": "index"}
    with acting(actor):
        return services.seal(b"words", **where), str(actor.authority_id), str(record)


def test_it_opens_what_seal_closed(sealed):
    assert opener(strand="C", kind="index")(*sealed) == b"words"


def test_what_was_moved_or_altered_stays_shut(sealed):
    blob, authority, record = sealed
    open_one = opener(strand="C", kind="index")
    assert open_one(blob, authority, record) == b"words"
    with pytest.raises(SealBroken):
        open_one(blob, authority, str(uuid.uuid4()))
    with pytest.raises(SealBroken):
        open_one(blob[:-1] + bytes([blob[-1] ^ 1]), authority, record)
    with pytest.raises(SealBroken):
        opener(strand="A", kind="index")(blob, authority, record)
    with pytest.raises(KeyMissing):
        open_one(blob, str(uuid.uuid4()), record)
    for odd in (b"", b"\x02" + blob[1:], blob[:20]):
        with pytest.raises(SealUnreadable):
            open_one(odd, authority, record)
