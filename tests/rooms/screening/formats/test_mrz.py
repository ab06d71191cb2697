"""The machine-readable zone of a travel document: name, birth, nationality and number; a wrong digit flags (EXC-17)."""

from pathlib import Path

import pytest

from firstwall.screening.asking import understood
from firstwall.screening.formats.mrz import Zone, read_zone
from firstwall.screening.types import Number
from tests.rooms.screening.formats.reading import TODAY, parties, problems, read

SAMPLE = Path("examples/formats/documents.mrz").read_bytes()
PASSPORT = "\n".join(SAMPLE.decode().splitlines()[:2])


def zone(text: str) -> Zone:
    read = read_zone(text, today=TODAY)
    assert read is not None
    return read


def test_the_sample_gives_every_document() -> None:
    assert parties(SAMPLE, "mrz") == [
        (1, "person", "JAAN NAIDIS", "1980-05-17", "EE", ("passport", "KX1234567", "EE")),
        (3, "person", "ANNA BERZINA PARAUGS", "1975-01-02", "LV", ("identity_card", "PA1234567", "LV")),
        (6, "person", "PIET VOORBEELD", "1964-02-29", "BE", ("identity_card", "590123456789", "BE")),
        (9, "person", "MAIJA LIISA ESIMERKKI", "1991-11-30", "FI", ("identity_card", "AB1234567", "FI")),
    ]
    assert not problems(SAMPLE, "mrz")


@pytest.mark.parametrize(
    "text", [PASSPORT, PASSPORT.replace("\n", ""), PASSPORT.lower(), f"  {PASSPORT.replace('<<', '< <')} "]
)
def test_it_reads_alike_however_the_scanner_gives_it(text: str) -> None:
    assert zone(text).name == "JAAN NAIDIS" and not zone(text).failed


@pytest.mark.parametrize(
    ("old", "new", "failed"),
    [
        ("KX12345677", "KX12345687", ("number", "whole")),
        ("8005171M", "8005181M", ("birth_date", "whole")),
        ("3012316", "3012326", ("expiry", "whole")),
        ("<<<32", "<<<33", ("whole",)),
    ],
)
def test_a_wrong_check_digit_is_told_and_nothing_is_left_out(old: str, new: str, failed: tuple[str, ...]) -> None:
    assert old in PASSPORT
    wrong = zone(PASSPORT.replace(old, new))
    assert wrong.failed == failed and wrong.name == "JAAN NAIDIS" and wrong.number


def test_a_letter_read_as_a_digit_is_read_back_where_only_one_can_stand() -> None:
    seen = zone(PASSPORT.replace("NAIDIS", "NA1D15").replace("8005171M", "8OO5I7IM"))
    assert (seen.name, seen.birth_date, seen.failed) == ("JAAN NAIDIS", "1980-05-17", ())


def test_likely_readings_of_a_number_are_offered() -> None:
    assert zone(PASSPORT.replace("KX12345677", "KXI2345677")).repairs == ("KX1234567",)


def test_an_unknown_day_of_birth_leaves_the_year() -> None:
    assert zone(PASSPORT.replace("8005171M", "80<<<<8M")).birth_date == "1980"


@pytest.mark.parametrize("text", ["JAAN NAIDIS", "CSQU3054383", "<" * 88, PASSPORT[:-1], "A" * 88, ""])
def test_what_is_no_zone_is_left_to_the_others(text: str) -> None:
    assert read_zone(text, today=TODAY) is None


def test_a_scan_in_the_one_field_asks_for_the_person_and_the_number() -> None:
    question = understood(PASSPORT.replace("\n", ""), today=TODAY)
    assert (question.understood_as, question.number_check, question.facts.kind) == ("mrz", "ok", "person")
    assert (question.facts.name, question.facts.birth_date, question.facts.country) == (
        "JAAN NAIDIS",
        "1980-05-17",
        "EE",
    )
    assert question.facts.numbers == (Number("passport", "KX1234567", "EE"),)
    assert understood(PASSPORT.replace("KX1", "KX2"), today=TODAY).number_check == "failed"


BROKEN = {
    "a line is missing": (
        PASSPORT.splitlines()[0] + "\n" + "\n".join(SAMPLE.decode().splitlines()[2:5]),
        [(1, "half_a_zone", 1)],
        1,
    ),
    "the file ends too early": ("\n".join(SAMPLE.decode().splitlines()[:4]), [(3, "half_a_zone", 2)], 1),
    "another line between": ("NOTHING\n" + PASSPORT, [(1, "no_zone", None)], 1),
    "a character is lost": (PASSPORT[:-2] + PASSPORT[-1], [(1, "zone_width", None), (1, "zone_check", None)], 1),
    "a character that no zone has": (PASSPORT.replace("JAAN<", "JAAN'"), [], 1),
    "a digit is wrong": (PASSPORT.replace("KX1", "KX2"), [(1, "zone_check", None)], 1),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_wrong_is_named_with_its_line(name: str) -> None:
    text, expected, count = BROKEN[name]
    data = text.encode()
    assert [(line, code, detail) for line, code, _field, detail in problems(data, "mrz")] == expected
    assert len(parties(data, "mrz")) == count


def test_a_resumed_run_goes_on_at_its_byte() -> None:
    every = read(SAMPLE, "mrz")
    first = every[0]
    rest = read(SAMPLE[first.end :], "mrz", lines=first.through)
    assert [(one.line, one.facts) for one in rest] == [(one.line, one.facts) for one in every[1:]]
