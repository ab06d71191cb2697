"""A challenge is answered once. What was asked stays with the browser, signed; only that it was answered is kept here."""

import hashlib
import secrets
from datetime import timedelta

from firstwall.authorities.signing_in.models import UsedChallenge
from firstwall.kernel.clock import utc_now
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_

LIFE = timedelta(minutes=5)


def new_challenge() -> bytes:
    """Thirty-two random bytes."""
    return secrets.token_bytes(32)


def use(challenge: bytes) -> None:
    """Mark it as answered. Needs the doorkeeper's context.

    Raises:
        NotPermitted: it was answered before.
    """
    digest = hashlib.sha256(challenge).hexdigest()
    _row, is_new = UsedChallenge.objects.get_or_create(hash=digest, defaults={"expires_at": utc_now() + 2 * LIFE})
    if not is_new:
        raise NotPermitted("SEC-15", N_("This sign-in was used before."), cure=N_("Begin again."))
