"""The shipped list to screen against: invented subjects as the JSON lines that alerts are imported from."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from firstwall.runtime.demo import businesses, identifiers, means, names
from firstwall.runtime.demo.dice import dice
from firstwall.runtime.demo.lookalike import key

PERSONS, ORGANISATIONS, VESSELS, AIRCRAFT, CONTAINERS = 1290, 340, 180, 30, 160


@dataclass(frozen=True, slots=True)
class Subject:
    """One listed subject beside what it was made of, so that questions about it can be written."""

    row: dict
    source: Any  # a Person, Business, Vessel, or the number itself


def subjects() -> list[Subject]:
    """All 2,000 listed subjects; no two persons, firms or ships bear the same name."""
    taken: set[str] = set()
    made = [*_persons(taken), *_organisations(taken), *_vessels(taken), *_aircraft(), *_containers()]
    dice("example", "order").shuffle(made)
    return made


def _persons(taken: set[str]) -> Iterator[Subject]:
    rng = dice("example", "persons")
    for number in range(1, PERSONS + 1):
        someone = _unused(lambda: names.person(rng), taken)
        known_as = [someone.main_name()]
        if someone.own_script() and rng.random() < 0.25:
            known_as.append(someone.own_script())
        if rng.random() < 0.15:
            known_as.append(someone.other_spelling(rng))
        births = [someone.birth_date] if rng.random() < 0.85 else [someone.birth_date[:4]]
        ids = []
        if rng.random() < 0.35:
            ids.append(
                {"type": "passport", "value": identifiers.passport(rng, someone.country), "country": someone.country}
            )
        if rng.random() < 0.1:
            ids.append(
                {
                    "type": "national_id",
                    "value": identifiers.identity_card(rng, someone.country),
                    "country": someone.country,
                }
            )
        yield Subject(_row(f"fw-p-{number:05d}", "person", known_as, births, [someone.country], ids), someone)


def _organisations(taken: set[str]) -> Iterator[Subject]:
    rng = dice("example", "organisations")
    for number in range(1, ORGANISATIONS + 1):
        firm = _unused(lambda: businesses.business(rng), taken)
        known_as = [firm.name, *([firm.name_at_home] if firm.name_at_home else [])]
        ids = (
            [{"type": "registration", "value": firm.registration, "country": firm.country}]
            if rng.random() < 0.5
            else []
        )
        yield Subject(_row(f"fw-o-{number:05d}", "organisation", known_as, [], [firm.country], ids), firm)


def _vessels(taken: set[str]) -> Iterator[Subject]:
    rng = dice("example", "vessels")
    for number in range(1, VESSELS + 1):
        ship = _unused(lambda: means.vessel(rng), taken)
        ids = [{"type": "imo", "value": ship.imo}]
        if rng.random() < 0.5:
            ids.append({"type": "mmsi", "value": ship.mmsi})
        if rng.random() < 0.3:
            ids.append({"type": "call_sign", "value": ship.call_sign})
        yield Subject(_row(f"fw-v-{number:05d}", "vessel", [ship.name], [], [ship.flag], ids), ship)


def _aircraft() -> Iterator[Subject]:
    rng = dice("example", "aircraft")
    for number in range(1, AIRCRAFT + 1):
        mark = identifiers.filled(rng, "ZZ-AAA")
        yield Subject(_row(f"fw-a-{number:05d}", "aircraft", [mark], [], [], []), mark)


def _containers() -> Iterator[Subject]:
    rng = dice("example", "containers")
    for number in range(1, CONTAINERS + 1):
        box = identifiers.container(rng)
        yield Subject(_row(f"fw-c-{number:05d}", "container", [], [], [], [{"type": "container", "value": box}]), box)


def _row(id_: str, type_: str, known_as: list[str], births: list[str], states: list[str], ids: list[dict]) -> dict:
    return {
        "id": id_,
        "type": type_,
        "names": list(dict.fromkeys(known_as)),
        "dob": births,
        "nationality": states,
        "ids": ids,
        "source": "invented",
    }


def _unused(throw, taken: set[str]):
    while True:
        made = throw()
        name = key(_told_apart_by(made))
        if name not in taken:
            taken.add(name)
            return made


def _told_apart_by(made: names.Person | businesses.Business | means.Vessel) -> str:
    if isinstance(made, names.Person):
        return made.main_name()
    return made.without_form if isinstance(made, businesses.Business) else made.name


def spelled_otherwise(rng: random.Random, someone: names.Person, listed: list[str]) -> str:
    """Another Latin spelling than those listed, or nothing when the name has none."""
    for _ in range(6):
        other = someone.other_spelling(rng)
        if other not in listed and key(other) != key(listed[0]):
            return other
    return ""
