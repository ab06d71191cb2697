"""Machine-readable zones of travel documents (ICAO 9303 parts 4 to 7): TD1, TD2, TD3 and both visas.

A check digit that is wrong is told and never a reason to refuse: forged and misread documents are what is looked for
(EXC-17). A digit where only a letter can stand is read as the letter it looks like, and back.
"""

import re
from dataclasses import dataclass
from datetime import date

from firstwall.screening.formats.countries import two_letters
from firstwall.screening.formats.dates import birth_date

_FORMS = {30: 3, 36: 2, 44: 2}  # characters of a line, and how many lines
_ZONE = re.compile(r"[A-Z0-9<]+")
_OTHER = re.compile(r"[^A-Z0-9<]")
_WEIGHTS = (7, 3, 1)
_TO_DIGIT = str.maketrans("OQDIZSBG", "00012586")
_TO_LETTER = str.maketrans("0125868", "OIZSBGB")
_LOOK_ALIKE = {"0": "OQD", "O": "0", "Q": "0", "D": "0", "1": "I", "I": "1", "2": "Z", "Z": "2", "5": "S", "S": "5"}
_LOOK_ALIKE |= {"8": "B", "B": "8", "6": "G", "G": "6"}
MOST_REPAIRS = 3
_SCHEMES = {"P": "passport", "I": "identity_card", "A": "identity_card", "C": "identity_card"}
_VISA = "document"


@dataclass(frozen=True, slots=True)
class Zone:
    """What a zone says; `failed` names the fields whose check digit is wrong, `repairs` likely readings of the number."""

    form: str
    scheme: str
    issuer: str
    name: str
    number: str
    nationality: str
    birth_date: str
    sex: str
    failed: tuple[str, ...]
    repairs: tuple[str, ...] = ()


def check_digit(text: str) -> str:
    """The check digit of a field: fillers count 0, letters from 10.

    >>> check_digit("D23145890"), check_digit("740812")
    ('7', '2')
    """
    return str(sum(_value(char) * _WEIGHTS[place % 3] for place, char in enumerate(text)) % 10)


def read_zone(text: str, *, today: date) -> Zone | None:
    """A zone in its lines or, as scanners give it, in one; nothing when the text is none."""
    lines = lines_of_zone(text)
    return None if lines is None else zone_of(lines, today=today)


def lines_of_zone(text: str) -> list[str] | None:
    """The two or three lines of a zone, whatever blanks stand in and between them."""
    plain = "".join(text.split()).upper().replace("«", "<<")
    for width, count in _FORMS.items():
        if len(plain) == width * count and plain.count("<") >= 3 and _ZONE.fullmatch(plain):
            lines = [plain[at : at + width] for at in range(0, len(plain), width)]
            return lines if lines[0][0].isalpha() else None
    return None


def width_of(length: int) -> int:
    """The width of the form to which a line of this length belongs, two characters lost or added; 0 when none."""
    return next((width for width in _FORMS if abs(width - length) <= 2), 0)


def zone_of(lines: list[str], *, today: date) -> Zone:
    """Read two or three lines of one width; a character that no zone has is a filler."""
    lines = [_OTHER.sub("<", line) for line in lines]
    if len(lines) == 3:
        return _td1(lines, today)
    return _two_lines(lines, today)


def _td1(lines: list[str], today: date) -> Zone:
    one, two, three = lines
    number, digit = _long_number(one[5:14], one[14], one[15:30])
    whole = one[5:30] + _digits(two[:7]) + _digits(two[8:15]) + two[18:29]
    return _zone("TD1", one, number, digit, two, three, whole, two[29], today)


def _two_lines(lines: list[str], today: date) -> Zone:
    one, two = lines
    width = len(one)
    is_visa = one.startswith("V")
    number, digit = _long_number(two[:9], two[9], two[28:35]) if width == 36 and not is_visa else (two[:9], two[9])
    form = ("MRV-B" if width == 36 else "MRV-A") if is_visa else ("TD2" if width == 36 else "TD3")
    whole = "" if is_visa else two[:10] + _digits(two[13:20]) + _digits(two[21:28]) + two[28 : width - 1]
    facts = two[13:21] + two[21:28] + two[10:13]
    return _zone(form, one, number, digit, facts, one[5:], whole, two[width - 1], today)


def _zone(
    form: str, one: str, number: str, digit: str, facts: str, names: str, whole: str, last: str, today: date
) -> Zone:
    """`facts`: birth, its digit, sex, expiry, its digit, nationality, in this order in every form."""
    born, expires = _digits(facts[:7]), _digits(facts[8:15])
    failed = []
    if not _agrees(number, digit):
        failed.append("number")
    if not _agrees(born[:6], born[6]):
        failed.append("birth_date")
    if not _agrees(expires[:6], expires[6]):
        failed.append("expiry")
    if whole and not _agrees(whole, last):
        failed.append("whole")
    repairs = _repairs(number, digit) if "number" in failed else ()
    return Zone(
        form,
        _VISA if form.startswith("MRV") else _SCHEMES.get(one[0], "document"),
        two_letters(_letters(one[2:5])),
        _name(names),
        number.replace("<", ""),
        two_letters(_letters(facts[15:18])),
        _born(born[:6], today),
        facts[7].replace("<", ""),
        tuple(failed),
        repairs,
    )


def _long_number(number: str, digit: str, optional: str) -> tuple[str, str]:
    """A number longer than nine characters goes on in the optional data, its check digit behind it."""
    rest = optional.split("<", 1)[0]
    if digit == "<" and len(rest) > 1 and "<" not in number:
        return number + rest[:-1], rest[-1]
    return number, digit


def _agrees(text: str, digit: str) -> bool:
    """Whether the digit is right; a filler stands for 0 where the field is empty."""
    if digit == "<":
        return not text.strip("<")
    return check_digit(text) == digit.translate(_TO_DIGIT)


def _repairs(number: str, digit: str) -> tuple[str, ...]:
    found = []
    for place, char in enumerate(number):
        for other in _LOOK_ALIKE.get(char, ""):
            reading = number[:place] + other + number[place + 1 :]
            if _agrees(reading, digit):
                found.append(reading.replace("<", ""))
    return tuple(found[:MOST_REPAIRS])


def _name(text: str) -> str:
    """Given names and family name; a zone without the double filler has the family name alone."""
    letters = text.translate(_TO_LETTER)
    surname, _double, given = letters.strip("<").partition("<<")
    return " ".join(f"{given} {surname}".replace("<", " ").split())


def _born(text: str, today: date) -> str:
    """The date of birth, with what of it is known: fillers stand for an unknown day or month."""
    known = text.rstrip("<")
    if len(known) == 6:
        return birth_date(known, today=today)
    if len(known) in (2, 4) and known.isdigit():
        whole = birth_date((known + "0101")[:6], today=today)
        return whole[: 4 if len(known) == 2 else 7]
    return ""


def _value(char: str) -> int:
    return 0 if char == "<" else int(char, 36)


def _digits(text: str) -> str:
    return text.translate(_TO_DIGIT)


def _letters(text: str) -> str:
    return text.translate(_TO_LETTER)
