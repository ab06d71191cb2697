"""A movement while it is gathered from the segments or elements of a message."""

from dataclasses import dataclass, field, fields
from typing import Any

from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Happening,
    Location,
    Means,
    Moment,
    Movement,
    MovementParty,
    Reference,
    Seal,
)
from firstwall.screening.types import Problem

MOST_SHARED = 100  # of the head of a message, in each of its movements
SHARED = ("means", "locations", "times", "references", "happenings")


@dataclass(slots=True)
class Unit:
    """A movement being gathered."""

    parties: list[MovementParty] = field(default_factory=list)
    equipment: list[Equipment] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    means: list[Means] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    times: list[Moment] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    happenings: list[Happening] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def size(self) -> int:
        """How many values it holds."""
        return sum(len(getattr(self, name)) for name in _NAMES)

    def movement(self, message: str, end: int, shared: "Unit | None" = None) -> Movement:
        """The finished movement, with what the head of the message says for all."""
        head: dict[str, tuple[Any, ...]] = {name: tuple(getattr(shared, name)) for name in SHARED} if shared else {}
        return Movement(message, end, **{name: head.get(name, ()) + tuple(getattr(self, name)) for name in _NAMES})

    def head(self) -> "Unit":
        """What of the head of a message is true of each of its movements."""
        return Unit(**{name: getattr(self, name)[:MOST_SHARED] for name in SHARED})


_NAMES = tuple(one.name for one in fields(Unit))
