"""About three thousand invented alerts: all eight categories, both strands, five suppliers, many scripts."""

import random
from dataclasses import dataclass
from functools import cache
from typing import Any

from firstwall.runtime.demo import subjects
from firstwall.runtime.demo.dice import dice
from firstwall.runtime.demo.lookalike import key

HOW_MANY = {"a": 260, "b": 900, "c": 420, "d": 1100, "e": 80, "f": 50, "g": 140, "h": 70}
_THROW = {
    "a": subjects.commodities,
    "b": subjects.transport,
    "c": subjects.firms,
    "d": subjects.persons,
    "e": subjects.trends,
    "f": subjects.expertise,
    "g": subjects.seizures,
    "h": subjects.cash,
}
_SUPPLIERS = ("EE", "LV", "RO", "BG", "GR")
_ADMINISTRATIVE_SHARE = 0.3
_FIELDS_OF_LAW = ("goods_controls", "cash_movements", "drug_proceeds", "fraud_proceeds")
_RELEVANCE = ("other_states", "similar_operations", "union_interests")


@dataclass(frozen=True, slots=True)
class DemoAlert:
    """One alert before it is entered. `number` is its lasting name in the truth; `source` is what it was made of."""

    number: str
    supplier: str
    strand: str
    category: str
    values: dict
    action: str
    ground: str
    field_of_law: str
    union_relevance: str
    handling: tuple[str, ...]
    evaluation_source: str
    evaluation_information: str
    audience: tuple[str, ...] | None
    source: Any  # a Person, Business, Vehicle, Vessel or box number; None where nothing crosses a border


@cache
def alerts() -> tuple[DemoAlert, ...]:
    """All alerts, in the order in which they are entered."""
    taken: set[str] = set()

    def is_taken(name: str) -> bool:
        known = key(name) in taken
        taken.add(key(name))
        return known

    made: list[DemoAlert] = []
    for category, count in HOW_MANY.items():
        rng = dice("alerts", category)
        for number in range(1, count + 1):
            strand = "A" if rng.random() < _ADMINISTRATIVE_SHARE else "C"
            said = subjects.persons(rng, strand, is_taken) if category == "d" else _THROW[category](rng, strand)
            made.append(_framed(rng, f"{category}{number:04d}", strand, category, said))
    dice("alerts", "order").shuffle(made)
    return tuple(made)


def _framed(rng: random.Random, number: str, strand: str, category: str, said: tuple[dict, object]) -> DemoAlert:
    """The part of an alert that every category has."""
    supplier = rng.choice(_SUPPLIERS)
    return DemoAlert(
        number=number,
        supplier=supplier,
        strand=strand,
        category=category,
        values=said[0],
        action=_action(rng, category),
        ground=rng.choice(("committed", "committed", "is_committing", "will_commit")),
        field_of_law=rng.choice(_FIELDS_OF_LAW) if strand == "C" else "",
        union_relevance=rng.choice(_RELEVANCE) if strand == "A" else "",
        handling=(rng.choice(("H0", "H0", "H0", "H1", "H2")),),
        evaluation_source=rng.choice("AABBBCX"),
        evaluation_information=rng.choice("1122334"),
        audience=_audience(rng, supplier) if strand == "A" and rng.random() < 0.15 else None,
        source=said[1],
    )


def _action(rng: random.Random, category: str) -> str:
    if category == "f":
        return "contact"
    if category == "h":
        return "operational_analysis"
    if category == "e":
        return rng.choice(("strategic_analysis", "operational_analysis"))
    return rng.choice(
        ("sighting", "sighting", "discreet", "discreet", "check", "check", "check", "operational_analysis")
    )


def _audience(rng: random.Random, supplier: str) -> tuple[str, ...]:
    """CIS-28: the supplier chooses who sees it: itself, one or two states, OLAF half of the time."""
    others = rng.sample([code for code in _SUPPLIERS if code != supplier], rng.randint(1, 2))
    desk = ["OLAF"] if rng.random() < 0.5 else []
    return tuple(sorted([f"{supplier}-CUSTOMS", *(f"{code}-CUSTOMS" for code in others), *desk]))
