"""Calendar arithmetic of the time limits (CLK-01, CLK-02) and the one way to read the present moment.

Rules take days and moments as arguments; only the outermost shell calls `utc_now`.
"""

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta


def utc_now() -> datetime:
    """Read the present moment in UTC."""
    return datetime.now(UTC)


def utc_day(moment: datetime) -> date:
    """Return the UTC day of an aware moment; a limit counts days in UTC wherever the officer sits."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its offset from UTC")
    return moment.astimezone(UTC).date()


def add_months(day: date, months: int) -> date:
    """Move by calendar months, clamped to the last day of a shorter month (CLK-02: 31 March - 1 = 28/29 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """Move by calendar years; 29 February + n years without one = 28 February (CLK-01)."""
    return add_months(day, 12 * years)


def month_before(day: date) -> date:
    """Return the day of a one-month notice (CLK-02)."""
    return add_months(day, -1)


def out_of_reach_at(limit: date) -> datetime:
    """Return the moment from which data with this limit are out of reach: 00:00 UTC on that very day (CLK-01)."""
    return datetime.combine(limit, time.min, tzinfo=UTC)


def is_out_of_reach(limit: date, now: datetime) -> bool:
    """Tell whether the limit has come: from its first instant, not from its last (CLK-01, the stricter reading)."""
    return now >= out_of_reach_at(limit)


def last_readable_day(limit: date) -> date:
    """Return the day before the limit: the last on which anybody can read the data."""
    return limit - timedelta(days=1)
