"""Invented firms: a made-up word, a trade and a legal form, also as registers in other scripts write it."""

import random
from dataclasses import dataclass

from firstwall.runtime.demo import identifiers
from firstwall.runtime.demo.dice import words

_CYRILLIC_STATES = frozenset({"BG", "UA"})
EU_STATES = ("EE", "LV", "LT", "RO", "BG", "GR", "PL", "DE")


@dataclass(frozen=True, slots=True)
class Business:
    """An invented firm."""

    name: str
    without_form: str  # the name without its legal form: what tells two firms apart
    name_at_home: str  # empty when the home register is Latin
    country: str
    eori: str
    vat: str
    registration: str


def business(rng: random.Random, country: str = "") -> Business:
    """Throw a firm."""
    lists = words()["business"]
    where = country or rng.choice(EU_STATES)
    forms = lists["forms"]
    fancy, trade, form = rng.choice(lists["fancy"]), rng.choice(lists["trade"]), rng.choice(forms.get(where, ["Ltd"]))
    second = f" {rng.choice(lists['fancy'])}" if rng.random() < 0.45 else ""
    scripts = lists["scripts"].get(fancy)
    at_home = ""
    if scripts and not second and (where in _CYRILLIC_STATES or where == "GR"):
        at_home = f"{scripts[1 if where == 'GR' else 0]} {form}"
    latin_form = form if form.isascii() else lists["latin_form"].get(form, form)
    return Business(
        name=f"{fancy}{second} {trade} {latin_form}",
        without_form=f"{fancy}{second} {trade}",
        name_at_home=at_home,
        country=where,
        eori=identifiers.eori(rng, where),
        vat=identifiers.vat(rng, where),
        registration=identifiers.filled(rng, "99999999"),
    )
