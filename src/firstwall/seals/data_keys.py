"""Data keys: one active per supplying authority and kind, wrapped in the database, opened only in memory (SEC-39).

Two caches with different rules. An unwrapped key may be cached under its id at once, because an id never changes its
key. Which key is an authority's *active* one may be remembered only after the transaction that read it has been
committed: a first key that was rolled back must not seal anything that stays.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from firstwall.seals import envelope, key_files
from firstwall.seals.errors import KeyMissing
from firstwall.seals.inventory import key_id_of
from firstwall.seals.models import DataKey

KEK_FILE = "kek.key"
# Key folder, authority, kind.
Where = tuple[str, UUID, str]
_ciphers: dict[tuple[str, UUID], tuple[UUID, AESGCM]] = {}
_active: dict[Where, UUID] = {}


def forget() -> None:
    """Empty the caches, as a restart does."""
    _ciphers.clear()
    _active.clear()
    _kek.cache_clear()


@lru_cache(maxsize=4)
def _kek(path: Path) -> tuple[UUID, AESGCM]:
    key = key_files.read(path)
    return key_id_of(key), AESGCM(key)


def _wrapping() -> tuple[UUID, AESGCM]:
    return _kek(key_files.folder() / KEK_FILE)


def cipher_of(key_id: UUID, *, authority_id: UUID, using: str, place: str) -> AESGCM:
    """Return the cipher of a data key; a key of another authority than the record's is as good as no key."""
    cache_key = (str(settings.FIRSTWALL_KEYS), key_id)
    held = _ciphers.get(cache_key)
    if held is None:
        row = DataKey.objects.using(using).filter(id=key_id).first()
        if row is None:
            raise KeyMissing(place)
        held = _ciphers[cache_key] = (row.authority_id, _unwrap(row, place))
    if held[0] != authority_id:
        raise KeyMissing(place)
    return held[1]


def active(authority_id: UUID, kind: str, *, using: str) -> tuple[UUID, AESGCM]:
    """Return the authority's active key, made now when it has none."""
    where = (str(settings.FIRSTWALL_KEYS), authority_id, kind)
    key_id = _active.get(where) or _found_in_this_transaction(where, using)
    if key_id is None:
        key_id = _find_or_make(authority_id, kind, using)
        transaction.on_commit(_WhenCommitted(where, key_id), using=using)
    return key_id, cipher_of(key_id, authority_id=authority_id, using=using, place=str(authority_id))


@dataclass(frozen=True, slots=True)
class _WhenCommitted:
    """Waits for the commit. Django drops it when the transaction, or the savepoint it stands in, is rolled back."""

    where: Where
    key_id: UUID

    def __call__(self) -> None:
        _active[self.where] = self.key_id


def _found_in_this_transaction(where: Where, using: str) -> UUID | None:
    for entry in connections[using].run_on_commit:
        waiting = entry[1]
        if isinstance(waiting, _WhenCommitted) and waiting.where == where:
            return waiting.key_id
    return None


def _find_or_make(authority_id: UUID, kind: str, using: str) -> UUID:
    rows = DataKey.objects.using(using).filter(authority_id=authority_id, kind=kind, not_after__isnull=True)
    found = rows.values_list("id", flat=True).first()
    if found is None:
        # A second maker waits on the unique index, then takes the first one's key.
        DataKey.objects.using(using).bulk_create([_new(authority_id, kind)], ignore_conflicts=True)
        found = rows.values_list("id", flat=True).get()
    return found


def _new(authority_id: UUID, kind: str) -> DataKey:
    kek_id, kek = _wrapping()
    key_id = uuid4()
    bound = envelope.bound_to("data key", key_id, authority_id, kind)
    wrapped = envelope.close(kek, kek_id, os.urandom(key_files.KEY_BYTES), bound)
    return DataKey(id=key_id, authority_id=authority_id, kind=kind, wrapped=wrapped, created_at=timezone.now())


def _unwrap(row: DataKey, place: str) -> AESGCM:
    kek_id, kek = _wrapping()
    opened = envelope.read(bytes(row.wrapped), place)
    if opened.key_id != kek_id:
        raise KeyMissing(place)
    bound = envelope.bound_to("data key", row.id, row.authority_id, row.kind)
    return AESGCM(envelope.unseal(kek, opened, bound, place))
