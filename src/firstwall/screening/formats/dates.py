"""Dates as messages write them, in digits with a code of their form (UN/EDIFACT 2379), to ISO 8601."""

from datetime import date

_LENGTHS = {  # of the digits: how many belong to the year; the rest are pairs
    "101": 2,
    "102": 4,
    "201": 2,
    "203": 4,
    "204": 4,
}
_GUESSED = {6: "101", 8: "102", 10: "201", 12: "203", 14: "204"}


def moment(text: str, form: str = "", *, today: date) -> str:
    """A date, with its time when there is one; empty when the digits are none.

    >>> moment("0702191540", "201", today=date(2026, 11, 24)), moment("670603", "", today=date(2026, 11, 24))
    ('2007-02-19T15:40', '1967-06-03')
    """
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit()):
        return ""
    if form not in _LENGTHS:
        form = _GUESSED.get(len(digits), "")
    if not form:
        return ""
    width = _LENGTHS[form]
    year, rest = digits[:width], digits[width:]
    if len(rest) % 2 or len(rest) < 4:
        return ""
    parts = [int(rest[at : at + 2]) for at in range(0, len(rest), 2)]
    return _iso(int(year) if width == 4 else _century(int(year), today, is_time=len(rest) > 4), parts)


def birth_date(text: str, form: str = "", *, today: date) -> str:
    """A day that is over: two digits of a year are never a year to come. Empty when it is no date."""
    digits = "".join(text.split())
    if len(digits) == 6 and digits.isascii() and digits.isdigit():
        year = int(digits[:2])
        parts = [int(digits[2:4]), int(digits[4:6])]
        this = _iso(today.year // 100 * 100 + year, parts)
        return this if this and this <= today.isoformat() else _iso(today.year // 100 * 100 - 100 + year, parts)
    return moment(digits, form, today=today)[:10]


def _century(year: int, today: date, *, is_time: bool) -> int:
    """What a message reports is near; a day alone may lie far back, as a birth does."""
    full = today.year // 100 * 100 + year
    ahead = 50 if is_time else 20
    return full - 100 if full > today.year + ahead else full


def _iso(year: int, parts: list[int]) -> str:
    try:
        day = date(year, parts[0], parts[1])
    except ValueError:
        return ""
    time = parts[2:4]
    if not time:
        return day.isoformat()
    if len(time) == 1:
        time.append(0)
    if time[0] > 24 or time[1] > 59:
        return ""
    return f"{day.isoformat()}T{time[0]:02d}:{time[1]:02d}"
