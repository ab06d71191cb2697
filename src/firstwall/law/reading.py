"""Reads what a person typed into one form: text, dates as officers write them, numbers, moments.

Nothing is guessed: what can be read in two ways is refused with a cure. A reader raises `Unreadable`; the validation
turns it into a problem that names field and article.
"""

import re
import unicodedata
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation

from firstwall.kernel.sentences import N_, say

EARLIEST_YEAR, LATEST_YEAR = 1800, 2100
LONGEST_NUMBER = 15

_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = re.compile(r"\r\n?|\u2028|\u2029|\x85")
_MOMENT_COMPACT = re.compile(r"(\d{2})(\d{2})(\d{4})\s*(\d{2}):?(\d{2})\s*([zZ]?)")
_MOMENT_MARKED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})[ T]+(\d{1,2})[:.h]?(\d{2})\s*([zZ]?)")
_MOMENT_ISO = re.compile(r"\d{4}-\d{2}-\d{2}[ T]\d{2}:?\d{2}.*")
_DATE_FORMS = (
    re.compile(r"(?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})[-./](?P<m>\d{1,2})[-./](?P<d>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[-./ ](?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})[-./ ](?P<m>\d{1,2})[-./ ](?P<y>\d{4})"),
)
_EIGHT_DAY_FIRST = re.compile(r"(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})")
_EIGHT_YEAR_FIRST = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")


class Unreadable(ValueError):
    """What was typed cannot be read in one way: carries the sentence and the cure."""

    def __init__(self, sentence: str, cure: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.cure = cure


def shown(raw: object, limit: int = 40) -> str:
    """Return what was typed, short and printable, so that a sentence can safely repeat it at any door."""
    text = str(raw)
    short = text[:limit] + ("…" if len(text) > limit else "")
    return "".join(character if character.isprintable() else "\ufffd" for character in short)


def read_text(raw: object, *, max_length: int, one_line: bool = True) -> str:
    """Return text in NFC without outer blanks; control characters, lone surrogates and excess length are unreadable."""
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise Unreadable(N_("This must be text."), N_("Write it as text."))
    text = str(raw)
    if len(text) > 4 * max_length:  # measured before normalising, so that a huge value costs nothing
        raise _too_long(len(text), max_length)
    usual = text.isprintable()  # one line, nothing hidden
    text = " ".join(unicodedata.normalize("NFC", text).split()) if usual else _careful(text, one_line)
    if len(text) > max_length:
        raise _too_long(len(text), max_length)
    return text


def _careful(text: str, one_line: bool) -> str:
    text = _LINE_ENDS.sub("\n", text)
    for character in text:
        _refuse_hidden(character)
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", text).split("\n")]
    return " ".join(line for line in lines if line) if one_line else "\n".join(lines).strip()


def _too_long(length: int, max_length: int) -> Unreadable:
    return Unreadable(
        say(N_("%(length)s characters are too many; %(limit)s fit."), length=length, limit=max_length),
        N_("Shorten it; what belongs to a case file stays there."),
    )


def _refuse_hidden(character: str) -> None:
    category = unicodedata.category(character)
    if category == "Cs" or (category == "Cc" and character not in "\n\t") or character in _OVERRIDES:
        raise Unreadable(
            say(N_("The text holds the hidden character U+%(code)s."), code=f"{ord(character):04X}"),
            N_("Type it again instead of pasting it, or export the file as UTF-8."),
        )


def read_date(raw: object) -> str:
    """Return a day, month or year as YYYY-MM-DD, YYYY-MM or YYYY.

    Day comes first when the year stands last (17022022, 17.02.2022, 17/02/2022, 02.2022); 00 means not known.
    """
    if isinstance(raw, datetime):
        return raw.date().isoformat()
    if isinstance(raw, date):
        return raw.isoformat()
    text = " ".join(str(raw).split())
    for form in _forms_for(text):
        match = form.fullmatch(text)
        parsed = _partial(**match.groupdict()) if match else None
        if parsed:
            return parsed
    raise Unreadable(
        say(N_("“%(value)s” is not a date."), value=shown(text)),
        N_("Write day, month, year, such as 17.02.2022 or 2022-02-17; month and year or the year alone will do."),
    )


def _forms_for(text: str) -> tuple[re.Pattern[str], ...]:
    return (_EIGHT_DAY_FIRST, _EIGHT_YEAR_FIRST) if len(text) == 8 and text.isdecimal() else _DATE_FORMS


def _partial(y: str, m: str = "0", d: str = "0") -> str | None:
    """Return the partial date, or None if there is no such day."""
    year, month, day = int(y), int(m), int(d)
    if not EARLIEST_YEAR <= year <= LATEST_YEAR or (day and not month):
        return None
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return "-".join(part for part in (f"{year:04}", f"{month:02}" if month else "", f"{day:02}" if day else "") if part)


def first_day_of(partial: str) -> date:
    """Return the first day that a partial date may mean."""
    year, month, day = ([int(part) for part in partial.split("-")] + [1, 1])[:3]
    return date(year, month, day)


def read_moment(raw: object, *, zone: tzinfo = UTC) -> datetime:
    """Return an aware moment in UTC from `23112026 1432`, `23.11.2026 14:32` or ISO; without offset in `zone`."""
    moment = raw if isinstance(raw, datetime) else _moment(" ".join(str(raw).split()))
    if moment is None:
        raise Unreadable(
            say(N_("“%(value)s” is not a day and time."), value=shown(raw)),
            N_("Write day, month, year and time, such as 23.11.2026 14:32 or 23112026 1432; end it with Z for UTC."),
        )
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _moment(text: str) -> datetime | None:
    match = _MOMENT_COMPACT.fullmatch(text) or _MOMENT_MARKED.fullmatch(text)
    try:
        if match:
            day, month, year, hour, minute = (int(part) for part in match.groups()[:5])
            return datetime(year, month, day, hour, minute, tzinfo=UTC if match.group(6) else None)
        return datetime.fromisoformat(text) if _MOMENT_ISO.fullmatch(text) else None
    except ValueError:
        return None


def read_number(raw: object) -> str:
    """Return a plain decimal (`12000.5`) from what people write: blanks between thousands, comma or point.

    Exactly three decimals get a fourth (`12.1250`), so that the result read again is never taken for twelve thousand.
    """
    if isinstance(raw, int | float | Decimal) and not isinstance(raw, bool):
        return _plain_decimal(str(raw))
    text = re.sub(r"[\s\u00a0\u202f'’]", "", str(raw))
    if re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", text):
        raise Unreadable(
            say(N_("“%(value)s” can be read in two ways."), value=shown(text)),
            N_("Leave out the separator of thousands, or write the decimals as well, such as 1000.00."),
        )
    if re.fullmatch(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?", text):
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d+,\d+", text):
        text = text.replace(",", ".")
    return _plain_decimal(text)


def _plain_decimal(text: str) -> str:
    try:
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) or len(text) > LONGEST_NUMBER:
            raise InvalidOperation
        value = Decimal(text)
    except InvalidOperation:
        raise Unreadable(
            say(N_("“%(value)s” is not a number."), value=shown(text)),
            N_("Write digits, such as 12000 or 12000.50; the unit or currency has its own field."),
        ) from None
    whole = value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    plain = f"{whole:f}"
    return f"{plain}0" if re.fullmatch(r"\d{1,3}\.\d{3}", plain) else plain
