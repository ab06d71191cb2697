"""The one box: what is typed, what it is taken for. Numbers with a check digit are invented with the standards' rules."""

import pytest

from firstwall.matching.identifiers import lookalike_key, recognise
from firstwall.matching.identifiers.container import is_valid as is_container
from firstwall.matching.identifiers.imo import is_valid as is_imo

TABLE = [
    ("CSQU3054383", "container", "CSQU3054383", "ok"),
    ("csqu 305438-3", "container", "CSQU3054383", "ok"),
    ("CSQU 3O5438 3", "container", "CSQU3054383", "ok"),
    ("CSQU3054384", "container", "CSQU3054384", "failed"),
    ("CSQU305438", "container", "CSQU305438", "none"),
    ("IMO 9074729", "imo", "9074729", "ok"),
    ("imo9074729", "imo", "9074729", "ok"),
    ("9074729", "imo", "9074729", "ok"),
    ("IMO 9074728", "imo", "9074728", "failed"),
    ("9074728", "document", "9074728", "none"),
    ("1M8GDM9AXKP042788", "vin", "1M8GDM9AXKP042788", "ok"),
    ("1M8GDM9AXKP042789", "vin", "1M8GDM9AXKP042789", "failed"),
    ("VIN WBA3A5C50CF256551", "vin", "WBA3A5C50CF256551", "none"),
    ("DE 136 695 976", "vat", "DE136695976", "ok"),
    ("VAT EE100247018", "vat", "EE100247018", "failed"),
    ("EORI EE10024701", "eori", "EE10024701", "none"),
    ("FR12345678901234", "eori", "FR12345678901234", "none"),
    ("123 ABC", "plate", "123ABC", "none"),
    ("AB-123-CD", "plate", "AB123CD", "none"),
    ("B-MW 1234", "plate", "BMW1234", "none"),
    ("АВ1234ВС", "plate", "AB1234BC", "none"),
    ("ΙΚΖ 1234", "plate", "IKZ1234", "none"),
    ("AB1234567", "document", "AB1234567", "none"),
    ("passport kb 123456", "passport", "KB123456", "none"),
    ("MMSI 276123456", "mmsi", "276123456", "none"),
    ("\u202eCSQU\u200b3054383", "container", "CSQU3054383", "ok"),
    ("Henrik Lundqvist", "name", "henrik lundqvist", "none"),
    ("Сергей Щербатов", "name", "сергей щербатов", "none"),
    ("3Com Trading", "name", "3com trading", "none"),
    ("", "name", "", "none"),
    ("x" * 10_000, "name", "x" * 10_000, "none"),
]


@pytest.mark.parametrize(("text", "scheme", "normalised", "check"), TABLE)
def test_what_is_typed_is_recognised(text: str, scheme: str, normalised: str, check: str) -> None:
    found = recognise(text)
    assert (found.scheme, found.normalised, found.check) == (scheme, normalised, check)
    assert bool(found.query().name or found.query().identifiers) == bool(normalised)


def test_a_failed_check_digit_offers_at_most_three_valid_readings() -> None:
    container, ship = recognise("CSQU3054384"), recognise("IMO 9074728")
    assert 1 <= len(container.repairs) <= 3
    assert all(is_container(reading) for reading in container.repairs)
    assert 1 <= len(ship.repairs) <= 3
    assert all(is_imo(reading) for reading in ship.repairs)


def test_the_reading_that_is_most_easily_confused_comes_first() -> None:
    assert recognise("CSQU3054883").repairs[0] == "CSQU3054383"


def test_characters_that_look_alike_share_a_key() -> None:
    assert lookalike_key("АВO-I1") == lookalike_key("AB0 11")
    assert lookalike_key("AB0") != lookalike_key("AC0")
