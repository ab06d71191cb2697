"""Invented people for the tests of this room."""

import random

from firstwall.matching import Entity, Identifier

FIRST = [
    "Henrik",
    "Marguerite",
    "Bogdan",
    "Katarzyna",
    "Sibel",
    "Arvo",
    "Ilona",
    "Yusuf",
    "Ruta",
    "Giorgos",
    "Aram",
    "Natalia",
    "Rosario",
    "Fiona",
    "Norbert",
]
LAST = [
    "Lundqvist",
    "Delacroix",
    "Ionescu",
    "Wojtkowiak",
    "Kivisaari",
    "Kovacs",
    "Qaddumi",
    "Mavridis",
    "Petrosyan",
    "Goncharova",
    "Fuente",
]


def a_person(number: int, access_class: int = 1) -> Entity:
    """An invented person; the same number gives the same person."""
    chance = random.Random(number)
    return Entity(
        id=f"p-{number}",
        access_class=access_class,
        kind="person",
        names=(f"{chance.choice(FIRST)} {chance.choice(LAST)}", f"{chance.choice(FIRST)}a {chance.choice(LAST)}")[
            : chance.choice((1, 2))
        ],
        birth_dates=(f"{chance.randrange(1950, 2000)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",),
        countries=(chance.choice(("EE", "LV", "FR", "GR")),),
        identifiers=(Identifier("passport", f"K{chance.randrange(10**6, 10**7)}", "EE"),),
    )
