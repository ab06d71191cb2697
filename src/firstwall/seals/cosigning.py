"""Cosignatures of witnesses on checkpoints (C2SP tlog-cosignature with Ed25519): the node checks them, it never makes one.

A witness's key has a type byte of its own, so that it is never taken for a ledger's key. What is signed is a header, the
witness's time, and the whole text of the checkpoint; the signature line carries the time in eight bytes before the signature.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from firstwall.seals.signing import NoteInvalid, signature_lines

_COSIGNATURE = b"\x04"
_NAME = re.compile(r"[^\s+]{1,100}")
# the year 10000: no witness's clock stands there
_END_OF_TIME = 253_402_300_800


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's public key with its name."""

    name: str
    public: bytes

    @property
    def key_hash(self) -> bytes:
        """The 4 bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _COSIGNATURE + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The C2SP verifier key: name, key hash and key in one line."""
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(_COSIGNATURE + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "WitnessKey":
        """Read a witness's verifier key; one whose hash and key disagree, or of a ledger, is refused."""
        try:
            name, key_hash, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise NoteInvalid("not a witness's key") from None
        key = cls(name, raw[1:])
        if raw[:1] != _COSIGNATURE or len(raw) != 33 or key.key_hash.hex() != key_hash or not _NAME.fullmatch(name):
            raise NoteInvalid("not a witness's key")
        return key


@dataclass(frozen=True, slots=True)
class Cosignature:
    """Who confirmed a checkpoint, when by its own clock, and the line that proves it."""

    witness: WitnessKey
    at: datetime
    line: str


def read_cosignatures(note: str, witnesses: Sequence[WitnessKey]) -> list[Cosignature]:
    """Return the cosignatures of known witnesses on a note; the lines of others are left aside.

    Raises:
        NoteInvalid: one in the name and key of a known witness is false.
    """
    known = {(witness.name, witness.key_hash): witness for witness in witnesses}
    text, lines = signature_lines(note)
    return [
        _checked(known[name, raw[:4]], raw[4:], text, line) for line, name, raw in lines if (name, raw[:4]) in known
    ]


def _checked(witness: WitnessKey, stamped: bytes, text: str, line: str) -> Cosignature:
    at = int.from_bytes(stamped[:8], "big")
    try:
        message = f"cosignature/v1\ntime {at}\n{text}".encode()
        Ed25519PublicKey.from_public_bytes(witness.public).verify(stamped[8:], message)
    except InvalidSignature:
        raise NoteInvalid(f"false cosignature of {witness.name}") from None
    if at >= _END_OF_TIME:
        raise NoteInvalid(f"cosignature of {witness.name} without a sensible time")
    return Cosignature(witness, datetime.fromtimestamp(at, UTC), line)
