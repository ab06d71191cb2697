"""PNRGOV, bookings: everyone who travels, with the document that the booking names (EXC-09, EXC-10)."""

from pathlib import Path

import pytest

from tests.rooms.screening.formats.reading import movements, not_mapped, parties, problems

SAMPLE = Path("examples/formats/pnrgov.edi").read_bytes()


def test_the_sample_gives_each_traveller_once_with_the_document() -> None:
    assert parties(SAMPLE) == [
        (10, "person", "JAAN NAIDIS", "1980-05-17", "EE", ("passport", "KX1234567", "EE")),
        (19, "person", "ANNA MARIJA BERZINA", "1975-01-02", "LV"),
    ]
    assert not problems(SAMPLE)


def test_a_booking_is_a_movement_with_its_flight_and_references() -> None:
    _head, first, second = movements(SAMPLE)
    assert [(one.kind, one.value) for one in first.references] == [("booking", "QX7PLM"), ("ticket", "1234567890123")]
    assert first.means[0].journey == "BX412" and [one.value for one in second.references] == ["ZZ9ABC"]
    assert [(one.role, one.code) for one in second.locations] == [("departure", "WAW"), ("arrival", "TLL")]
    assert first.times[0].at == "2026-11-24"


def test_how_it_was_paid_is_not_read() -> None:
    assert not_mapped(SAMPLE)["FOP"] == 1


NAMES = {
    "NAIDIS+JAANMR:A:1": "JAAN NAIDIS",
    "NAIDIS+JAAN MSTR:A:1": "JAAN NAIDIS",
    "NAIDIS+AMR:A:1": "AMR NAIDIS",
    "NAIDIS+WILLIAMS:A:1": "WILLIAMS NAIDIS",
    "NAIDIS": "NAIDIS",
}


@pytest.mark.parametrize("written", NAMES)
def test_a_title_is_no_name_and_a_name_is_no_title(written: str) -> None:
    head = SAMPLE[: SAMPLE.index(b"ADD")]
    data = head + f"TIF+{written}'UNT+9+1'UNZ+1+0008'".encode()
    assert [row[2] for row in parties(data)] == [NAMES[written]]


def test_a_document_of_somebody_else_is_somebody_else() -> None:
    data = SAMPLE.replace(b"/31DEC30/NAIDIS/JAAN", b"/31DEC30/TEISE/PIRET")
    assert [row[2] for row in parties(data)][:2] == ["JAAN NAIDIS", "PIRET TEISE"]
