"""The matchable facts of an alert: what it can be found by, and nothing else of it. Pure.

One alert can be several entities: an alert on a lorry that names its driver is found by the plate and by the driver's name. The
first entity carries the alert's id, the others the id with a number (`<id>:2`). Fraud trends hold no person (CIS-09) and an
expert is offered, not looked for (category f): neither is ever found by a name.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from firstwall.kernel.words import Category
from firstwall.matching.identifiers import recognise
from firstwall.matching.types import Entity, Identifier, Kind

# kind, names, birth dates, countries, numbers
Packed = list[list[Any]]
MOST_ENTITIES = 3  # a person, a business, a means

_NEVER_FOUND = {Category.FRAUD_TRENDS, Category.EXPERTISE}
_MEANS_KIND = {
    "vehicle": Kind.VEHICLE,
    "trailer": Kind.VEHICLE,
    "vessel": Kind.VESSEL,
    "aircraft": Kind.AIRCRAFT,
    "container": Kind.CONTAINER,
}
_BUSINESS_NUMBERS = (
    ("eori", "eori"),
    ("vat", "vat"),
    ("excise_number", "excise_number"),
    ("lei", "lei"),
    ("company_registration", "company_registration"),
)
_MEANS_NUMBERS = (
    ("vin", "vin"),
    ("imo", "imo"),
    ("mmsi", "mmsi"),
    ("call_sign", "call_sign"),
    ("container_number", "container"),
    ("seal_numbers", "seal"),
    ("aircraft_registration", "aircraft_registration"),
)
_MEANS_SCHEMES = {"plate", "imo", "container", "vin", "mmsi", "call_sign", "aircraft_registration"}
_PAPER_SCHEME = {"passport": "passport", "identity_card": "identity_card", "driving_licence": "driving_licence"}


def lines_of(value: object) -> tuple[str, ...]:
    """The texts of a field, whether it holds one or a list."""
    if not value:
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[attr-defined]


def matchable(values: Mapping[str, object], category: Category, *, alert_id: str, access_class: int) -> list[Entity]:
    """The entities by which the alert can be found; its own subject first."""
    return unpacked(packed_facts(values, category), alert_id=alert_id, access_class=access_class)


def packed_facts(values: Mapping[str, object], category: Category) -> Packed:
    """The same facts in the small form that an index entry seals: kind, names, dates, countries, numbers."""
    if category in _NEVER_FOUND:
        return []
    found = [fact for fact in (_person(values), _business(values), _means(values)) if fact is not None]
    first = {Category.PERSONS: Kind.PERSON, Category.BUSINESSES: Kind.BUSINESS}.get(category)
    if first is None:
        found.sort(key=lambda fact: fact[0] in (Kind.PERSON, Kind.BUSINESS))
    else:
        found.sort(key=lambda fact: fact[0] != first)
    return found


def unpacked(packed: Packed, *, alert_id: str, access_class: int) -> list[Entity]:
    """Entities from the packed form."""
    return [
        Entity(
            alert_id if place == 0 else f"{alert_id}:{place + 1}",
            access_class,
            kind,
            tuple(names),
            tuple(dates),
            tuple(countries),
            tuple([Identifier(*number) for number in numbers]),
        )
        for place, (kind, names, dates, countries, numbers) in enumerate(packed)
    ]


def entity_ids(alert_id: str) -> tuple[str, ...]:
    """Every id that an entity of this alert can have."""
    return (alert_id, *(f"{alert_id}:{number}" for number in range(2, MOST_ENTITIES + 1)))


def alert_of(entity_id: str) -> str:
    """The alert that an entity of the index belongs to."""
    return entity_id.partition(":")[0]


def _person(values: Mapping[str, object]) -> list | None:
    names = [
        *lines_of(values.get("names")),
        *lines_of(values.get("maiden_name")),
        *lines_of(values.get("former_names")),
    ]
    papers = [
        [_PAPER_SCHEME.get(paper.get("type", ""), "document"), paper["number"], paper.get("country", "")]
        for paper in values.get("documents") or ()  # type: ignore[attr-defined]
        if paper.get("number")
    ]
    if not names and not papers:
        return None
    return _fact(Kind.PERSON, names, lines_of(values.get("birth_dates")), lines_of(values.get("nationalities")), papers)


def _business(values: Mapping[str, object]) -> list | None:
    names = [*lines_of(values.get("business_names")), *lines_of(values.get("trading_names"))]
    numbers = list(_numbers(values, _BUSINESS_NUMBERS, str(values.get("business_country") or "")))
    if not names and not numbers:
        return None
    return _fact(Kind.BUSINESS, names, (), lines_of(values.get("business_country")), numbers)


def _means(values: Mapping[str, object]) -> list | None:
    country = str(values.get("registration_country") or "")
    kind = _MEANS_KIND.get(str(values.get("means_kind") or ""), Kind.ANY)
    names = list(lines_of(values.get("vessel_name")))
    numbers = list(_numbers(values, _MEANS_NUMBERS, ""))
    mark = "aircraft_registration" if kind == Kind.AIRCRAFT else "plate"
    numbers += [[mark, plate, country] for plate in lines_of(values.get("registration"))]
    numbers += [_recognised(text, mark) for text in lines_of(values.get("registration_of_means"))]
    if kind == Kind.ANY:
        kind = _kind_by_numbers(numbers, has_vessel_name=bool(names))
    if not names and not numbers:
        return None
    return _fact(kind, names, (), lines_of(values.get("flag")) or lines_of(country), numbers)


def _kind_by_numbers(numbers: list, *, has_vessel_name: bool) -> Kind:
    schemes = {number[0] for number in numbers}
    if has_vessel_name or schemes & {"imo", "mmsi"}:
        return Kind.VESSEL
    if "container" in schemes:
        return Kind.CONTAINER
    if "aircraft_registration" in schemes:
        return Kind.AIRCRAFT
    return Kind.VEHICLE if schemes & {"plate", "vin"} else Kind.ANY


def _recognised(text: str, otherwise: str) -> list[str]:
    """Item 11 of set P is a registration of any means: a ship's IMO number as well as a plate."""
    found = recognise(text)
    scheme = found.scheme if found.scheme in _MEANS_SCHEMES else otherwise
    return [scheme, text, found.country if scheme == "plate" else ""]


def _numbers(values: Mapping[str, object], fields: Iterable[tuple[str, str]], country: str) -> Iterable[list[str]]:
    for code, scheme in fields:
        for value in lines_of(values.get(code)):
            if scheme == "company_registration":
                yield from ([scheme, one.strip(), country] for one in value.split(";") if one.strip())
            else:
                yield [scheme, value, ""]


def _fact(kind: Kind, names: Iterable[str], dates: Iterable[str], countries: Iterable[str], numbers: list) -> list:
    return [str(kind), list(dict.fromkeys(names)), list(dates), list(countries), numbers]
