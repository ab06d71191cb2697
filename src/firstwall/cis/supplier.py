"""The authority and strand that an act on alerts needs; the doorkeeper and jobs have neither."""

from uuid import UUID

from firstwall.kernel.actor import Actor
from firstwall.kernel.words import Strand


def authority_of(actor: Actor) -> UUID:
    """The authority that the actor acts for.

    Raises:
        RuntimeError: there is none: the permission check was left out, a bug.
    """
    if actor.authority_id is None:
        raise RuntimeError("an act on alerts is done for an authority")
    return actor.authority_id


def strand_of(actor: Actor) -> Strand:
    """The strand now acted in.

    Raises:
        RuntimeError: there is none: a bug, as above.
    """
    if actor.strand is None:
        raise RuntimeError("an act on alerts is done in one strand")
    return actor.strand
