"""The draw of the sample: pure, so that anybody can draw it again from what the ledger publishes (SEC-23, LOG-03).

The draw of a day depends on two values. The secret is committed to in the ledger before the day's first entry exists, and
revealed after the draw. The root is that of the first checkpoint that covers the day's closing entry. Who knows the
secret does not know the root, which every entry of the day has a part in; who could shape the tree does not know the secret.
"""

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from uuid import UUID

from firstwall.authorities.permissions import PERMITTED
from firstwall.law import tables

_ONE_IN = 100


def commitment(secret: bytes) -> str:
    """What is published of the secret before the day begins."""
    return hashlib.sha256(b"firstwall sample commitment\0" + secret).hexdigest()


def seed(secret: bytes, root: bytes) -> bytes:
    """What decides the draw."""
    return hashlib.sha256(b"firstwall sample seed\0" + secret + root).digest()


def share(population: int) -> int:
    """How many are drawn: one in a hundred, rounded up, so at least one where there is any."""
    return -(-population // _ONE_IN)


def drawn(population: Iterable[UUID], *, by: bytes) -> list[UUID]:
    """Return the drawn part: those with the smallest keyed hashes. The order in which they come makes no difference."""
    ranked = sorted(population, key=lambda one: hmac.digest(by, one.bytes, "sha256"))
    return ranked[: share(len(ranked))]


def automated_fault(entry: Mapping[str, object]) -> str:
    """Tell what an automated check lacks, in one word; nothing when role, purpose, feed and mandate are there (LOG-03)."""
    purpose = tables.PURPOSES.get(str(entry["purpose"]))
    if str(entry["act"]) not in PERMITTED.get(str(entry["role"]), frozenset()):
        return "role"
    if purpose is None:
        return "purpose"
    if not entry["reference"]:
        return "feed"
    return "" if entry["mandate_id"] else "mandate"
