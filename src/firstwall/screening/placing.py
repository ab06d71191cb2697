"""In which strand of the mandate a record of this room stands: a mandate of both acts in one at a time (CIS-01)."""

from uuid import UUID

from django.db import models

from firstwall.authorities.acting import where
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NothingHere


def in_strand_of(actor: Actor, table: type[models.Model], record_id: UUID) -> Actor:
    """The actor in the strand in which it can see the record.

    Raises:
        NothingHere: hidden and absent alike (SEC-09).
    """
    there = where(actor, table._default_manager.filter(id=record_id).exists)
    if there is None:
        raise NothingHere
    return there
