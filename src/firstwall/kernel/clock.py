"""Calendar arithmetic of the time limits (CLK-01, CLK-02) and the one way to read the present moment.

Rules take days and moments as arguments; only the outermost shell calls `utc_now`.
"""

from calendar import monthrange
from datetime import UTC, date, datetime


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
