"""A file that only a passphrase opens: scrypt makes the key, AES-256-GCM seals (RFC 7914; for key files kept apart).

The cost stands in the file, so that it can grow with the machines; what a stranger's file asks for is bounded.
"""

import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from firstwall.seals import envelope
from firstwall.seals.errors import SealBroken, SealUnreadable

SCRYPT_AES_256_GCM = 4
SHORTEST = 12
_LOG_COST, _HIGHEST_LOG_COST = 17, 20  # 128 MiB now, 1 GiB at most
_HEADER = struct.Struct(">BBB16s12s")


class PassphraseTooShort(ValueError):
    """A passphrase of fewer characters than `SHORTEST` is not taken."""


def close(plain: bytes, passphrase: str, *, use: str) -> bytes:
    """Seal bytes under a passphrase.

    Raises:
        PassphraseTooShort: too easy to guess.
    """
    if len(passphrase) < SHORTEST:
        raise PassphraseTooShort
    header = _HEADER.pack(envelope.VERSION, SCRYPT_AES_256_GCM, _LOG_COST, os.urandom(16), os.urandom(12))
    cipher, nonce, bound = _opened(header, passphrase, use)
    return header + cipher.encrypt(nonce, plain, bound)


def is_closed(blob: bytes) -> bool:
    """Tell whether this is such a file."""
    return len(blob) > _HEADER.size and blob[:2] == bytes((envelope.VERSION, SCRYPT_AES_256_GCM))


def unclose(blob: bytes, passphrase: str, *, use: str) -> bytes:
    """Open what `close` sealed.

    Raises:
        SealUnreadable: no such file.
        SealBroken: another passphrase, or an altered file.
    """
    if not is_closed(blob) or blob[2] > _HIGHEST_LOG_COST:
        raise SealUnreadable(use)
    cipher, nonce, bound = _opened(blob[: _HEADER.size], passphrase, use)
    try:
        return cipher.decrypt(nonce, blob[_HEADER.size :], bound)
    except InvalidTag:
        raise SealBroken(use) from None


def _opened(header: bytes, passphrase: str, use: str) -> tuple[AESGCM, bytes, bytes]:
    _version, _algorithm, log_cost, salt, nonce = _HEADER.unpack(header)
    key = Scrypt(salt=salt, length=32, n=1 << log_cost, r=8, p=1).derive(passphrase.encode())
    return AESGCM(key), nonce, envelope.bound_to("passphrase", use) + header
