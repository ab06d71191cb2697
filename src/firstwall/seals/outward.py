"""Seal to a public key whose other half is not on this machine: what a node writes here it cannot open again (SEC-42).

A key of its own for each file, sealed to the public half with HPKE (RFC 9180) over ML-KEM-768 and X25519 together: a copy
taken today stays shut when one of the two falls. Under that key the content lies in the chunks of STREAM (as in `streams`):
AES-256-GCM, a nonce of the chunk's number with a mark on the last, so that nothing can be moved, left out or cut short. The
name of the file is bound in, so that no sealed file can stand for another.
"""

import base64
import binascii
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from firstwall.seals import envelope
from firstwall.seals.errors import KeyMissing, SealBroken, SealUnreadable
from firstwall.seals.inventory import key_id_of

HPKE_AND_STREAM = 3
CHUNK = 1 << 20
_TAG = 16
_MLKEM_PUBLIC = 1184
_MLKEM_SEED = 64
_KEY_BYTES = 32
_PUBLIC_LINE = "firstwall-sealed-to-1"
_PRIVATE_LINE = "firstwall-opened-by-1"
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_START = bytes((envelope.VERSION, HPKE_AND_STREAM))


class KeyTextUnreadable(ValueError):
    """The text is no key of this kind."""


@dataclass(frozen=True, slots=True)
class SealedTo:
    """The public half, which anybody may hold."""

    mlkem: bytes
    x25519: bytes

    @property
    def key_id(self) -> UUID:
        """Tells keys apart."""
        return key_id_of(self.mlkem + self.x25519)

    @property
    def text(self) -> str:
        """One line, to be kept on the node."""
        return f"{_PUBLIC_LINE}:{base64.b64encode(self.mlkem + self.x25519).decode()}"

    @classmethod
    def parse(cls, text: str) -> "SealedTo":
        """Read the line again.

        Raises:
            KeyTextUnreadable: it is no such key.
        """
        raw = _raw(text, _PUBLIC_LINE, _MLKEM_PUBLIC + _KEY_BYTES)
        return cls(raw[:_MLKEM_PUBLIC], raw[_MLKEM_PUBLIC:])

    def wrap(self, key: bytes, bound: bytes) -> bytes:
        """Seal one key."""
        mlkem = MLKEM768PublicKey.from_public_bytes(self.mlkem)
        pair = MLKEM768X25519PublicKey(mlkem, X25519PublicKey.from_public_bytes(self.x25519))
        return _SUITE.encrypt(key, pair, info=bound)


@dataclass(frozen=True)
class OpenedBy:
    """The private half, which must never lie on the node itself."""

    seed: bytes
    x25519: bytes

    @classmethod
    def generate(cls) -> "OpenedBy":
        """Make a new pair."""
        return cls(os.urandom(_MLKEM_SEED), X25519PrivateKey.generate().private_bytes_raw())

    @classmethod
    def parse(cls, text: str) -> "OpenedBy":
        """Read the line again.

        Raises:
            KeyTextUnreadable: it is no such key.
        """
        raw = _raw(text, _PRIVATE_LINE, _MLKEM_SEED + _KEY_BYTES)
        return cls(raw[:_MLKEM_SEED], raw[_MLKEM_SEED:])

    @property
    def text(self) -> str:
        """One line, to be kept away from the node."""
        return f"{_PRIVATE_LINE}:{base64.b64encode(self.seed + self.x25519).decode()}"

    @cached_property
    def public(self) -> SealedTo:
        """The other half."""
        return SealedTo(self._mlkem.public_key().public_bytes_raw(), self._x25519.public_key().public_bytes_raw())

    @property
    def _mlkem(self) -> MLKEM768PrivateKey:
        return MLKEM768PrivateKey.from_seed_bytes(self.seed)

    @property
    def _x25519(self) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self.x25519)

    def unwrap(self, sealed: bytes, bound: bytes, place: str) -> bytes:
        """Open one key."""
        try:
            return _SUITE.decrypt(sealed, MLKEM768X25519PrivateKey(self._mlkem, self._x25519), info=bound)
        except (InvalidTag, ValueError):
            raise SealBroken(place) from None


def seal_outward(pieces: Iterable[bytes], key: SealedTo, *, name: str) -> Iterator[bytes]:
    """Seal pieces of any size, of which nobody needs to know how many; what it gives is written one after the other."""
    bound = _bound(name, key.key_id)
    content = os.urandom(_KEY_BYTES)
    wrapped = key.wrap(content, bound)
    yield _START + key.key_id.bytes + len(wrapped).to_bytes(2, "big") + wrapped
    cipher, number, held = AESGCM(content), 0, bytearray()
    for piece in pieces:
        held += piece
        while len(held) > CHUNK:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(held[:CHUNK]), bound)
            del held[:CHUNK]
            number += 1
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(held), bound)


class Reads(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes:
        """At most so many bytes; fewer at the end."""


def sealed_to(file: Reads, place: str) -> UUID:
    """Which key opens this file: read from its head, proven only by opening it.

    Raises:
        SealUnreadable: no such file of a known form.
    """
    head = file.read(len(_START) + 16)
    if len(head) != len(_START) + 16 or head[:2] != _START:
        raise SealUnreadable(place)
    return UUID(bytes=head[2:])


def open_outward(file: Reads, keys: Sequence[OpenedBy], *, name: str) -> Iterator[bytes]:
    """Open what `seal_outward` closed, chunk by chunk; whoever uses a chunk before the end trusts that the end will come.

    Raises:
        SealUnreadable: no sealed file of a known form.
        KeyMissing: sealed to a key that is none of these.
        SealBroken: altered, cut short, longer than it was, or another file than its name says.
    """
    key_id = sealed_to(file, name)
    key = next((one for one in keys if one.public.key_id == key_id), None)
    if key is None:
        raise KeyMissing(name)
    bound = _bound(name, key_id)
    wrapped = file.read(int.from_bytes(file.read(2), "big"))
    cipher, number = AESGCM(key.unwrap(wrapped, bound, name)), 0
    sealed = file.read(CHUNK + _TAG)
    while True:
        following = file.read(CHUNK + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), sealed, bound)
        except (InvalidTag, ValueError):
            raise SealBroken(name) from None
        if not following:
            return
        sealed, number = following, number + 1


def _bound(name: str, key_id: UUID) -> bytes:
    return envelope.bound_to("outward", name, key_id)


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes((is_last,))


def _raw(text: str, line: str, size: int) -> bytes:
    start, separator, encoded = text.strip().partition(":")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise KeyTextUnreadable("the line is damaged") from None
    if start != line or not separator or len(raw) != size:
        raise KeyTextUnreadable(f"not a line that begins with {line}")
    return raw
