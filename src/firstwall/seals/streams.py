"""Seal something too large to hold twice: AES-256-GCM in chunks, each bound to its place and to whether it is the last.

The construction is STREAM (Hoang, Reyhanitabar, Rogaway, Vizar 2015): a key of its own for each stream, derived with a
random salt, and a nonce of the chunk's number with a mark on the last. So no chunk can be moved, left out, repeated or
taken from another stream, and a stream cut short does not open.
"""

import hmac
import os
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from firstwall.seals import envelope, key_files
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable
from firstwall.seals.inventory import key_id_of

KEY_FILE = "index.key"
AES_256_GCM_STREAM = 2
CHUNK = 1 << 20
_TAG = 16
_HEADER = struct.Struct(">BB16s16sIQQ")


@dataclass(frozen=True, slots=True)
class Stream:
    """What is readable without a key: which key, and the two numbers that are bound to the content."""

    key_id: UUID
    salt: bytes
    chunk: int
    size: int
    mark: int

    @property
    def header(self) -> bytes:
        numbers = (self.chunk, self.size, self.mark)
        return _HEADER.pack(envelope.VERSION, AES_256_GCM_STREAM, self.key_id.bytes, self.salt, *numbers)


def seal_stream(pieces: Iterable[memoryview], *, size: int, mark: int, strand: str, kind: str) -> Iterator[bytes]:
    """Seal pieces that are `size` bytes together; what it gives is to be written one after the other."""
    key = _key(key_files.folder() / KEY_FILE)
    stream = Stream(key_id_of(key), os.urandom(16), CHUNK, size, mark)
    cipher, bound = _cipher(key, stream), _bound(stream, strand, kind)
    yield stream.header
    number, held, left = 0, bytearray(), size
    for piece in pieces:
        held += piece
        while len(held) >= CHUNK and left > CHUNK:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(held[:CHUNK]), bound)
            del held[:CHUNK]
            number, left = number + 1, left - CHUNK
    if len(held) != left:
        raise ValueError("the pieces are not as many bytes as was said")
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(held), bound)


def read_header(file: BinaryIO, place: str) -> Stream:
    """What a sealed stream says of itself; nothing of it is proven before the stream is opened.

    Raises:
        SealUnreadable: no sealed stream of a known form.
    """
    raw = file.read(_HEADER.size)
    if len(raw) != _HEADER.size:
        raise SealUnreadable(place)
    version, algorithm, key_id, salt, chunk, size, mark = _HEADER.unpack(raw)
    if (version, algorithm, chunk) != (envelope.VERSION, AES_256_GCM_STREAM, CHUNK):
        raise SealUnreadable(place)
    return Stream(UUID(bytes=key_id), salt, chunk, size, mark)


def open_stream(file: BinaryIO, into: memoryview, stream: Stream, *, strand: str, kind: str, place: str) -> None:
    """Open what follows the header into a memory of exactly `stream.size` bytes.

    Raises:
        SealBroken: altered, cut short, longer than it says, or of another strand or kind.
        KeyMissing: sealed under a key that is not here.
    """
    key = _key(key_files.folder() / KEY_FILE)
    if key_id_of(key) != stream.key_id:
        raise KeyMissing(place)
    if len(into) != stream.size:
        raise ValueError("the memory does not fit the stream")
    cipher, bound = _cipher(key, stream), _bound(stream, strand, kind)
    last = max(0, -(-stream.size // CHUNK) - 1)
    for number in range(last + 1):
        start = number * CHUNK
        room = into[start : start + CHUNK]
        sealed = file.read(len(room) + _TAG)
        if len(sealed) != len(room) + _TAG:
            raise SealBroken(place)
        try:
            cipher.decrypt_into(_nonce(number, is_last=number == last), sealed, bound, room)
        except InvalidTag:
            raise SealBroken(place) from None
    if file.read(1):
        raise SealBroken(place)


def _key(path: Path) -> bytes:
    try:
        return key_files.current(path)
    except KeyMissing:
        return key_files.read_or_create(path)


def _cipher(key: bytes, stream: Stream) -> AESGCM:
    return AESGCM(hmac.digest(key, b"firstwall stream" + stream.salt, "sha256"))


def _bound(stream: Stream, strand: str, kind: str) -> bytes:
    return envelope.bound_to(kind, strand) + stream.header


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((is_last,))
