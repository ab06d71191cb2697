"""The calendar of the time limits: CLK-01 and CLK-02."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.kernel import clock

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2090, 12, 31))
MARCH_31, LEAP_DAY = date(2026, 3, 31), date(2024, 2, 29)


def test_a_leap_day_plus_years_without_one_is_28_february():
    """CLK-01: 29 February 2024 + 5 years."""
    assert clock.add_years(LEAP_DAY, 5) == date(2029, 2, 28)
    assert clock.add_years(LEAP_DAY, 4) == date(2028, 2, 29)


def test_a_notice_is_the_same_day_of_the_month_before_or_its_last():
    """CLK-02: 31 March gives 28 or 29 February."""
    assert clock.add_months(MARCH_31, -1) == date(2026, 2, 28)
    assert clock.add_months(date(2028, 3, 31), -1) == date(2028, 2, 29)
    assert clock.add_months(date(2026, 1, 15), -1) == date(2025, 12, 15)


def test_the_limit_counts_utc_days_wherever_the_officer_sits():
    """CLK-01: 01:00 in Tallinn is still the day before in UTC."""
    tallinn = timezone(timedelta(hours=3))
    assert clock.utc_day(datetime(2029, 4, 10, 1, tzinfo=tallinn)) == date(2029, 4, 9)


def test_a_moment_without_offset_has_no_day():
    """A naive moment is a mistake of ours, not a day."""
    with pytest.raises(ValueError, match="offset"):
        clock.utc_day(datetime(2029, 4, 10))  # noqa: DTZ001


@given(DAYS, st.integers(min_value=0, max_value=10))
def test_years_never_jump_over_the_day(day, years):
    """The result is the same day of the year, or the day before a missing 29 February."""
    result = clock.add_years(day, years)
    assert (result.year, result.month) == (day.year + years, day.month)
    assert result.day == day.day or (day.month, day.day, result.day) == (2, 29, 28)


@given(DAYS, st.integers(min_value=-60, max_value=60))
def test_months_clamp_and_never_spill_into_the_next(day, months):
    """A shorter month takes its last day."""
    result = clock.add_months(day, months)
    assert (result.year * 12 + result.month) - (day.year * 12 + day.month) == months
    assert result.day == day.day or (result + timedelta(days=1)).day == 1


@given(DAYS)
def test_a_notice_comes_before_the_day(day):
    """Between 28 and 31 days earlier."""
    assert 28 <= (day - clock.add_months(day, -1)).days <= 31
