"""Idempotency keys: the same key with the same body is answered as before, with another body refused (REL-02).

The key is claimed by an INSERT at the start of the act. A second request with the key waits on the unique index until
the first transaction ends: committed, it gets the first one's answer; rolled back, the act is its own to do. The claim,
the act and the answer live or die together, and nobody else waits.
"""

import hashlib
from typing import Any

from django.db import connections

from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.ledger.leaf import canonical, plain
from firstwall.ledger.models import Once

LONGEST_KEY = 200
_CLAIM = """INSERT INTO ledger_once (actor_key, key, body_hash, at) VALUES (%s, %s, %s, %s)
            ON CONFLICT (actor_key, key) DO NOTHING"""


def answered_before(actor: Actor, key: str, body_hash: str) -> dict[str, Any] | None:
    """Claim a key for this act; return the earlier answer when the act was done before, None when it is to be done now.

    An empty key claims nothing: the caller decides whether it may be left out.

    Raises:
        Fault: 409, the key was used for something else; 400, it is too long.
    """
    if not key:
        return None
    if len(key) > LONGEST_KEY or "\0" in key:
        raise Fault("bad_key", N_("The idempotency key is not usable."), cure=N_("Send a UUID."), status=400)
    with connections["default"].cursor() as cursor:
        cursor.execute(_CLAIM, [_key_of(actor), key, body_hash, utc_now()])
        if cursor.rowcount:
            return None
    earlier = Once.objects.get(actor_key=_key_of(actor), key=key)
    if earlier.body_hash != body_hash:
        raise Fault(
            "key_reused",
            N_("This idempotency key was already used for a different request."),
            cure=N_("Use a new key for a new request; send the same content to repeat the earlier one."),
            status=409,
        )
    return earlier.answer or {}


def remember(actor: Actor, key: str, body_hash: str, answer_ref: dict[str, Any]) -> None:
    """Keep where the answer is to be found: references only, never personal data."""
    if not key:
        return
    mine = Once.objects.filter(actor_key=_key_of(actor), key=key, body_hash=body_hash, answer__isnull=True)
    if not mine.update(answer=plain(answer_ref)):
        raise RuntimeError("an answer belongs to a key that this act has claimed")


def body_hash(body: object) -> str:
    """Return the hash by which two requests count as the same."""
    return hashlib.sha256(canonical(plain(body))).hexdigest()


def _key_of(actor: Actor) -> str:
    return str(actor.person_id) if actor.person_id else "system"
