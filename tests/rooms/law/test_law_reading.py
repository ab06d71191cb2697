"""What people type, read into one form: text, dates, moments, numbers, identity papers, lists."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.kernel.words import Category, Strand
from firstwall.law.documents import line_of, read_document
from firstwall.law.normalising import MOST_ENTRIES, normalise_values
from firstwall.law.personal_text import find_contacts, find_person
from firstwall.law.reading import Unreadable, first_day_of, read_date, read_moment, read_number, read_text

DATES = [
    ("17022022", "2022-02-17"),
    ("20220217", "2022-02-17"),
    ("17.02.2022", "2022-02-17"),
    ("17/2/2022", "2022-02-17"),
    ("17-02-2022", "2022-02-17"),
    ("17 02 2022", "2022-02-17"),
    ("2022-02-17", "2022-02-17"),
    ("2022/2/17", "2022-02-17"),
    (" 02.2022 ", "2022-02"),
    ("2022-02", "2022-02"),
    ("1980", "1980"),
    ("1980-00-00", "1980"),
    ("00.03.1980", "1980-03"),
    ("٠٩٠٨١٩٩٠", "1990-08-09"),
]
NO_DATES = [
    "",
    "30.02.2022",
    "02/17/2022",
    "17-02-22",
    "17.00.2022",
    "1779",
    "2101",
    "yesterday",
    "1980-13",
    "2022-02-17T00:00",
    "9" * 5000,
]
MOMENTS = [
    ("23112026 1432", "2026-11-23T14:32"),
    ("231120261432", "2026-11-23T14:32"),
    ("23.11.2026 14:32", "2026-11-23T14:32"),
    ("23/11/2026 9.05", "2026-11-23T09:05"),
    ("2026-11-23T14:32Z", "2026-11-23T14:32"),
    ("2026-11-23 16:32+02:00", "2026-11-23T14:32"),
]
NUMBERS = [
    ("12000", "12000"),
    ("12 000,50", "12000.5"),
    ("1.000.000,5", "1000000.5"),
    ("1,000,000", "1000000"),
    ("12.5", "12.5"),
    ("0,125", "0.1250"),
    ("0.125", "0.1250"),
    ("1,234.5", "1234.5"),
    ("1000.00", "1000"),
    (7, "7"),
    (1.125, "1.1250"),
]


@pytest.mark.parametrize(("typed", "read"), DATES)
def test_dates_as_officers_write_them(typed, read):
    """Day first when the year stands last; what is not known is left out."""
    assert read_date(typed) == read
    assert read_date(read) == read


@pytest.mark.parametrize("typed", NO_DATES)
def test_what_is_no_date_is_refused_with_a_cure(typed):
    """Nothing is guessed: no month 17, no year of two digits."""
    with pytest.raises(Unreadable) as unread:
        read_date(typed)
    assert "day, month, year" in unread.value.cure
    assert len(unread.value.sentence) < 100


@given(st.dates(min_value=date(1850, 1, 1), max_value=date(2100, 12, 31)))
def test_every_day_is_read_in_every_form(day):
    """Eight digits either way round, marked or ISO, give the same day."""
    forms = ("%d%m%Y", "%Y%m%d", "%d.%m.%Y", "%d/%m/%Y", "%Y-%m-%d", "%Y/%m/%d")
    assert {read_date(day.strftime(form)) for form in forms} == {day.isoformat()} == {read_date(day)}
    assert first_day_of(day.isoformat()[:7]) == day.replace(day=1)


@pytest.mark.parametrize(("typed", "read"), MOMENTS)
def test_moments_as_officers_write_them(typed, read):
    """The answer is UTC."""
    assert read_moment(typed) == datetime.fromisoformat(read).replace(tzinfo=UTC)


def test_a_moment_without_offset_is_the_places_own_time():
    """14:32 in Tallinn is 12:32 UTC in winter; a Z says UTC whatever the place."""
    tallinn = timezone(timedelta(hours=2))
    assert read_moment("23112026 1432", zone=tallinn).hour == 12
    assert read_moment("23112026 1432Z", zone=tallinn).hour == 14
    for wrong in ("23112026", "31.02.2026 10:00", "23.11.2026 25:00", "now", ""):
        with pytest.raises(Unreadable):
            read_moment(wrong)


@pytest.mark.parametrize(("typed", "read"), NUMBERS)
def test_numbers_as_people_write_them(typed, read):
    """Blanks, comma or point; read again it stays the same."""
    assert read_number(typed) == read
    assert read_number(read) == read


@pytest.mark.parametrize(
    "typed", ["1,000", "12.345", "-3", "1e5", "NaN", "inf", True, "", "12 kg", "9" * 16, float("nan"), "0x1F"]
)
def test_a_number_that_can_be_two_is_none(typed):
    """1,000 may be one or a thousand: the officer says which."""
    with pytest.raises(Unreadable):
        read_number(typed)


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\x1b[31m", "\ud800", "\u202e", "\u2066"])
def test_hidden_characters_are_refused(hidden):
    """NUL, controls, lone surrogates, direction overrides: the sentence names the character and can be printed."""
    with pytest.raises(Unreadable) as unread:
        read_text(f"Jaan{hidden}Tamm", max_length=500)
    unread.value.sentence.encode("utf-8")
    assert "U+" in unread.value.sentence


def test_text_is_composed_and_trimmed():
    """NFC; joiners and marks of Persian and Arabic stay."""
    assert read_text("  Jo\u0308rg \t  M\n", max_length=500) == "Jörg M"
    assert read_text("a\r\n b\u2028c", max_length=9, one_line=False) == "a\nb\nc"
    assert read_text("علی\u200cرضا", max_length=500) == "علی\u200cرضا"


@pytest.mark.parametrize("length", [501, 10_000, 5_000_000])
def test_a_name_of_ten_thousand_characters_gets_one_clear_sentence(length):
    """Names end at 500 characters; the refusal says how many there were and does not repeat them."""
    _values, [found] = normalise_values(Category.PERSONS, {"names": "x" * length})
    assert (found.field, str(length) in found.sentence) == ("names", True)
    assert len(found.sentence) < 100


def test_identity_papers_are_lines_or_parts():
    """Type, number, country, date, place; only the number is needed."""
    paper = {
        "type": "passport",
        "number": "K1234567",
        "country": "EE",
        "issued_on": "2022-02-17",
        "issued_at": "Tallinn",
    }
    assert read_document("Passport; K1234567; ee; 17.02.2022; Tallinn") == paper
    assert read_document(paper) == paper == read_document(line_of(paper))
    assert read_document("K1234567;EE") == {"type": "other", "number": "K1234567", "country": "EE"}
    for wrong in (
        "passport;",
        "a;b;c;d;e;f",
        {"number": "1", "photo": "x"},
        {"type": "visa", "number": "1"},
        {"number": "1", "country": "QQ"},
    ):
        with pytest.raises(Unreadable):
            read_document(wrong)


def test_lists_come_as_lists_or_as_lines():
    """Codes also by comma; repeats and empty lines go."""
    values, found = normalise_values(
        Category.PERSONS,
        {
            "names": "Jaan Tamm\r\n\r\nJ. Tamm\nJaan Tamm",
            "nationalities": "ee, lv;EL",
            "warning_codes": ["armed", ""],
            "address": " ",
        },
    )
    assert found == []
    assert values == {
        "names": ["Jaan Tamm", "J. Tamm"],
        "nationalities": ["EE", "LV", "GR"],
        "warning_codes": ["armed"],
    }


def test_a_choice_is_taken_by_code_or_by_label():
    """A spreadsheet says Female, the form says F."""
    assert normalise_values(Category.PERSONS, {"sex": "female"})[0] == {"sex": "F"}
    _values, [found] = normalise_values(Category.PERSONS, {"sex": "unknown"})
    assert "F, M, X" in found.cure


def test_a_currency_is_three_letters():
    """Small letters are raised; a sign is no code."""
    assert normalise_values(Category.CASH_SEIZED, {"currency": "eur"})[0] == {"currency": "EUR"}
    for wrong in ("€", "EURO", "E1R"):
        assert [one.field for one in normalise_values(Category.CASH_SEIZED, {"currency": wrong})[1]] == ["currency"]


def test_a_thousand_unknown_fields_do_not_make_a_thousand_answers():
    """The first hundred are enough to see what kind of file it is; none of them is kept."""
    kept, found = normalise_values(Category.PERSONS, {f"column {n}": "x" for n in range(1000)})
    assert (kept, len(found)) == ({}, 100)


def test_too_many_entries_are_refused():
    """A list has an end."""
    _values, [found] = normalise_values(Category.PERSONS, {"names": [f"Name {n}" for n in range(MOST_ENTRIES + 1)]})
    assert str(MOST_ENTRIES) in found.sentence


def test_one_value_where_one_fits():
    """A list of one is that one; of two is a problem."""
    assert normalise_values(Category.PERSONS, {"sex": ["F"]})[0] == {"sex": "F"}
    assert len(normalise_values(Category.PERSONS, {"sex": ["F", "M"]})[1]) == 1


def test_a_failed_check_digit_is_no_problem():
    """EXC-17: forged and mistyped numbers are what an alert may be about."""
    wrong = {"means_kind": "container", "container_number": "MSKU1234560", "imo": "1234568", "vin": "NOT-A-VIN"}
    assert normalise_values(Category.MEANS_OF_TRANSPORT, wrong, Strand.CRIMINAL) == (wrong, [])


def test_detectors_do_not_slow_down_on_hostile_text():
    """Two thousand characters of near misses are read at once (no pattern that explodes)."""
    for text in (
        "+1 " * 666,
        "EE38 " * 400,
        "a@" * 1000,
        "A<" * 1000,
        "driver " * 285,
        "plate " * 333,
        "1." * 1000,
        "A-" * 1000,
    ):
        assert find_contacts(text) is None or text
        assert find_person(text) is None or text
