"""PAXLST, who is on board: each passenger and crew member with documents (EXC-09, EXC-10)."""

from pathlib import Path

import pytest

from tests.rooms.screening.formats.reading import movements, not_mapped, parties, problems

SAMPLE = Path("examples/formats/paxlst.edi").read_bytes()
OTHER_MARKS = SAMPLE.replace(b"UNA:+.? '", b"UNA|*.! ~").translate(bytes.maketrans(b":+'", b"|*~"))


def test_the_sample_gives_everyone_on_board() -> None:
    assert parties(SAMPLE) == [
        (5, "any", "OPERATIONS DESK", "", ""),
        (12, "person", "JAAN NAIDIS", "1980-05-17", "EE", ("passport", "KX1234567", "EE")),
        (
            22,
            "person",
            "ANNA MARIJA BERZINA",
            "1975-01-02",
            "LV",
            ("passport", "LV7654321", "LV"),
            ("document", "99001122", "US"),
        ),
        (34, "person", "EXAMPLE PILOT", "", "PL"),
    ]


def test_a_day_that_does_not_exist_is_a_remark_and_the_person_is_screened() -> None:
    assert problems(SAMPLE) == [(34, "bad_date", "NAD+FM", None)]
    assert not_mapped(SAMPLE) == {"COM": 1, "CNT": 1}


def test_everyone_is_a_movement_on_the_same_flight() -> None:
    _head, jaan, anna, _crew = movements(SAMPLE)
    assert [one.journey for one in jaan.means] == ["BX412"] and anna.parties[0].sex == "F"
    assert [(one.role, one.at) for one in jaan.times][:2] == [("189", "2026-11-24T06:20"), ("232", "2026-11-24T08:55")]
    assert [one.value for one in anna.references if one.kind == "AVF"] == ["QX7PLM"]


CASES = {
    "separators of its own": OTHER_MARKS,
    "blanks before tags": SAMPLE.replace(b"\n", b"\r\n  "),
    "all on one line": SAMPLE.replace(b"\n", b""),
    "no UNA": SAMPLE.replace(b"UNA:+.? '", b""),
    "a blank after a tag": SAMPLE.replace(b"UNG+", b"UNG +"),
}


@pytest.mark.parametrize("name", CASES)
def test_it_reads_alike_however_it_is_written(name: str) -> None:
    assert parties(CASES[name]) == parties(SAMPLE)


def test_a_passenger_without_name_and_document_is_named_as_a_gap() -> None:
    data = SAMPLE.replace(b"NAD+FM+++PILOT:EXAMPLE'", b"NAD+FM'")
    assert (34, "nothing_to_search", "NAD+FM", None) in problems(data)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("800517", "1980-05-17"),
        ("261124", "2026-11-24"),
        ("261125", "1926-11-25"),
        ("000229", "2000-02-29"),
        ("19800517", "1980-05-17"),
    ],
)
def test_two_digits_of_a_birth_year_are_never_ahead(written: str, read: str) -> None:
    assert parties(SAMPLE.replace(b"DTM+329:800517", b"DTM+329:" + written.encode()))[1][3] == read
