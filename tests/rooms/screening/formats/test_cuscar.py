"""CUSCAR, the cargo report: parties, ship, containers and seals of each consignment (EXC-09), and what goes wrong (REL-19)."""

import gc
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from firstwall.screening.formats.edifact import read_edifact
from firstwall.screening.formats.parties import items_of
from tests.rooms.screening.formats.reading import TODAY, movements, not_mapped, parties, problems, read

SAMPLE = Path("examples/formats/cuscar.edi").read_bytes()


def test_the_sample_gives_every_party_ship_and_container_once() -> None:
    assert parties(SAMPLE) == [
        (6, "any", "BALTIC TEST LINES AS", "", ""),
        (7, "vessel", "EXAMPLE TRADER", "", "EE", ("imo", "9074729", "")),
        (14, "any", "ROTTERDAM SAMPLE GOODS BV", "", "NL"),
        (15, "any", "JAAN NÄIDIS", "", "EE"),
        (16, "any", "EXAMPLE FORWARDING OÜ", "", "EE"),
        (25, "any", "ROTTERDAM SAMPLE GOODS BV", "", "NL"),
        (26, "any", "O'BRIEN + SONS LTD", "", "IE"),
        (29, "container", "", "", "", ("container", "CSQU3054383", ""), ("seal", "EE449201", "")),
    ]
    assert problems(SAMPLE) == [(15, "mixed_encoding", "NAD", None), (16, "mixed_encoding", "NAD", None)]
    assert not_mapped(SAMPLE) == {"SGP": 1, "CNT": 1}


def test_each_consignment_is_a_movement_and_knows_its_voyage() -> None:
    head, first, second = movements(SAMPLE)
    assert [ship.name for ship in first.means] == ["EXAMPLE TRADER"] and first.means[0].journey == "417E"
    assert [one.value for one in second.references] == ["MANIFEST-2026-0417", "BL-1002", "BL-1002"]
    assert first.goods[0].text == "ELECTRIC HEATERS" and first.goods[0].mass == "1840 KGM"
    assert [(spot.role, spot.code) for spot in second.locations][-2:] == [("9", "NLRTM"), ("11", "EETLL")]
    assert [(one.role, one.at) for one in head.times] == [("137", "2026-11-20T09:10"), ("132", "2026-11-22T18:00")]
    assert first.parties[1].address == "KASE 5, TALLINN, 10111" and first.parties[1].place == (15, "NAD+CN")


@pytest.mark.parametrize("lines", [0, 7, 15, 16, 29])
def test_what_was_committed_is_not_given_again(lines: int) -> None:
    """REL-13: a killed worker's run is read from its head, and goes on after the last committed place."""
    every = read(SAMPLE)
    assert read(SAMPLE, lines=lines) == [one for one in every if (one.through or one.line) > lines]


def changed(old: bytes, new: bytes) -> bytes:
    assert old in SAMPLE
    return SAMPLE.replace("Ä".encode(), b"AE").replace("Ü".encode(), b"UE").replace(old, new)


PLAIN = changed(b"UNZ", b"UNZ")
CASES = {
    "as it should be": (PLAIN, []),
    "ends in the middle of a name": (PLAIN[: PLAIN.index(b" SONS LTD")], [(26, "truncated", "NAD", None)]),
    "ends between two segments": (PLAIN[: PLAIN.index(b"CNT+8")], [(31, "truncated", "SEL", None)]),
    "no line break and no last terminator": (PLAIN.replace(b"'\n", b"'").rstrip(b"'"), []),
    "another number of segments": (changed(b"UNT+31", b"UNT+313"), [(32, "wrong_count", "UNT", 31)]),
    "another number of messages": (changed(b"UNZ+1", b"UNZ+2"), [(33, "wrong_count", "UNZ", 1)]),
    "another reference": (changed(b"UNT+31+M0001", b"UNT+31+M0002"), [(32, "wrong_reference", "UNT", None)]),
    "no end of the message": (changed(b"UNT+31+M0001'", b""), [(32, "no_message_end", "UNZ", None)]),
    "no beginning": (PLAIN[PLAIN.index(b"BGM") :], [(1, "no_message_start", "BGM", None)]),
    "a clock of the future": (changed(b"261120:0915", b"271120:0915"), [(1, "future_clock", "UNB", None)]),
    "a message of the future": (changed(b"137:202611", b"137:202711"), [(4, "future_clock", "DTM", None)]),
    "a segment of 10 MB": (
        changed(b"GARDEN TOOLS", b"x" * 10_000_000),
        [(28, "segment_too_long", "FTX", None)],
    ),
    "a segment without a name": (changed(b"CNT+8:164'", b"+8:164'"), [(31, "no_tag", "", None)]),
    "a message of another kind": (changed(b"CUSCAR", b"CUSCRX"), [(2, "unknown_message", "UNH", None)]),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_wrong_is_named_with_its_segment_and_the_good_parts_are_kept(name: str) -> None:
    data, expected = CASES[name]
    assert problems(data) == expected
    names = [row[2] for row in parties(data)]
    assert names[:5] == [row[2] for row in parties(PLAIN)][:5]


def test_a_message_that_comes_twice_is_screened_once() -> None:
    head, message, tail = (
        PLAIN[: PLAIN.index(b"UNH")],
        PLAIN[PLAIN.index(b"UNH") : PLAIN.index(b"UNZ")],
        b"UNZ+2+BL000417'",
    )
    twice = head + message + message + tail
    assert parties(twice) == parties(PLAIN)
    assert problems(twice) == [(63, "duplicate_message", "UNT", None)]
    assert parties(PLAIN + PLAIN) == parties(PLAIN)


def test_a_message_that_only_pretends_to_be_a_double_is_screened() -> None:
    """Who sends harmless words first cannot hide others behind the same reference."""
    other = changed(b"EXAMPLE FORWARDING", b"HIDDEN FORWARDING")
    assert "HIDDEN FORWARDING OUE" in [row[2] for row in parties(PLAIN + other)]


def big(consignments: int) -> Iterator[bytes]:
    head, end = PLAIN.index(b"CNI+1"), PLAIN.index(b"CNT+8")
    yield PLAIN[:head]
    for _ in range(consignments // 2):
        yield PLAIN[head:end]


def test_memory_stays_flat_over_a_big_manifest() -> None:
    """Four hundred consignments, and never more than a few of them at once."""

    def peak(count: int) -> int:
        tracemalloc.start()
        for number, _item in enumerate(items_of(read_edifact(big(count), today=TODAY))):
            if number % 200 == 0:
                gc.collect()
        highest = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return highest

    peak(50)  # what is kept once for all is kept now
    assert peak(400) < 300_000
