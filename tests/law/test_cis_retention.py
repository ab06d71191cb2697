"""How long alerts are kept: Decision 2009/917/JHA Art. 14, Regulation (EC) 515/97 Art. 33, in the texts of 2009 and today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.cis.clocks import Clocks, Due, due_of, restricted_until
from firstwall.kernel.clock import add_months, add_years
from firstwall.kernel.words import Strand
from firstwall.law.dates import after_review, dates_of
from firstwall.law.tables import PROFILES, profile_in_force

TODAYS = profile_in_force(Strand.CRIMINAL, date(2026, 11, 24))
OF_2009 = profile_in_force(Strand.CRIMINAL, date(2020, 1, 1))
ENTERED = date(2024, 4, 10)
DAY = timedelta(days=1)


def entered_on(day: date, profile=TODAYS, **changes: object) -> Clocks:
    days = dates_of(day, profile)
    return Clocks(**{"state": "active", "review_on": days.review_on, "last_day": days.last_day, **changes})


def test_scenario_8_erased_on_the_last_day_and_not_the_day_before():
    """CIS-62, CIS-63, CLK-01: D24 14, R 33: five years from entry."""
    alert = entered_on(ENTERED, review_noticed_on=ENTERED, end_noticed_on=ENTERED)
    assert due_of(alert, date(2029, 4, 9), TODAYS) == ()
    assert due_of(alert, date(2029, 4, 10), TODAYS) == (Due.ERASE,)


@pytest.mark.parametrize("state", ["active", "withdrawn", "restricted"])
def test_whatever_its_state_it_ends_with_its_last_day(state):
    """CIS-65."""
    assert due_of(entered_on(ENTERED, state=state), date(2029, 4, 10), TODAYS) == (Due.ERASE,)


def test_what_is_erased_owes_nothing_more():
    """CIS-65."""
    assert due_of(entered_on(ENTERED, state="erased"), date(2040, 1, 1), TODAYS) == ()


def test_an_alert_of_29_february_ends_on_28_february():
    """CLK-01."""
    alert = entered_on(date(2028, 2, 29), end_noticed_on=ENTERED, review_noticed_on=ENTERED)
    assert alert.last_day == date(2033, 2, 28)
    assert due_of(alert, date(2033, 2, 27), TODAYS) == ()


def test_the_supplier_is_told_a_month_before_and_once():
    """CIS-69, CLK-02: former R 33(3), C95 12(3)."""
    alert = entered_on(date(2025, 3, 31))
    assert due_of(alert, date(2026, 2, 27), TODAYS) == ()
    assert due_of(alert, date(2026, 2, 28), TODAYS) == (Due.REVIEW_NOTICE,)
    told = entered_on(date(2025, 3, 31), review_noticed_on=date(2026, 2, 28))
    assert due_of(told, date(2026, 3, 1), TODAYS) == ()
    assert due_of(told, date(2030, 2, 28), TODAYS) == (Due.END_NOTICE,)


def test_today_silence_on_a_review_changes_nothing():
    """CIS-72: unreviewed data had been lost without reason (2015/1525 recital 14)."""
    alert = entered_on(ENTERED, review_noticed_on=date(2025, 3, 10), end_noticed_on=ENTERED)
    for day in (date(2025, 4, 10), date(2026, 4, 10), date(2029, 4, 9)):
        assert due_of(alert, day, TODAYS) == ()


def test_in_the_text_of_2009_silence_moves_the_data_to_the_restricted_part():
    """CIS-70: former R 33(2), C95 12: on the yearly date, the notice having run a whole month."""
    alert = entered_on(date(2018, 5, 2), OF_2009, review_noticed_on=date(2019, 4, 2))
    assert due_of(alert, date(2019, 5, 1), OF_2009) == ()
    assert due_of(alert, date(2019, 5, 2), OF_2009) == (Due.RESTRICT,)


@pytest.mark.parametrize(("told", "first"), [(None, None), (date(2019, 4, 20), date(2019, 5, 20))])
def test_in_the_text_of_2009_nothing_moves_before_the_whole_notice(told, first):
    """CIS-69: a node that was off tells late, and the month runs from there."""
    alert = entered_on(date(2018, 5, 2), OF_2009, review_noticed_on=told)
    days = [date(2019, 5, 2) + n * DAY for n in range(60)]
    moved = [day for day in days if due_of(alert, day, OF_2009) == (Due.RESTRICT,)]
    assert (moved[0] if moved else None) == first


def test_in_the_text_of_2009_the_restricted_part_lasts_one_year():
    """CIS-71: former R 33(4), C95 12(4): then deletion."""
    until = restricted_until(date(2019, 5, 2), OF_2009)
    assert until == date(2020, 5, 2)
    alert = Clocks("restricted", date(2019, 5, 2), until)
    assert due_of(alert, date(2020, 5, 1), OF_2009) == ()
    assert due_of(alert, date(2020, 5, 2), OF_2009) == (Due.ERASE,)


def test_in_the_text_of_2009_a_review_keeps_until_the_next():
    """CIS-68: former R 33(1)-(2): at least once a year, as often as needed."""
    review, last = date(2019, 5, 2), date(2020, 5, 2)
    for year in (2019, 2020, 2021, 2022, 2023):
        review, last = after_review(date(year, 4, 20), last, OF_2009)
        assert (review, last) == (date(year + 1, 4, 20), date(year + 2, 4, 20))


def test_today_a_review_moves_no_last_day():
    """CIS-62: no prolongation but by its own decision."""
    assert after_review(date(2025, 4, 1), date(2029, 4, 10), TODAYS) == (date(2026, 4, 1), date(2029, 4, 10))
    assert after_review(date(2028, 6, 1), date(2029, 4, 10), TODAYS) == (date(2029, 4, 10), date(2029, 4, 10))


@given(
    st.dates(date(2012, 1, 1), date(2030, 1, 1)), st.sampled_from(PROFILES), st.booleans(), st.dates(date(2012, 1, 1))
)
def test_never_erased_before_its_last_day(entered, profile, told, day):
    """SEC-35: whatever the law of the day, whatever the day."""
    alert = entered_on(entered, profile, review_noticed_on=entered if told else None)
    if Due.ERASE in due_of(alert, day, profile):
        assert day >= alert.last_day


@pytest.mark.parametrize("strand", list(Strand))
def test_a_walk_over_twelve_years_under_todays_law(strand):
    """CIS-62, CIS-63, CLK-01: for each day of a year of entries the exact first day on which it is erased, and no second."""
    for offset in range(0, 366, 5):
        entered = date(2024, 4, 8) + offset * DAY
        assert _life(entered, strand) == [
            (add_months(add_months(entered, 12), -1), Due.REVIEW_NOTICE),
            (add_months(add_years(entered, 5), -1), Due.END_NOTICE),
            (add_years(entered, 5), Due.ERASE),
        ]


def test_a_walk_over_twelve_years_from_the_text_of_2009_into_todays():
    """X-3, CIS-68 to CIS-72: unreviewed in 2018, moved in 2019, gone in 2020; reviewed each year, it meets the new law."""
    assert _life(date(2018, 5, 2), Strand.CRIMINAL) == [
        (date(2019, 4, 2), Due.REVIEW_NOTICE),
        (date(2019, 5, 2), Due.RESTRICT),
        (date(2020, 5, 2), Due.ERASE),
    ]


def _life(entered: date, strand: Strand) -> list[tuple[date, Due]]:
    """What happens to an alert whose supplier stays silent, day by day, under the profile in force on each day."""
    alert, told = entered_on(entered, profile_in_force(strand, entered)), []
    for number in range(12 * 366):
        day = entered + number * DAY
        profile = profile_in_force(strand, day)
        for due in due_of(alert, day, profile):
            told.append((day, due))
            alert = _after(alert, due, day, profile)
    return told


def _after(alert: Clocks, due: Due, day: date, profile) -> Clocks:
    changes: dict = {
        Due.ERASE: {"state": "erased"},
        Due.RESTRICT: {"state": "restricted", "last_day": restricted_until(day, profile)},
        Due.REVIEW_NOTICE: {"review_noticed_on": day},
        Due.END_NOTICE: {"end_noticed_on": day},
    }[due]
    return Clocks(**{name: getattr(alert, name) for name in Clocks.__dataclass_fields__} | changes)
