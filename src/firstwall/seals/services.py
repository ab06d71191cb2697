"""Seal and open the personal values of a record (SEC-39). A value opens only in its own record, strand, authority."""

import json
from typing import Any
from uuid import UUID

from firstwall.kernel.ids import canonical_json
from firstwall.seals import context_mac, data_keys, day_keys, envelope, key_files, signing

VALUES = "values"


def ensure_keys() -> None:
    """Make every key of this node that is not there yet; keys that exist stay as they are."""
    data_keys.ensure_kek()
    context_mac.ensure_key()
    day_keys.folder()
    signing.ensure_signing_key()
    signing.ensure_signing_key(signing.BACKUP)


def seal(
    plain: bytes,
    *,
    authority_id: UUID,
    record_id: UUID | str,
    strand: str,
    kind: str = VALUES,
    using: str = "default",
) -> bytes:
    """Seal bytes under the supplying authority's active data key, bound to this record and strand."""
    key_id, cipher = data_keys.active(authority_id, VALUES, using=using)
    return envelope.close(cipher, key_id, plain, _bound(kind, authority_id, record_id, strand))


def open_sealed(
    blob: bytes | memoryview,
    *,
    authority_id: UUID,
    record_id: UUID | str,
    strand: str,
    kind: str = VALUES,
    using: str = "default",
) -> bytes:
    """Open what `seal` closed.

    Raises:
        SealBroken: altered, or moved from another record, strand or kind.
        SealUnreadable: not a sealed value of a known form.
        KeyMissing: its key is not here, or belongs to another authority.
    """
    place = f"{kind} {record_id}"
    opened = envelope.read(bytes(blob), place)
    cipher = data_keys.cipher_of(opened.key_id, authority_id=authority_id, using=using, place=place)
    return envelope.unseal(cipher, opened, _bound(kind, authority_id, record_id, strand), place)


def seal_json(value: object, **where: Any) -> bytes:
    """Seal a JSON value; keyword arguments as in `seal`."""
    return seal(canonical_json(value), **where)


def open_json(blob: bytes | memoryview, **where: Any) -> Any:
    """Open a sealed JSON value; keyword arguments as in `open_sealed`."""
    return json.loads(open_sealed(blob, **where))


def forget_cached_keys() -> None:
    """Drop every key held in memory, as a restart does."""
    data_keys.forget()
    day_keys.forget()
    key_files.forget()


def _bound(kind: str, authority_id: UUID, record_id: UUID | str, strand: str) -> bytes:
    return envelope.bound_to(kind, authority_id, record_id, str(strand))
