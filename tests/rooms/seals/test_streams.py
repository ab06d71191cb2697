"""Sealing what is too large to hold twice (SEC-39): every chunk is bound to its place, its stream, its strand."""

import io
import stat
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstwall.seals import services, streams
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable


@pytest.fixture(scope="module", autouse=True)
def small_chunks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key folder of its own, and chunks so small that a few hundred bytes are many."""
    from django.conf import settings as django_settings

    patch = pytest.MonkeyPatch()
    keys = tmp_path_factory.mktemp("keys") / "keys"
    patch.setattr(django_settings, "FIRSTWALL_KEYS", keys)
    patch.setattr(streams, "CHUNK", 64)
    services.forget_cached_keys()
    yield keys
    patch.undo()
    services.forget_cached_keys()


def sealed(plain: bytes, *, strand: str = "C", kind: str = "index", mark: int = 7) -> bytes:
    pieces = [memoryview(plain)[start : start + 37] for start in range(0, len(plain), 37)]
    return b"".join(streams.seal_stream(pieces, size=len(plain), mark=mark, strand=strand, kind=kind))


def opened(blob: bytes, *, strand: str = "C", kind: str = "index") -> bytes:
    file = io.BytesIO(blob)
    stream = streams.read_header(file, "here")
    into = bytearray(stream.size if stream.size < 10_000 else 0)
    if len(into) != stream.size:
        raise SealBroken("here")  # a changed size: the caller asks for no such memory
    streams.open_stream(file, memoryview(into), stream, strand=strand, kind=kind, place="here")
    return bytes(into)


@given(st.binary(max_size=400))
def test_what_was_sealed_opens(plain: bytes) -> None:
    assert opened(sealed(plain)) == plain


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=1, max_size=300), st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_opens(plain: bytes, at: int, change: int) -> None:
    blob = bytearray(sealed(plain))
    blob[at % len(blob)] ^= change
    with pytest.raises((SealBroken, SealUnreadable, KeyMissing)):
        opened(bytes(blob))


@given(st.binary(min_size=100, max_size=300), st.integers(1, 300))
def test_a_stream_cut_short_or_lengthened_does_not_open(plain: bytes, cut: int) -> None:
    blob = sealed(plain)
    for other in (blob[: -min(cut, len(blob))], blob + b"x"):
        with pytest.raises((SealBroken, SealUnreadable)):
            opened(other)


def test_chunks_do_not_change_places_nor_streams() -> None:
    plain, header, chunk = bytes(range(192)), 54, 64 + 16
    one, other = sealed(plain), sealed(plain)
    first, second, third = (slice(header + n * chunk, header + (n + 1) * chunk) for n in range(3))
    assert opened(one) == plain and len(one) == third.stop
    swapped = one[:header] + one[second] + one[first] + one[third]
    for blob in (swapped, one[: third.start] + other[third], other[:header] + one[header:]):
        with pytest.raises(SealBroken):
            opened(blob)


def test_another_strand_kind_or_key_does_not_open(small_chunks: Path) -> None:
    blob = sealed(b"secret")
    for where in ({"strand": "A"}, {"kind": "values"}):
        with pytest.raises(SealBroken):
            opened(blob, **where)
    key = small_chunks / streams.KEY_FILE
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.unlink()
    services.forget_cached_keys()
    with pytest.raises(KeyMissing):
        opened(blob)
