"""Data keys: one active per supplying authority and kind, wrapped in the database, opened only in memory (SEC-39).

Two caches with different rules. An unwrapped key may be cached under its id at once, because an id never changes its
key. Which key is an authority's *active* one may be remembered only after the transaction that read it has been
committed: a first key that was rolled back must not seal anything that stays.
"""

import os
from dataclasses import dataclass
from functools import lru_cache
from time import monotonic
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone

from firstwall.seals import envelope, keepers, key_files
from firstwall.seals.errors import KeyMissing
from firstwall.seals.inventory import key_id_of
from firstwall.seals.models import DataKey

KEK_FILE, KEK_BEFORE = "kek.key", "kek-before.key"
# Key folder, authority, kind.
Where = tuple[str, UUID, str]
_ciphers: dict[tuple[str, UUID], tuple[UUID, AESGCM]] = {}
# Which key is active, and since when that was known: looked up anew after this long, so that a rotation is seen.
_active: dict[Where, tuple[UUID, float]] = {}
SEEN_AFTER = 30.0


def forget() -> None:
    """Empty the caches, as a restart does."""
    _ciphers.clear()
    _active.clear()
    _kek.cache_clear()


def ensure_kek() -> None:
    """Make the key-encryption key when there is none, in the form in which this site's keeper keeps it."""
    path = key_files.folder() / KEK_FILE
    if not path.exists():
        key_files.create_once(path, keepers.keeper().close(os.urandom(key_files.KEY_BYTES)))


def kek_ids() -> list[UUID]:
    """The ids of the key in use and, while data keys are wrapped anew, of the one before it."""
    return [key_id for key_id, _cipher in _keks()]


def begin_new_kek() -> None:
    """Put a new key-encryption key in use; the one before it still opens what it wrapped.

    Raises:
        KeyMissing: there is no key to change.
    """
    path, before = key_files.folder() / KEK_FILE, key_files.folder() / KEK_BEFORE
    key_files.create_once(before, key_files.read(path))
    key_files.replace(path, keepers.keeper().close(os.urandom(key_files.KEY_BYTES)))


def wrap_anew(*, using: str) -> int:
    """Wrap every data key that the key in use has not wrapped, in the caller's transaction; return how many."""
    (kek_id, kek), done = _wrapping(), 0
    for row in DataKey.objects.using(using).order_by("id"):
        place = f"data key {row.id}"
        opened = envelope.read(bytes(row.wrapped), place)
        if opened.key_id != kek_id:
            bound = envelope.bound_to("data key", row.id, row.authority_id, row.kind)
            plain = envelope.unseal(_kek_of(opened.key_id, place), opened, bound, place)
            wrapped = envelope.close(kek, kek_id, plain, bound)
            DataKey.objects.using(using).filter(id=row.id).update(wrapped=wrapped)
            done += 1
    return done


def end_old_kek() -> None:
    """Destroy the key before: nothing is wrapped by it any more."""
    before = key_files.folder() / KEK_BEFORE
    if before.exists():
        key_files.destroy(before)


def end_active(*, using: str) -> int:
    """End every active data key: it opens what it sealed, and the next value is sealed under a new one. Return how many."""
    return DataKey.objects.using(using).filter(not_after__isnull=True).update(not_after=timezone.now())


@lru_cache(maxsize=4)
def _kek(kept: bytes) -> tuple[UUID, AESGCM]:
    key = keepers.keeper().open(kept)
    return key_id_of(key), AESGCM(key)


def _wrapping() -> tuple[UUID, AESGCM]:
    return _kek(key_files.current(key_files.folder() / KEK_FILE))


def _keks() -> list[tuple[UUID, AESGCM]]:
    before = key_files.folder() / KEK_BEFORE
    return [_wrapping(), *([_kek(key_files.current(before))] if before.exists() else [])]


def _kek_of(key_id: UUID, place: str) -> AESGCM:
    found = dict(_keks()).get(key_id)
    if found is None:
        raise KeyMissing(place)
    return found


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
    known, at = _active.get(where, (None, 0.0))
    key_id = known if known and monotonic() < at + SEEN_AFTER else _found_in_this_transaction(where, using)
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
        _active[self.where] = self.key_id, monotonic()


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
    opened = envelope.read(bytes(row.wrapped), place)
    bound = envelope.bound_to("data key", row.id, row.authority_id, row.kind)
    return AESGCM(envelope.unseal(_kek_of(opened.key_id, place), opened, bound, place))
