"""Declarations in XML: WCO Data Model, NCTS and ENS, by the names of their elements, item by item (EXC-06, EXC-09, SEC-53)."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstwall.kernel.refusal import Fault
from firstwall.screening.formats.declaration import read_declaration
from firstwall.screening.formats.movement import Movement
from firstwall.screening.formats.parties import items_of
from firstwall.screening.sniff import form_of
from tests.rooms.screening.formats.reading import TODAY, not_mapped, parties, problems, read

FORMATS = Path("examples/formats")
WCO = (FORMATS / "declaration.xml").read_bytes()
BOX, SEAL = ("container", "CSQU3054383", ""), ("seal", "EE449201", "")

EXPECTED = {
    "declaration.xml": [
        ("vessel", "", "EE", ("imo", "9074729", "")),
        ("any", "Example Forwarding OÜ", "EE", ("eori", "EE12345678", "")),
        ("any", "Rotterdam Sample Goods BV", "NL"),
        ("vehicle", "", "", ("plate", "123 ABC", "")),
        ("container", "", "", BOX, SEAL),
        ("any", "Jaan Näidis", "EE"),
        ("any", "Example Imports OÜ", "", ("eori", "EE87654321", "")),
    ],
    "transit.xml": [
        ("any", "Example Forwarding OÜ", "EE", ("eori", "EE12345678", "")),
        ("person", "Jaan Näidis", ""),
        ("any", "Rotterdam Sample Goods BV", "NL"),
        ("container", "", "", BOX, SEAL),
        ("vehicle", "", "EE", ("plate", "123ABC", "EE")),
        ("any", "Anna Bērziņa", ""),
    ],
    "entry-summary.xml": [
        ("vessel", "", "EE", ("imo", "9074729", "")),
        ("any", "Rotterdam Sample Goods BV", "NL"),
        ("any", "Jaan Näidis", "EE"),
        ("container", "", "", BOX),
        ("any", "Baltic Test Lines AS", "", ("eori", "EE12345678", "")),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_samples_give_every_party_means_and_container(name: str) -> None:
    data = (FORMATS / name).read_bytes()
    assert form_of(data).format == "xml"
    assert [(row[1], row[2], row[4], *row[5:]) for row in parties(data, "xml")] == EXPECTED[name]
    assert not problems(data, "xml")


def test_each_item_is_a_movement_with_the_head_of_its_declaration() -> None:
    first, second, rest = (one for one in read_declaration([WCO], today=TODAY) if isinstance(one, Movement))
    assert (first.goods[0].text, first.goods[0].codes, first.goods[0].mass) == (
        "Electric heaters",
        ("85162910",),
        "1840",
    )
    assert [one.value for one in first.references] == ["LRN-2026-0417", "BL-1001"]
    assert [ship.kind for ship in second.means] == ["vessel", "vehicle"] and second.goods[0].text == "Garden tools"
    assert [party.role for party in rest.parties] == ["importer"]
    assert (
        first.parties[0].address == "Tallinn, Sadama 2, 10111"
        and first.parties[0].place.name == "Declaration/Declarant"
    )


def test_what_is_not_mapped_is_listed_with_its_parent() -> None:
    said = not_mapped(WCO, "xml")
    assert said["Seal/SequenceNumeric"] == 1 and said["Declaration/TypeCode"] == 1
    assert said["WCODataModelVersionCode"] == 1


@pytest.mark.parametrize("lines", [0, 8, 30, 60])
def test_what_was_committed_is_not_given_again(lines: int) -> None:
    every = read(WCO, "xml")
    assert read(WCO, "xml", lines=lines) == [one for one in every if (one.through or one.line) > lines]


def test_it_is_read_alike_wherever_the_stream_is_cut() -> None:
    whole = [one for one in read_declaration([WCO], today=TODAY) if isinstance(one, Movement)]
    pieces = [WCO[at : at + 7] for at in range(0, len(WCO), 7)]
    cut = [one for one in read_declaration(pieces, today=TODAY) if isinstance(one, Movement)]
    assert [one.parties for one in cut] == [one.parties for one in whole]


BOMB = b'<!DOCTYPE MetaData [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><MetaData><ID>&b;</ID></MetaData>'
OUTSIDE = b'<!DOCTYPE MetaData SYSTEM "file:///etc/passwd"><MetaData><Declaration/></MetaData>'
WRONG = {
    "entities": (BOMB, ["xml_declares"]),
    "a type from outside": (OUTSIDE, ["xml_declares"]),
    "too deep": (b"<MetaData>" + b"<a>" * 150 + b"</a>" * 150 + b"</MetaData>", ["too_deep"]),
    "nobody in it": (b"<MetaData><Declaration/></MetaData>", ["nothing_found"]),
    "an encoding that is none": (b'<?xml version="1.0" encoding="klingon"?><MetaData/>', ["bad_xml"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_hostile_documents_are_named_and_not_followed(name: str) -> None:
    data, codes = WRONG[name]
    assert [code for _at, code, _field, _detail in problems(data, "xml")] == codes


def test_a_document_that_ends_too_early_keeps_its_good_parts() -> None:
    cut = WCO[: WCO.index(b"<Importer>") + 20]
    assert [row[2] for row in parties(cut, "xml")] == [row[2] for row in parties(WCO, "xml")][:-1]
    assert [(code, detail) for _at, code, _field, detail in problems(cut, "xml")] == [("bad_xml", 47)]


def test_a_clock_of_the_future_is_told() -> None:
    late = (FORMATS / "transit.xml").read_bytes().replace(b"2026-11-23T", b"2027-11-23T")
    assert [code for _at, code, _field, _detail in problems(late, "xml")] == ["future_clock"]


@pytest.mark.parametrize("text", [b"<html><body/></html>", b"<?xml version='1.0'?><svg/>", b"<"])
def test_another_document_is_refused_at_the_door(text: bytes) -> None:
    with pytest.raises(Fault) as fault:
        form_of(text)
    assert fault.value.code == "unknown_xml" and fault.value.cure


def test_memory_stays_flat_over_many_items() -> None:
    start, end = WCO.index(b"<GovernmentAgencyGoodsItem>"), WCO.index(b"<Importer>")

    def stream() -> Iterator[bytes]:
        yield WCO[:start]
        for _ in range(150):
            yield WCO[start:end]
        yield WCO[end:]

    tracemalloc.start()
    count = 0
    for _item in items_of(read_declaration(stream(), today=TODAY)):
        count += 1
        if count % 50 == 0:
            gc.collect()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count > 150 and peak < 300_000
