"""Decision 2009/917/JHA Art. 15 to 19; Regulation (EC) 515/97 Art. 41a to 41d: the rules of FIDE that need no database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.fide.rules import FileClock, first_day_gone, may_follow, must_be_askable
from firstwall.kernel.clock import add_years
from firstwall.kernel.refusal import Refusal
from firstwall.law.fide import STATUSES, NationalRow, identity_of, qualifies

MARCH = date(2024, 3, 1)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))


def test_an_offence_qualifies_with_twelve_months_or_a_fine_of_15000_euro():
    """FIDE-05: D 15(3): either is enough, and neither is short by one."""
    assert qualifies(custody_months=12, fine_eur=0)
    assert qualifies(custody_months=0, fine_eur=15_000)
    assert not qualifies(custody_months=11, fine_eur=14_999)


def test_a_person_is_indexed_by_nine_things_and_a_business_by_five():
    """FIDE-10, FIDE-11: closed lists; no address and no document of a person."""
    assert [row.code for row in identity_of("person")] == [
        "name", "forenames", "maiden_name", "former_names", "aliases", "birth_date", "birth_place", "nationality", "sex",
    ]  # fmt: skip
    assert [row.code for row in identity_of("business")] == [
        "business_name", "trading_name", "address", "vat_number", "excise_number",
    ]  # fmt: skip


@pytest.mark.parametrize(("status", "years"), [("established", 6), ("sanctioned", 10)])
def test_an_entry_ends_six_or_ten_years_after_the_date_in_the_file(status, years):
    """FIDE-16: D 19(1); R 41d(1): counted from the file, not from the entry in FIDE."""
    assert first_day_gone(FileClock(status, "EE", MARCH, MARCH)) == date(2024 + years, 3, 1)


def test_a_current_file_ends_after_three_years_or_after_one_without_an_act():
    """FIDE-16, FIDE-18: the earlier of the two."""
    assert first_day_gone(FileClock("suspected", "EE", MARCH, date(2026, 12, 1))) == date(2027, 3, 1)
    assert first_day_gone(FileClock("suspected", "EE", MARCH, MARCH)) == date(2025, 3, 1)


def test_scenario_11_a_year_without_an_act_ends_it_though_three_are_not_over():
    """FIDE-18: last act 15.5.2025: gone on 15.5.2026."""
    clock = FileClock("suspected", "EE", date(2025, 1, 1), date(2025, 5, 15))
    assert first_day_gone(clock) == date(2026, 5, 15)


def test_the_periods_are_not_cumulative():
    """FIDE-17: start 1.3.2024, established on 1.2.2027: from 1.3.2027 to 1.3.2030."""
    assert first_day_gone(FileClock("suspected", "EE", MARCH, date(2027, 2, 1))) == date(2027, 3, 1)
    assert first_day_gone(FileClock("established", "EE", MARCH, date(2027, 2, 1))) == date(2030, 3, 1)


@given(st.sampled_from(list(STATUSES)), DAYS, st.integers(0, 4000), st.integers(1, 20))
def test_national_law_shortens_and_never_lengthens(status, filed_on, days, years):
    """FIDE-22: over status, day and a state's own period; another state's row and a later one change nothing."""
    clock = FileClock(status, "EE", filed_on, filed_on + timedelta(days=days))
    usual = first_day_gone(clock, national=())
    row = NationalRow("EE", status, years, date(2000, 1, 1), "", "")
    assert first_day_gone(clock, national=(row,)) == min(usual, add_years(filed_on, years))
    others = (
        NationalRow("LV", status, 1, date(2000, 1, 1), "", ""),
        NationalRow("EE", status, 1, date(2050, 1, 1), "", ""),
    )
    assert first_day_gone(clock, national=others) == usual


def test_a_status_goes_forward_only_and_back_by_correction():
    """FIDE-09: suspected, established, sanctioned."""
    order = ["suspected", "established", "sanctioned"]
    assert sorted(STATUSES, key=lambda code: STATUSES[code].rank) == order
    for start, end in [(a, b) for a in order for b in order]:
        assert may_follow(start, end) is (order.index(end) >= order.index(start))
        assert may_follow(start, end, is_correction=True)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        ("person", {"nationality": "PT"}),
        ("person", {"sex": "M", "birth_place": "Riga"}),
        ("business", {"address": "Riga"}),
    ]
    + [("person", {"name": said}) for said in ("", " ", "*", "%%", "?_ .", "-", "A", "A.")]
    + [("person", {"aliases": ["", "*"]})],
)
def test_scenario_12_a_query_without_a_name_date_or_number_is_refused(kind, named):
    """FIDE-13: D 18(2); R 41c(2): no browsing, no wildcard."""
    with pytest.raises(Refusal) as refused:
        must_be_askable(kind, named, "EE-2026/4")
    assert refused.value.rule == "FIDE-13" and "41c(2)" in refused.value.article and refused.value.cure


@pytest.mark.parametrize("code", [row.code for kind in ("person", "business") for row in identity_of(kind) if row.asks])
def test_each_identifier_of_the_law_is_enough_by_itself(code):
    """FIDE-13: any one of them, and a file of one's own."""
    kind = next(kind for kind in ("person", "business") if code in [row.code for row in identity_of(kind)])
    must_be_askable(kind, {code: "1980-05-17" if code == "birth_date" else "Näidis"}, "EE-2026/4")


def test_nobody_asks_without_a_file_of_the_own_authority():
    """FIDE-04: D 15(2); R 41a(3)."""
    with pytest.raises(Refusal) as refused:
        must_be_askable("person", {"name": "Näidis"}, "  ")
    assert (refused.value.rule, refused.value.field) == ("FIDE-04", "file_reference")
