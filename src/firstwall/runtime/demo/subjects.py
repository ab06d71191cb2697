"""What an alert of the demo says, category by category, as values by field code (law/data/fields.toml)."""

import random
from collections.abc import Callable
from datetime import date, timedelta

from firstwall.runtime.demo import businesses, identifiers, means, names
from firstwall.runtime.demo.dice import words

Values = dict[str, object]
_FIRST_DAY = date(2025, 9, 1)


def commodities(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category a."""
    values, goods = _goods(rng)
    values["origin_country"] = rng.choice(["CN", "TR", "UA", "BY", "CO", "AE", "VN"])
    return {**values, "reason_for_entry": reason(rng, strand, goods)}, None


def transport(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category b: vehicles first, then containers and vessels."""
    throw = rng.random()
    values, source = _vehicle(rng) if throw < 0.55 else _container(rng) if throw < 0.8 else _vessel(rng)
    return {**values, "reason_for_entry": reason(rng, strand)}, source


def _vehicle(rng: random.Random) -> tuple[Values, object]:
    car = means.vehicle(rng)
    values: Values = {
        "means_kind": "vehicle",
        "registration": car.plate,
        "registration_country": car.country,
        "vin": car.vin,
        "make": car.make,
        "model": car.model,
        "colour": car.colour,
    }
    if rng.random() < 0.5:
        del values["vin"]
    return values, car


def _container(rng: random.Random) -> tuple[Values, object]:
    box = identifiers.container(rng)
    hidden = rng.choice(words()["texts"]["concealment"])
    return {"means_kind": "container", "container_number": box, "concealment": hidden}, box


def _vessel(rng: random.Random) -> tuple[Values, object]:
    ship = means.vessel(rng)
    return {
        "means_kind": "vessel",
        "vessel_name": [ship.name],
        "imo": ship.imo,
        "mmsi": ship.mmsi,
        "call_sign": ship.call_sign,
        "flag": ship.flag,
    }, ship


def firms(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category c."""
    firm = businesses.business(rng)
    lists = words()["business"]
    values: Values = {
        "business_names": [firm.name, *([firm.name_at_home] if firm.name_at_home else [])],
        "eori": firm.eori,
        "vat": firm.vat,
        "company_registration": firm.registration,
        "business_country": firm.country,
        "business_address": address(rng, firm.country),
        "business_role": rng.choice(lists["roles"]),
        "business_activity": rng.choice(lists["activities"]),
        "reason_for_entry": reason(rng, strand),
    }
    return values, firm


def persons(
    rng: random.Random, strand: str, taken: Callable[[str], bool] = lambda name: False
) -> tuple[Values, object]:
    """Category d."""
    someone = names.person(rng)
    while taken(someone.main_name()):
        someone = names.person(rng)
    known_as = [someone.main_name()]
    if someone.own_script():
        known_as = [someone.own_script(), *known_as] if rng.random() < 0.4 else known_as
    values: Values = {
        "names": known_as,
        "birth_dates": [someone.birth_date if rng.random() < 0.9 else someone.birth_date[:4]],
        "nationalities": [someone.country],
        "sex": someone.sex,
        "address": address(rng, someone.country),
        "reason_for_entry": reason(rng, strand),
    }
    if rng.random() < 0.5:
        values["documents"] = [
            {"type": "passport", "number": identifiers.passport(rng, someone.country), "country": someone.country}
        ]
    if rng.random() < 0.1:
        values["physical_marks"] = [rng.choice(words()["texts"]["marks"])]
    if strand == "C" and rng.random() < 0.06:
        values["warning_codes"] = [rng.choice(["armed", "violent", "escaped"])]
        values["warning_source"] = "report of an earlier arrest by the supplying administration"
    if rng.random() < 0.15:
        values["registration_of_means"] = [means.vehicle(rng).plate]
    return values, someone


def trends(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category e: nobody is named."""
    texts = words()["texts"]
    return {
        "trend_method": rng.choice(texts["methods"]),
        "trend_goods": rng.choice(words()["goods"])["kind"],
        "trend_route": rng.choice(texts["routes"]),
        "trend_period": rng.choice(["spring 2026", "summer 2026", "since autumn 2025"]),
        "trend_indicators": rng.sample(texts["indicators"], 3),
    }, None


def expertise(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category f."""
    texts = words()["texts"]
    return {
        "expertise_subject": rng.choice(texts["subjects"]),
        "expertise_service": rng.choice(texts["services"]),
        "expertise_languages": rng.sample(texts["languages"], 2),
        "expert_names": [names.person(rng).main_name()],
    }, None


def seizures(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category g: the box the goods were found in, in a third of the cases."""
    values, _ = _goods(rng)
    values |= _seized(rng)
    if rng.random() < 0.33:
        values |= {"means_kind": "container", "container_number": identifiers.container(rng)}
    return values, None


def cash(rng: random.Random, strand: str) -> tuple[Values, object]:
    """Category h: for analysis only (CIS-20)."""
    texts = words()["texts"]
    return {
        "cash_amount": rng.randrange(10_500, 900_000, 500),
        "currency": rng.choice(["EUR", "USD", "TRY", "RON", "GBP"]),
        "cash_instrument": rng.choice(texts["instruments"]),
        "cash_direction": rng.choice(["entering", "leaving", "within"]),
        "concealment": rng.choice(texts["concealment"]),
        **_seized(rng),
    }, None


def reason(rng: random.Random, strand: str, kind: str = "") -> str:
    """Why the entry was made, in a sentence."""
    texts = words()["texts"]
    sentence = rng.choice(texts["reasons_criminal" if strand == "C" else "reasons_administrative"])
    return sentence.format(kind=kind or rng.choice(words()["goods"])["kind"], route=rng.choice(texts["routes"]))


def address(rng: random.Random, country: str) -> str:
    """A made-up street in a real town."""
    towns = words()["towns"]
    street, town = rng.choice(words()["streets"]["names"]), rng.choice(towns.get(country, towns["XX"]))
    return f"{street} {rng.randint(1, 140)}, {town}"


def _goods(rng: random.Random) -> tuple[Values, str]:
    goods, texts = rng.choice(words()["goods"]), words()["texts"]
    return {
        "goods_description": goods["description"].format(brand=rng.choice(texts["brands"])),
        "hs_code": goods["hs"],
        "quantity": rng.randint(*goods["amount"]),
        "unit": goods["unit"],
        "concealment": rng.choice(texts["concealment"]),
        "packaging": rng.choice(texts["packaging"]),
    }, goods["kind"]


def _seized(rng: random.Random) -> Values:
    day = _FIRST_DAY + timedelta(days=rng.randint(0, 420))
    return {
        "seizure_status": rng.choice(["detained", "seized", "confiscated"]),
        "seized_on": day.isoformat(),
        "seized_at": rng.choice(["Narva", "Muuga", "Terehova", "Ventspils", "Constanța", "Siret", "Varna", "Piraeus"]),
        "seizure_case": f"FW-{day.year}-{rng.randint(1, 99999):05d}",
    }
