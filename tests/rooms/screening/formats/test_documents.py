"""Documents of JSON: DCSA and ONE Record, by the names of their values, as a stream (EXC-06, EXC-09, SEC-52)."""

import json
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from firstwall.kernel.refusal import Fault
from firstwall.screening.formats.documents import read_documents
from firstwall.screening.formats.json_events import events_of
from firstwall.screening.formats.movement import Movement
from firstwall.screening.sniff import form_of
from tests.rooms.screening.formats.reading import TODAY, not_mapped, parties, problems, read

FORMATS = Path("examples/formats")
TRACKING, BILL, AIR = (
    (FORMATS / name).read_bytes() for name in ("tracking.json", "bill-of-lading.json", "one-record.json")
)
BOX, SEAL = ("container", "CSQU3054383", ""), ("seal", "EE449201", "")
EXPECTED = {
    TRACKING: [
        ("vessel", "Example Trader", "EE", ("imo", "9074729", ""), ("call_sign", "ES2417", "")),
        ("container", "", "", BOX, SEAL),
        ("container", "", "", ("container", "MSCU1234566", "")),
    ],
    BILL: [
        ("any", "Rotterdam Sample Goods BV", "NL", ("lei", "5299001ABCDEFGHIJK28", "")),
        ("any", "Anna Bērziņa", ""),
        ("any", "Example Imports OÜ", "", ("eori", "EE87654321", "")),
        ("any", "Jaan Näidis", "EE"),
        ("any", "Example Forwarding OÜ", ""),
        ("vessel", "Example Trader", ""),
        ("container", "", "", BOX, SEAL),
    ],
    AIR: [
        ("person", "Jaan Näidis", ""),
        ("any", "Example Imports OÜ", ""),
        ("any", "", "", ("registration", "AKE12345EX", "")),
    ],
}


def movements(data: bytes) -> list[Movement]:
    return [one for one in read_documents([data], today=TODAY) if isinstance(one, Movement)]


@pytest.mark.parametrize("data", EXPECTED, ids=["tracking", "bill", "air"])
def test_the_samples_give_every_party_means_and_container(data: bytes) -> None:
    assert form_of(data).format == "json" and form_of(b"".join(data.split(b"\n"))).format == "json"
    assert [(row[1], row[2], row[4], *row[5:]) for row in parties(data, "json")] == EXPECTED[data]
    assert not problems(data, "json")


def test_an_event_is_a_movement_that_says_what_happened_when_and_where() -> None:
    """DIR-01: container, loading status, what happened and when, vessel, voyage, place and freight bill."""
    loaded, arrival = movements(TRACKING)
    assert [one.code for one in loaded.happenings] == ["LOAD"] and loaded.equipment[0].status == "LADEN"
    assert ("eventDateTime", "2026-11-23T04:40") in [(one.role, one.at) for one in loaded.times]
    assert [(one.role, one.code) for one in loaded.locations] == [("eventLocation", "NLRTM")]
    assert [(ship.name, ship.journey, ship.carrier) for ship in loaded.means] == [("Example Trader", "417E", "BALT")]
    assert "BL-1001" in [one.value for one in loaded.references]
    assert [one.code for one in arrival.happenings] == ["ARRI"]
    (bill,) = movements(BILL)
    goods = {(one.text, one.codes, one.mass, one.packages) for one in bill.goods}
    assert goods == {("Electric heaters", ("851629",), "", ""), ("", (), "1840 KGM", ""), ("", (), "", "120")}


def test_what_is_not_mapped_is_listed_under_its_object() -> None:
    """EXC-05: no silent loss."""
    assert not_mapped(TRACKING, "json") == {"seals/sealSource": 1, "events/eventType": 2, "importVoyageNumber": 1}


@pytest.mark.parametrize("lines", [0, 30, 50])
def test_what_was_committed_is_not_given_again(lines: int) -> None:
    every = read(BILL, "json")
    assert read(BILL, "json", lines=lines) == [one for one in every if (one.through or one.line) > lines]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(TRACKING)))
def test_a_document_that_ends_too_early_keeps_its_good_parts(length: int) -> None:
    said = problems(TRACKING[:length], "json")
    assert not said or said[-1][1] in {"bad_json", "nothing_found"}
    whole = [row[2:] for row in parties(TRACKING, "json")]
    ended = TRACKING[:length].count(b'"eventID"') - 1  # events that were whole before the cut
    kept = [row[2:] for row in parties(TRACKING[:length], "json")]
    assert kept[: (0, 2)[ended > 0]] == whole[: (0, 2)[ended > 0]]


DEEP = b'{"events":' + b'{"a":' * 40 + b"1" + b"}" * 41
WRONG = {
    "too deep": (DEEP, ["too_deep"]),
    "no JSON behind its beginning": (b'{"events": [{"equipmentReference": "CSQU3054383"}, oops]}', ["bad_json"]),
    "a name twice": (
        b'{"events": [{"equipmentReference": "CSQU3054383", "equipmentReference": "MSCU1234566"}]}',
        ["name_twice"],
    ),
    "Latin letters that it does not announce": (BILL.decode().encode("cp1252", "replace"), ["mixed_encoding"]),
    "a clock of the future": (TRACKING.replace(b"2026-11-23T0", b"2027-11-23T0"), ["future_clock", "future_clock"]),
    "half a character": (b'{"documentParties": {"shipper": {"partyName": "Anna \\ud800"}}}', ["half_character"]),
    "a wrong check digit": (TRACKING.replace(b"CSQU3054383", b"CSQU3054384"), ["check_digit"]),
    "nobody in it": (b'{"events": []}', ["nothing_found"]),
    "NaN": (b'{"events": [NaN]}', ["bad_json"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named_and_the_good_parts_are_kept(name: str) -> None:
    """SEC-52, REL-19."""
    data, codes = WRONG[name]
    assert [code for _at, code, _field, _detail in problems(data, "json")] == codes


def test_two_values_of_one_name_are_both_screened() -> None:
    """A receiver that takes the last and one that takes the first must not be played against each other."""
    data, _codes = WRONG["a name twice"]
    assert [row[5][1] for row in parties(data, "json")] == ["CSQU3054383", "MSCU1234566"]


def test_what_is_wrong_names_the_line_of_the_document() -> None:
    broken = TRACKING.replace(b'"seals": [', b'"seals": oops [')
    assert problems(broken, "json")[-1][1::2] == ("bad_json", 26)


@pytest.mark.parametrize("text", [b'[{"name": "A"}]', b'{\n "name": "A"\n}', b'{"svg": 1}\n{"b": 2}'])
def test_another_document_is_no_message(text: bytes) -> None:
    try:
        assert form_of(text).format == "jsonl"
    except Fault as fault:
        assert fault.code == "not_lines" and fault.cure
    assert form_of(text, wanted="json").format == "json"


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    )
)
def test_every_document_that_python_writes_is_read_to_its_end(value: object) -> None:
    assert {one.kind for one in events_of(json.dumps(value))} <= {"open", "close", "value", "too_deep"}


def test_memory_does_not_grow_with_the_events() -> None:
    """SEC-53: beside the text itself, one movement is held at a time."""
    start, end = TRACKING.index(b"    {"), TRACKING.rindex(b"    {\n")
    data = TRACKING[:start] + TRACKING[start:end] * 400 + TRACKING[end:]
    tracemalloc.start()
    count = sum(len(one.equipment) for one in read_documents([data], today=TODAY) if isinstance(one, Movement))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 401 and peak < 2 * len(data) + 400_000
