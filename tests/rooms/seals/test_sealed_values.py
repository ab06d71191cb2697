"""The pure half of sealing: envelopes, notes, context MAC, key files, keys of the day (SEC-29, SEC-39, SEC-40)."""

import base64
import hashlib
import hmac
import os
import stat
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from firstwall.seals import context_mac, day_keys, envelope, key_files, services, signing
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable

CIPHER = AESGCM(bytes(32))
KEY_ID = uuid4()


@pytest.fixture
def keys(tmp_path: Path, settings_keys: None) -> Path:
    return tmp_path


@pytest.fixture
def settings_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "FIRSTWALL_KEYS", tmp_path / "keys")
    services.forget_cached_keys()
    services.ensure_keys()
    yield
    services.forget_cached_keys()


@given(st.binary(max_size=300), st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_opens(plain: bytes, at: int, change: int) -> None:
    """SEC-39: a value altered anywhere, header included, does not open."""
    bound = envelope.bound_to("values", "record", "C")
    blob = bytearray(envelope.close(CIPHER, KEY_ID, plain, bound))
    opened = envelope.read(bytes(blob), "here")
    assert envelope.unseal(CIPHER, opened, bound, "here") == plain
    blob[at % len(blob)] ^= change
    with pytest.raises((SealBroken, SealUnreadable, KeyMissing)):
        changed = envelope.read(bytes(blob), "here")
        if changed.key_id != KEY_ID:
            raise KeyMissing("here")
        envelope.unseal(CIPHER, changed, bound, "here")


def test_a_value_opens_only_where_it_belongs() -> None:
    blob = envelope.read(envelope.close(CIPHER, KEY_ID, b"x", envelope.bound_to("values", "ab", "c")), "here")
    with pytest.raises(SealBroken):
        envelope.unseal(CIPHER, blob, envelope.bound_to("values", "a", "bc"), "here")


@pytest.mark.parametrize("blob", [b"", b"\1\1", bytes(60), b"\1\2" + bytes(60)])
def test_what_is_no_envelope_is_said_so(blob: bytes) -> None:
    with pytest.raises(SealUnreadable):
        envelope.read(blob, "here")


def test_keys_are_made_once_and_for_their_owner_only(keys: Path) -> None:
    """SEC-40: files 0600 in folders 0700; a second provisioning changes nothing."""
    files = {path: path.read_bytes() for path in keys.rglob("*.key")}
    assert {path.name for path in files} == {
        "kek.key",
        "context.key",
        "signing.key",
        "ledger-public.key",
        "backup-public.key",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (keys / "keys").rglob("*") if path.is_dir()} == {0o700}
    services.ensure_keys()
    assert {path: path.read_bytes() for path in keys.rglob("*.key")} == files
    assert not list(keys.rglob(".*"))


def test_a_key_file_appears_once(tmp_path: Path) -> None:
    assert key_files.create_once(tmp_path / "k", b"one")
    assert not key_files.create_once(tmp_path / "k", b"two")
    assert (tmp_path / "k").read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["k"]


def test_a_lost_key_is_not_replaced(keys: Path) -> None:
    (keys / "keys" / "context.key").unlink()
    services.forget_cached_keys()
    with pytest.raises(KeyMissing):
        context_mac.mac("payload")


def test_context_mac_is_computed_alike_on_both_sides(keys: Path) -> None:
    """SEC-08: the web process and PostgreSQL's function agree."""
    key = (keys / "keys" / "context.key").read_bytes()
    expected = hmac.new(key, "v1|né|".encode(), hashlib.sha256).hexdigest()
    assert context_mac.mac("v1|né|") == context_mac.mac_by_pads(*context_mac.pads(), "v1|né|") == expected


def test_a_destroyed_day_stays_closed(keys: Path) -> None:
    """SEC-33, LOG-05: the key gone, the personal part is gone, and it does not come back."""
    day, entry = date(2026, 1, 31), uuid4()
    sealed = day_keys.seal_personal(b"terms", day=day, entry_id=entry)
    kept = day_keys.seal_personal(b"kept", day=day + timedelta(days=1), entry_id=entry)
    assert day_keys.open_personal(sealed, day=day, entry_id=entry) == b"terms"
    with pytest.raises(SealBroken):
        day_keys.open_personal(sealed, day=day, entry_id=uuid4())
    assert day_keys.destroy_before(day + timedelta(days=1)) == [day]
    with pytest.raises(KeyMissing):
        day_keys.open_personal(sealed, day=day, entry_id=entry)
    with pytest.raises(KeyMissing):
        day_keys.digest(day, "ivanov", create=False)
    assert day_keys.open_personal(kept, day=day + timedelta(days=1), entry_id=entry) == b"kept"
    assert day_keys.destroy_before(day + timedelta(days=1)) == []


def test_a_key_made_anew_does_not_open_the_old(keys: Path) -> None:
    day, entry = date(2026, 1, 1), uuid4()
    sealed = day_keys.seal_personal(b"terms", day=day, entry_id=entry)
    day_keys.destroy_before(date(2026, 1, 2))
    day_keys.key_of_day(day)
    with pytest.raises(KeyMissing):
        day_keys.open_personal(sealed, day=day, entry_id=entry)


def test_digests_link_within_a_day_only(keys: Path) -> None:
    monday, tuesday = date(2026, 3, 2), date(2026, 3, 3)
    assert day_keys.digest(monday, "ivanov") == day_keys.digest(monday, "ivanov") != day_keys.digest(tuesday, "ivanov")


def test_signed_note_of_c2sp() -> None:
    """SEC-29, with the key of C2SP signed-note's own example form: name, key hash, base64."""
    signer = signing.Signer("example.test/log", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    note = signing.sign_note("example.test/log\n3\nAAAA\n", signer)
    text, _, line = note.rpartition("\n\n")
    name, encoded = line.removeprefix("\u2014 ").strip().split(" ")
    raw = base64.b64decode(encoded)
    public = signer.key.public_key().public_bytes_raw()
    assert (name, text) == ("example.test/log", "example.test/log\n3\nAAAA")
    assert raw[:4] == hashlib.sha256(b"example.test/log\n\x01" + public).digest()[:4]
    assert signing.verify_note(note, [signer.verifier]) == text + "\n"
    assert signing.Verifier.parse(signer.verifier.text) == signer.verifier


def test_a_note_takes_further_signatures_but_no_bad_one() -> None:
    ours = signing.Signer("a", Ed25519PrivateKey.generate())
    witness = signing.Signer("b", Ed25519PrivateKey.generate())
    note = signing.sign_note("text\n", ours)
    both = note + signing.sign_note("text\n", witness).rpartition("\n\n")[2]
    assert signing.verify_note(both, [ours.verifier]) == signing.verify_note(both, [witness.verifier]) == "text\n"
    with pytest.raises(signing.NoteInvalid):
        signing.verify_note(both.replace("text", "tent"), [ours.verifier])
    with pytest.raises(signing.NoteInvalid):
        signing.verify_note(note, [witness.verifier])
    for broken in ("", "text\n", "text\n\n", "text\n\nnot a signature\n", note.rstrip("\n")):
        with pytest.raises(signing.NoteInvalid):
            signing.verify_note(broken, [ours.verifier])
    with pytest.raises(signing.NoteInvalid):
        signing.Verifier.parse("a+00000000+AAAA")
