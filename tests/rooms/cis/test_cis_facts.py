"""What an alert can be found by: pure, no database."""

from firstwall.cis.facts import alert_of, matchable, packed_facts, unpacked
from firstwall.cis.rules import title_of
from firstwall.kernel.words import Category

ID = "0b7e2a4e-93a5-4d2f-8a53-0a2c0b6f8f11"


def found(values: dict, category: Category) -> list:
    return matchable(values, category, alert_id=ID, access_class=7)


def test_a_person_is_found_by_every_name_and_every_paper():
    values = {
        "names": ["Jaan Näidis", "Ivan Primer"],
        "maiden_name": "Kask",
        "birth_dates": ["1980-05"],
        "nationalities": ["EE"],
        "documents": [{"type": "passport", "number": "KX1234567", "country": "EE"}, {"type": "other", "number": "77"}],
    }
    (person,) = found(values, Category.PERSONS)
    assert person.names == ("Jaan Näidis", "Ivan Primer", "Kask")
    assert (person.kind, person.birth_dates, person.countries) == ("person", ("1980-05",), ("EE",))
    assert [(one.scheme, one.value) for one in person.identifiers] == [("passport", "KX1234567"), ("document", "77")]
    assert (person.id, person.access_class) == (ID, 7)


def test_a_lorry_that_names_its_driver_is_found_by_both():
    """One alert, two entities: the first carries the alert's id, the second a number after it."""
    values = {
        "means_kind": "vehicle",
        "registration": "123 ABC",
        "registration_country": "EE",
        "names": ["Jaan Näidis"],
    }
    lorry, driver = found(values, Category.MEANS_OF_TRANSPORT)
    assert (lorry.kind, driver.kind) == ("vehicle", "person")
    assert lorry.identifiers[0].scheme == "plate"
    assert driver.id == f"{ID}:2"
    assert alert_of(driver.id) == ID


def test_item_11_may_be_a_ships_number():
    values = {"names": ["Jaan Näidis"], "registration_of_means": ["IMO 9074729"]}
    _person, ship = found(values, Category.PERSONS)
    assert ship.identifiers[0].scheme == "imo"


def test_a_container_and_a_vessel_are_known_by_their_numbers():
    (container,) = found({"means_kind": "container", "container_number": "MSKU1234565"}, Category.MEANS_OF_TRANSPORT)
    assert (container.kind, container.identifiers[0].scheme) == ("container", "container")
    (vessel,) = found(
        {"means_kind": "vessel", "vessel_name": ["Aurora", "Ex Borealis"], "imo": "9074729", "flag": "KM"},
        Category.MEANS_OF_TRANSPORT,
    )
    assert (vessel.kind, vessel.names, vessel.countries) == ("vessel", ("Aurora", "Ex Borealis"), ("KM",))


def test_a_trend_and_an_expert_are_never_found_by_name():
    """CIS-09: no person in a trend; an expert is offered, not looked for."""
    assert found({"trend_method": "Rip-off in reefers"}, Category.FRAUD_TRENDS) == []
    assert found({"expert_names": ["Mari Mets"], "expertise_subject": "X-ray"}, Category.EXPERTISE) == []


def test_goods_without_a_person_or_business_are_not_in_the_index():
    assert found({"goods_description": "cigarettes"}, Category.COMMODITIES) == []


def test_packed_facts_come_back_the_same():
    values = {"business_names": ["Näidis OÜ"], "company_registration": "111; 222", "business_country": "EE"}
    packed = packed_facts(values, Category.BUSINESSES)
    (business,) = unpacked(packed, alert_id=ID, access_class=1)
    assert [one.value for one in business.identifiers] == ["111", "222"]
    assert unpacked(packed, alert_id=ID, access_class=1) == matchable(
        values, Category.BUSINESSES, alert_id=ID, access_class=1
    )


def test_a_title_says_what_the_alert_is_about():
    assert title_of({"names": ["Jaan Näidis"]}, Category.PERSONS) == "Jaan Näidis"
    assert title_of({"cash_amount": "12000", "currency": "EUR"}, Category.CASH_SEIZED) == "12000 EUR"
    assert title_of({"vessel_name": ["Aurora"], "imo": "9074729"}, Category.MEANS_OF_TRANSPORT) == "Aurora"
    assert len(title_of({"goods_description": "x" * 2000}, Category.COMMODITIES)) == 120
