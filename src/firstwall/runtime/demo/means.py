"""Invented vehicles and vessels."""

import random
from dataclasses import dataclass

from firstwall.runtime.demo import identifiers
from firstwall.runtime.demo.dice import words


@dataclass(frozen=True, slots=True)
class Vehicle:
    """A car, van or lorry with its plate."""

    plate: str
    country: str
    vin: str
    make: str
    model: str
    colour: str


@dataclass(frozen=True, slots=True)
class Vessel:
    """A ship with its number and flag."""

    name: str
    imo: str
    mmsi: str
    call_sign: str
    flag: str


def vehicle(rng: random.Random, country: str = "") -> Vehicle:
    """Throw a vehicle."""
    where = country or rng.choice(sorted(identifiers.PLATE_PATTERNS))
    lists = words()["means"]
    make, _, model = rng.choice(lists["cars"] + lists["lorries"]).partition(" ")
    return Vehicle(
        plate=identifiers.plate(rng, where),
        country=where,
        vin=identifiers.vin(rng),
        make=make,
        model=model,
        colour=rng.choice(lists["colours"]),
    )


def vessel(rng: random.Random) -> Vessel:
    """Throw a vessel."""
    lists = words()["vessel"]
    number = f" {rng.randint(2, 9)}" if rng.random() < 0.2 else ""
    return Vessel(
        name=f"{rng.choice(lists['first'])} {rng.choice(lists['second'])}{number}".upper(),
        imo=identifiers.imo(rng),
        mmsi=identifiers.mmsi(rng),
        call_sign=identifiers.filled(rng, "AAA9999")[:7],
        flag=rng.choice(lists["flags"]),
    )
