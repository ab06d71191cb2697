"""One movement of traffic, whatever message told of it: parties, equipment, seals, goods, means, places, times, references,
and what happened.

Each value says where in the source it stood (EXC-05). Nothing here is stored: a movement lives while it is screened.
"""

from dataclasses import dataclass
from typing import NamedTuple

from firstwall.screening.types import Number, Problem


class Place(NamedTuple):
    """Where a value stood: the number of its segment, element or row from 1, and the name that it has there."""

    number: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class MovementParty:
    """A person or business in its role; a `kind` of any says that the message does not tell which of the two."""

    place: Place
    role: str
    kind: str = "any"
    name: str = ""
    birth_date: str = ""
    country: str = ""
    numbers: tuple[Number, ...] = ()
    sex: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal, and the equipment on which it was said to be."""

    place: Place
    value: str
    equipment: str = ""


@dataclass(frozen=True, slots=True)
class Equipment:
    """A container, trailer or wagon."""

    place: Place
    kind: str
    number: Number
    size: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Goods:
    """What is said to be inside, in words and codes; quantities as they were written."""

    place: Place
    text: str = ""
    codes: tuple[str, ...] = ()
    packages: str = ""
    mass: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """What carries: a vessel, aircraft, vehicle or train with its names, numbers and journey."""

    place: Place
    kind: str = "any"
    name: str = ""
    numbers: tuple[Number, ...] = ()
    country: str = ""
    journey: str = ""
    carrier: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A port, office or address and what happens there, by the code of the message."""

    place: Place
    role: str
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time, as ISO 8601 when it was understood and as written when not."""

    place: Place
    role: str
    at: str


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, by the code of the message: loaded, discharged, through the gate (DIR-01)."""

    place: Place
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A number by which others know this movement."""

    place: Place
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One unit of traffic. What its message said at the head for all units stands in each; `end` is the byte after it."""

    message: str
    end: int
    parties: tuple[MovementParty, ...] = ()
    equipment: tuple[Equipment, ...] = ()
    seals: tuple[Seal, ...] = ()
    goods: tuple[Goods, ...] = ()
    means: tuple[Means, ...] = ()
    locations: tuple[Location, ...] = ()
    times: tuple[Moment, ...] = ()
    references: tuple[Reference, ...] = ()
    happenings: tuple[Happening, ...] = ()
    remarks: tuple[Problem, ...] = ()


Read = Movement | Problem
