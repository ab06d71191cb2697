"""A record of this room by its number: its strand, since a mandate of both acts in one at a time (CIS-01), and its lock."""

from typing import TypeVar
from uuid import UUID

from django.db import models

from firstwall.authorities.acting import where
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NothingHere

Row = TypeVar("Row", bound=models.Model)


def in_strand_of(actor: Actor, table: type[models.Model], record_id: UUID) -> Actor:
    """The actor in the strand in which it can see the record.

    Raises:
        NothingHere: hidden and absent alike (SEC-09).
    """
    there = where(actor, table._default_manager.filter(id=record_id).exists)
    if there is None:
        raise NothingHere
    return there


def locked(table: type[Row], record_id: UUID) -> Row:
    """A record of this room, held until the transaction ends.

    Raises:
        NothingHere: hidden and absent alike (SEC-09).
    """
    row = table._default_manager.select_for_update().filter(id=record_id).first()
    if row is None:
        raise NothingHere
    return row
