"""A day of invented traffic at every post, with planted truth: who of it is listed, and under which alert.

A line is one party of a movement: a driver, a passenger, a lorry, a ship, a box, a consignee. Most are innocent. The planted
ones come as traffic brings them: another spelling, another alphabet, a slip of the keyboard, a number written otherwise.
Homonyms are planted too: a listed name with another birth date, which must raise nothing.
"""

import csv
import io
import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from firstwall.runtime.demo import businesses, identifiers, means, names, spelling
from firstwall.runtime.demo.alerts import DemoAlert
from firstwall.runtime.demo.businesses import Business
from firstwall.runtime.demo.dice import dice
from firstwall.runtime.demo.lookalike import Listed, names_to_avoid
from firstwall.runtime.demo.means import Vehicle, Vessel
from firstwall.runtime.demo.names import Person

COLUMNS = (
    "Movement", "Kind", "Party", "Born", "State", "Passport", "Plate", "Box", "IMO", "VIN", "EORI", "VAT",
)  # fmt: skip
# the column of the file -> our value; written beside the example as a mapping file (screening/columns.py)
MAPPING = {
    "Movement": "label", "Kind": "kind", "Party": "name", "Born": "birth_date", "State": "country",
    "Passport": "number.passport", "Plate": "number.plate", "Box": "number.container", "IMO": "number.imo",
    "VIN": "number.vin", "EORI": "number.eori", "VAT": "number.vat",
}  # fmt: skip
# what crosses where: weights of person, vehicle, business, vessel, container
MIXES = {
    "road": (50, 35, 10, 0, 5),
    "port": (20, 10, 20, 8, 42),
    "airport": (95, 0, 5, 0, 0),
}
_KINDS = ("person", "vehicle", "business", "vessel", "container")
_MIX_OF = {"GRSKG": "airport", "EENAR": "road", "LVTER": "road", "ROSIR": "road", "BGKAN": "road"}


@dataclass(frozen=True, slots=True)
class Party:
    """One line of traffic with its truth: `expect` is the number of the alert, empty for an innocent."""

    cells: dict[str, str]
    expect: str = ""
    done: str = ""
    twin: str = field(default="")


def day_at(locode: str, listed: tuple[DemoAlert, ...], *, lines: int = 200, planted: int = 12) -> list[Party]:
    """One day at one post, in the order of crossing."""
    rng = dice("traffic", locode)
    mix = MIXES[_MIX_OF.get(locode, "port")]
    kinds = [kind for kind, weight in zip(_KINDS, mix, strict=True) if weight]
    usable = [a for a in listed if _kind_of(a) in kinds]
    rng.shuffle(usable)
    parties = [_planted(rng, alert) for alert in usable[:planted]]
    parties += _homonyms(rng, [a for a in usable[planted:] if isinstance(a.source, Person)][: planted // 3])
    known = Listed(name for alert in listed for name in names_to_avoid(_names_of(alert), alert.source))
    while len(parties) < lines:
        party = _innocent(rng, rng.choices(_KINDS, mix)[0], known)
        if party is not None:
            parties.append(party)
    rng.shuffle(parties)
    minutes = sorted(rng.randrange(24 * 60) for _ in parties)
    return [
        Party({"Movement": f"{locode}-{at // 60:02d}{at % 60:02d}-{n:03d}", **p.cells}, p.expect, p.done, p.twin)
        for n, (at, p) in enumerate(zip(minutes, parties, strict=True), start=1)
    ]


def as_csv(parties: list[Party]) -> str:
    """The file a post would send: the truth is not in it."""
    return _table(COLUMNS, (party.cells for party in parties))


def truth_csv(parties: list[Party]) -> str:
    """The truth beside it: which line is which alert, and what was done to it."""
    rows = (
        {"Movement": p.cells["Movement"], "expect": p.expect, "done": p.done, "twin": p.twin}
        for p in parties
        if p.expect or p.twin
    )
    return _table(("Movement", "expect", "done", "twin"), rows)


def _table(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _kind_of(alert: DemoAlert) -> str:
    kinds = {Person: "person", Vehicle: "vehicle", Business: "business", Vessel: "vessel", str: "container"}
    return kinds.get(type(alert.source), "")


def _names_of(alert: DemoAlert) -> list[str]:
    return [name for code in ("names", "business_names", "vessel_name") for name in alert.values.get(code, ())]


def _planted(rng: random.Random, alert: DemoAlert) -> Party:
    cells, done = _ARRIVES[_kind_of(alert)](rng, alert)
    return Party(cells, alert.number, done)


def _person(rng: random.Random, alert: DemoAlert) -> tuple[dict[str, str], str]:
    someone, name = alert.source, alert.source.main_name()
    ways = ["slip", "order", "capitals", "spelling"] + (["own script", "own script"] if someone.own_script() else [])
    way = rng.choice(ways)
    written = {
        "slip": lambda: spelling.typo(rng, name),
        "order": lambda: spelling.reordered(rng, name),
        "capitals": lambda: spelling.shouted(name),
        "spelling": lambda: someone.other_spelling(rng),
        "own script": someone.own_script,
    }[way]()
    cells = {"Kind": "person", "Party": written, "Born": someone.birth_date, "State": someone.country}
    if alert.values.get("documents") and rng.random() < 0.4:
        cells["Passport"] = identifiers.reformatted(rng, alert.values["documents"][0]["number"]).strip()
    return cells, f"name: {way}"


def _vehicle(rng: random.Random, alert: DemoAlert) -> tuple[dict[str, str], str]:
    car = alert.source
    return {
        "Kind": "vehicle",
        "Plate": identifiers.reformatted(rng, car.plate).strip(),
        "State": car.country,
    }, "plate written otherwise"


def _business(rng: random.Random, alert: DemoAlert) -> tuple[dict[str, str], str]:
    firm = alert.source
    if firm.name_at_home and rng.random() < 0.5:
        return {"Kind": "business", "Party": firm.name_at_home, "State": firm.country}, "name: own script"
    if rng.random() < 0.5:
        return {"Kind": "business", "Party": spelling.typo(rng, firm.name), "State": firm.country}, "name: slip"
    return {"Kind": "business", "EORI": identifiers.reformatted(rng, firm.eori).strip()}, "EORI written otherwise"


def _vessel(rng: random.Random, alert: DemoAlert) -> tuple[dict[str, str], str]:
    ship = alert.source
    return {
        "Kind": "vessel",
        "Party": spelling.typo(rng, ship.name),
        "IMO": f"IMO {ship.imo}",
        "State": ship.flag,
    }, "name: slip"


def _container(rng: random.Random, alert: DemoAlert) -> tuple[dict[str, str], str]:
    box = alert.source
    return {"Kind": "container", "Box": f"{box[:4]} {box[4:10]}-{box[10]}"}, "number written otherwise"


_ARRIVES = {"person": _person, "vehicle": _vehicle, "business": _business, "vessel": _vessel, "container": _container}


def _homonyms(rng: random.Random, alerts: list[DemoAlert]) -> list[Party]:
    parties = []
    for alert in alerts:
        born = names.birth_date(rng)
        while abs(int(born[:4]) - int(alert.source.birth_date[:4])) < 4:
            born = names.birth_date(rng)
        cells = {"Kind": "person", "Party": alert.source.main_name(), "Born": born, "State": alert.source.country}
        parties.append(Party(cells, "", "homonym", alert.number))
    return parties


def _innocent(rng: random.Random, kind: str, known: Listed) -> Party | None:
    """Somebody or something that no alert names; None when the throw came too near to a listed name."""
    thrown = _THROW[kind](rng)
    cells = {"Kind": kind, **_cells(rng, thrown)}
    written = [cells["Party"]] if "Party" in cells else []
    return None if any(known.resembles(name) for name in names_to_avoid(written, thrown)) else Party(cells)


_THROW: dict[str, Callable[[random.Random], object]] = {
    "person": names.person,
    "vehicle": means.vehicle,
    "business": businesses.business,
    "vessel": means.vessel,
    "container": identifiers.container,
}


def _cells(rng: random.Random, thrown: object) -> dict[str, str]:
    match thrown:
        case Person():
            name = (thrown.own_script() if rng.random() < 0.1 else "") or thrown.main_name()
            cells = {"Party": name, "Born": thrown.birth_date, "State": thrown.country}
            number = identifiers.passport(rng, thrown.country)
            return cells | ({"Passport": number} if rng.random() < 0.7 else {})
        case Vehicle():
            return {"Plate": thrown.plate, "State": thrown.country}
        case Business():
            return {"Party": thrown.name, "State": thrown.country, "EORI": thrown.eori}
        case Vessel():
            return {"Party": thrown.name, "IMO": thrown.imo, "State": thrown.flag}
        case _:
            return {"Box": str(thrown)}
