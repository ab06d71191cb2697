"""Container status messages, in the two forms of Implementing Regulation 2016/345, Article 2 (DIR-01 to DIR-03)."""

from pathlib import Path

import pytest

from firstwall.screening.formats.documents import read_documents
from firstwall.screening.formats.edifact import read_edifact
from firstwall.screening.formats.movement import Movement
from firstwall.screening.formats.x12 import read_x12
from tests.rooms.screening.formats.reading import TODAY, movements, not_mapped, parties, problems

FORMATS = Path("examples/formats")
SAMPLES = {path.name: path.read_bytes() for path in FORMATS.iterdir()}
BOX = ("container", "CSQU3054383", "")
SEAL = ("seal", "EE449201", "")
SHIP = ("vessel", "EXAMPLE TRADER", "", "", ("imo", "9074729", ""))

EXPECTED = {
    "iftsta.edi": [
        (5, "any", "BALTIC TEST LINES AS", "", ""),
        (10, "container", "", "", "", BOX),
        (13, *SHIP),
        (17, "container", "", "", "", ("container", "MSCU1234566", "")),
    ],
    "codeco.edi": [
        (5, "container", "", "", "", BOX, SEAL),
        (11, "vehicle", "", "", "", ("registration", "123ABC", "")),
        (12, "container", "", "", "", ("container", "MSCU1234566", "")),
    ],
    "status-315.x12": [
        (4, "container", "", "", "", BOX, SEAL),
        (8, "vessel", "EXAMPLE TRADER", "", "EE", ("imo", "9074729", "")),
    ],
    "rail-322.x12": [
        (5, "container", "", "", "", BOX, SEAL),
        (8, "any", "ROTTERDAM SAMPLE GOODS BV", "", ""),
        (9, "any", "JAAN NAIDIS", "", ""),
    ],
    "road-214.x12": [
        (5, "any", "ROTTERDAM SAMPLE GOODS BV", "", "NL"),
        (8, "any", "JAAN NAIDIS", "", "EE"),
        (13, "vehicle", "", "", "", ("registration", "123ABC", "")),
    ],
}


def form(name: str) -> str:
    return "x12" if name.endswith(".x12") else "edifact"


@pytest.mark.parametrize("name", EXPECTED)
def test_the_samples_give_every_box_ship_and_party(name: str) -> None:
    assert parties(SAMPLES[name], form(name)) == EXPECTED[name]


def test_what_happened_when_and_where_is_in_the_movement() -> None:
    _head, loaded, _departed = movements(SAMPLES["iftsta.edi"])
    assert ("334", "2026-11-23T04:40") in [(one.role, one.at) for one in loaded.times]
    assert ("175", "NLRTM") in [(one.role, one.code) for one in loaded.locations]
    (status,) = [one for one in read_x12([SAMPLES["status-315.x12"]], today=TODAY) if isinstance(one, Movement)]
    assert [(one.role, one.at) for one in status.times] == [("AE", "2026-11-23T04:40"), ("140", "2026-11-23T04:40")]
    assert [one.value for one in status.references] == ["BL-1001"]


@pytest.mark.parametrize("name", ["iftsta.edi", "codeco.edi", "coarri.edi", "status-315.x12", "tracking.json"])
def test_a_container_status_message_gives_what_the_directory_holds(name: str) -> None:
    """DIR-01: number, loading status, what happened and when, means with voyage, place, freight bill."""
    reader = {"json": read_documents, "x12": read_x12, "edi": read_edifact}[name.rpartition(".")[2]]
    found = [one for one in reader([SAMPLES[name]], today=TODAY) if isinstance(one, Movement)]
    move = next(one for one in found if any(box.number.value == "CSQU3054383" for box in one.equipment))
    assert any(box.status for box in move.equipment) and move.happenings and move.times and move.locations
    assert "BL-1001" in [one.value for one in (*found[0].references, *move.references)]
    assert any(one.journey or one.numbers for one in move.means)


def test_something_that_happens_tomorrow_has_a_wrong_clock() -> None:
    assert problems(SAMPLES["codeco.edi"]) == [(13, "future_clock", "DTM", None)]
    late = SAMPLES["status-315.x12"].replace(b"AE*20261123", b"AE*20271123")
    assert problems(late, "x12") == [(4, "future_clock", "B4", None)]


def test_what_a_status_means_is_in_the_movement() -> None:
    """DIR-01: type of movement."""
    assert [one.code for move in movements(SAMPLES["iftsta.edi"])[1:] for one in move.happenings] == [
        *("BGM 23", "AE"),
        *("BGM 23", "VD"),
    ]
    assert not not_mapped(SAMPLES["iftsta.edi"]) and not not_mapped(SAMPLES["status-315.x12"], "x12")


X12 = SAMPLES["status-315.x12"]
SAME = {
    "one line": X12.replace(b"\n", b""),
    "segments that end with their line": X12.replace(b"~\n", b"\n"),
    "a terminator of three bytes": X12.replace(b"~", "…".encode()),
    "a byte-order mark and an ISA without its width": b"\xef\xbb\xbf" + b" ".join(X12.split()),
    "separators of its own": X12.replace(b"*", b"|"),
}


@pytest.mark.parametrize("name", SAME)
def test_x12_reads_alike_however_it_is_written(name: str) -> None:
    found = parties(SAME[name], "x12")
    assert [row[4:] for row in found] == [row[4:] for row in parties(X12, "x12")]


WRONG = {
    "ends too early": (X12[: X12.index(b"R4*")] + b"R4*L*UN", [(9, "truncated", "R4", None)]),
    "ends before its end": (X12[: X12.index(b"SE*9")], [(11, "truncated", "DTM", None)]),
    "another number of segments": (X12.replace(b"SE*9", b"SE*8"), [(11, "wrong_count", "SE", 9)]),
    "another reference": (X12.replace(b"SE*9*0001", b"SE*9*0002"), [(11, "wrong_reference", "SE", None)]),
    "another number of groups": (X12.replace(b"IEA*1", b"IEA*2"), [(13, "wrong_count", "IEA", 1)]),
    "a clock of the future": (X12.replace(b"*261123*", b"*281123*"), [(1, "future_clock", "ISA", None)]),
    "a segment of 10 MB": (
        X12.replace(b"N9*BM", b"N9*ZZ*" + b"x" * 10_000_000 + b"~N9*BM").replace(b"SE*9", b"SE*10"),
        [(5, "segment_too_long", "N9", None)],
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_in_x12_is_named_and_the_good_parts_are_kept(name: str) -> None:
    data, expected = WRONG[name]
    assert problems(data, "x12") == expected
    assert parties(data, "x12")[0][-2] == BOX


def test_a_set_that_comes_twice_is_screened_once() -> None:
    again = X12 + X12
    assert parties(again, "x12") == parties(X12, "x12")
    assert [code for _at, code, _tag, _n in problems(again, "x12")] == ["duplicate_message"]


@pytest.mark.parametrize("length", range(3, 112))
def test_a_head_that_is_cut_anywhere_stops_nothing(length: int) -> None:
    assert [code for _at, code, _tag, _n in problems(X12[:length], "x12")] in (["truncated"], [])


def test_a_set_of_very_many_segments_is_given_in_parts() -> None:
    """SEC-53: memory stays flat, and an address does not grow with each of its lines."""
    head = SAMPLES["status-315.x12"].split(b"B4*", 1)[0]
    whole = head + b"N1*CN*Jaan Naidis~" + b"N3*Example Street 1~" * 4_000 + b"R4*L*UN*EETLL~" * 12_000
    found = [one for one in read_x12([whole], today=TODAY) if isinstance(one, Movement)]
    assert len(found[0].parties[0].address) <= 500
    shared = 3 * 100  # of the first part, true of each later one
    assert [len(found), sum(len(one.locations) for one in found)] == [4, 12_000 + shared]
    assert max(len(one.locations) for one in found) <= 5_000 + 1 + 100
