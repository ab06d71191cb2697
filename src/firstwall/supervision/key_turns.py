"""A change of keys, in the ledger: which kind, which key before and after, by their public ids alone (SEC-40, SEC-27)."""

from collections.abc import Mapping

from django.db import transaction

from firstwall.authorities.acting import acting, system_actor
from firstwall.ledger import services as ledger
from firstwall.seals import data_keys

LOGIN = "jobs"
ROTATE = "supervision.rotate_key"
SYSTEM = system_actor("keys")


def record_rotation(kind: str, details: Mapping[str, object]) -> None:
    """Enter that a key was changed."""
    with acting(SYSTEM, using=LOGIN):
        said = {"kind": kind, **details}
        ledger.record(SYSTEM, act=ROTATE, object_type="key", object_id=kind, details=said, using=LOGIN)


def wrap_data_keys_anew() -> int:
    """Wrap every data key under the key-encryption key in use; return how many were not yet."""
    with acting(SYSTEM, using=LOGIN), transaction.atomic(using=LOGIN):
        return data_keys.wrap_anew(using=LOGIN)


def end_data_keys() -> int:
    """End every active data key; return how many."""
    with acting(SYSTEM, using=LOGIN):
        return data_keys.end_active(using=LOGIN)
