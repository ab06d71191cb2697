"""Open many values of one strand and kind: what is the same for all of them is worked out once (a matching index has 50,000)."""

from collections.abc import Callable
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from firstwall.seals import data_keys, envelope
from firstwall.seals.errors import SealBroken

_KEY_ID = slice(2, 18)
_NONCE = slice(18, 30)
_REST = slice(30, None)


def opener(*, strand: str, kind: str, using: str = "default") -> Callable[[bytes, str, str], bytes]:
    """Return a function that opens (blob, authority id, record id) as `services.open_sealed` does, with the same errors."""
    ciphers: dict[tuple[bytes, str], tuple[AESGCM, bytes]] = {}
    tail = envelope.bound_to(strand)

    def open_one(blob: bytes, authority_id: str, record_id: str) -> bytes:
        held = ciphers.get((blob[_KEY_ID], authority_id))
        if held is None or blob[:2] != envelope.FORM or len(blob) < envelope.SHORTEST:
            key_id = envelope.read(blob, f"{kind} {record_id}").key_id
            place = f"{kind} {record_id}"
            cipher = data_keys.cipher_of(key_id, authority_id=UUID(authority_id), using=using, place=place)
            held = ciphers[blob[_KEY_ID], authority_id] = cipher, envelope.bound_to(kind, authority_id)
        cipher, head = held
        try:
            return cipher.decrypt(blob[_NONCE], blob[_REST], head + envelope.bound_to(record_id) + tail)
        except InvalidTag:
            raise SealBroken(f"{kind} {record_id}") from None

    return open_one
