"""The form of a sealed value: version, algorithm, key id, nonce, ciphertext with its tag. Pure.

The first two bytes are there for a successor: another algorithm gets another number, old values stay readable (SEC-43).
"""

import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from firstwall.seals.errors import SealBroken, SealUnreadable

VERSION = 1
AES_256_GCM = 1
_NONCE = 12
_TAG = 16
_HEADER = 2 + 16
FORM = bytes((VERSION, AES_256_GCM))
SHORTEST = _HEADER + _NONCE + _TAG


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of an envelope that are readable without a key."""

    key_id: UUID
    nonce: bytes
    ciphertext: bytes


def bound_to(*parts: object) -> bytes:
    """Return associated data in which no part can run into the next."""
    texts = [str(part).encode() for part in parts]
    return b"".join(len(text).to_bytes(4, "big") + text for text in texts)


def close(cipher: AESGCM, key_id: UUID, plain: bytes, bound: bytes) -> bytes:
    """Seal `plain` under a cipher whose key has this id, bound to associated data."""
    nonce = os.urandom(_NONCE)
    return bytes((VERSION, AES_256_GCM)) + key_id.bytes + nonce + cipher.encrypt(nonce, plain, bound)


def read(blob: bytes, place: str) -> Opened:
    """Take an envelope apart; `place` names the record in the error."""
    if len(blob) < _HEADER + _NONCE + _TAG or blob[0] != VERSION or blob[1] != AES_256_GCM:
        raise SealUnreadable(place)
    return Opened(UUID(bytes=blob[2:_HEADER]), blob[_HEADER : _HEADER + _NONCE], blob[_HEADER + _NONCE :])


def unseal(cipher: AESGCM, opened: Opened, bound: bytes, place: str) -> bytes:
    """Open an envelope taken apart; anything altered or moved fails as a whole."""
    try:
        return cipher.decrypt(opened.nonce, opened.ciphertext, bound)
    except InvalidTag:
        raise SealBroken(place) from None
