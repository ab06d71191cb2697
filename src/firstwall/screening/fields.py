"""One party's raw values to facts, whatever the format: the shared second half of the readers. Pure."""

from collections.abc import Iterable, Iterator, Mapping

from firstwall.kernel.strict_json import is_storable
from firstwall.law.reading import Unreadable, read_date
from firstwall.screening.formats.countries import two_letters
from firstwall.screening.rules import is_too_wide
from firstwall.screening.types import Facts, Number, Party, Problem

LONGEST_VALUE = 500
MOST_NUMBERS = 50

KINDS = {
    "person": "person",
    "organisation": "business",
    "organization": "business",
    "business": "business",
    "company": "business",
    "vessel": "vessel",
    "ship": "vessel",
    "aircraft": "aircraft",
    "vehicle": "vehicle",
    "container": "container",
    "document": "document",
    "goods": "goods",
    "any": "any",
    "": "any",
}


def party_of(
    values: Mapping[str, object], *, line: int, end: int, columns: Mapping[str, int] | None = None
) -> Iterator[Party | Problem]:
    """Yield remarks, then the party; or one problem alone when the line cannot be screened.

    Args:
        values: `label`, `kind`, `name`, `birth_date`, `country`, `numbers` (rows of scheme, value, country).
        columns: where each value stood, for CSV.
    """
    reader = _Reader(values, line, end, columns or {})
    facts = reader.facts()
    if facts is not None and not (facts.name or facts.numbers):
        reader.stop("nothing_to_search", "")
    elif facts is not None and not facts.numbers and facts.kind in {"person", "any"} and is_too_wide(facts.name):
        reader.stop("too_wide", "name")
    if facts is None or reader.stopped:
        yield reader.problems[-1]
        return
    yield from reader.problems
    yield Party(line, end, reader.label, facts)


class _Reader:
    """The values of one line and what was wrong with them."""

    def __init__(self, values: Mapping[str, object], line: int, end: int, columns: Mapping[str, int]) -> None:
        self.values, self.line, self.end, self.columns = values, line, end, columns
        self.problems: list[Problem] = []
        self.stopped = False
        self.label = ""

    def stop(self, code: str, name: str, detail: int | None = None) -> None:
        """This line cannot be screened."""
        self._note(code, name, detail, kept=False)
        self.stopped = True

    def facts(self) -> Facts | None:
        """Read every value; None as soon as one cannot be read."""
        texts = {name: self._text(name) for name in ("label", "kind", "name", "birth_date", "country")}
        numbers = () if self.stopped else self._numbers()
        if self.stopped:
            return None
        self.label = texts["label"]
        kind = KINDS.get(texts["kind"].lower())
        if kind is None:
            self._note("unknown_kind", "kind", kept=True)
        return Facts(
            kind or "any", texts["name"], self._date(texts["birth_date"]), self._country(texts["country"]), numbers
        )

    def _note(self, code: str, name: str, detail: int | None = None, *, kept: bool) -> None:
        self.problems.append(Problem(self.line, self.end, code, self.columns.get(name), name, detail, kept))

    def _text(self, name: str) -> str:
        value = self.values.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if value is None:
            return ""
        if not isinstance(value, str | int) or isinstance(value, bool):
            self.stop("wrong_kind", name)
            return ""
        text = " ".join(str(value).split())
        if "\x00" in text:
            self.stop("zero_byte", name)
        elif not is_storable(text):
            self.stop("half_character", name)
        elif len(text) > LONGEST_VALUE:
            self.stop("too_long", name, len(text))
        return text

    def _numbers(self) -> tuple[Number, ...]:
        rows = self.values.get("numbers") or []
        if not isinstance(rows, Iterable) or isinstance(rows, str | Mapping):
            self.stop("wrong_kind", "numbers")
            return ()
        numbers = [_number(row) for row in rows]
        if None in numbers:
            self.stop("wrong_kind", "numbers")
        elif len(numbers) > MOST_NUMBERS:
            self.stop("too_many_numbers", "numbers", len(numbers))
        return tuple(number for number in numbers if number is not None and number.value)

    def _date(self, text: str) -> str:
        if not text:
            return ""
        read = date_of(text)
        if not read:
            self._note("bad_date", "birth_date", kept=True)
        return read

    def _country(self, text: str) -> str:
        code = text.upper()
        if code and not (len(code) in {2, 3} and code.isascii() and code.isalpha()):
            self._note("bad_country", "country", kept=True)
            return ""
        return two_letters(code)


def date_of(text: str) -> str:
    """A whole or partial date as the law room reads it; empty when it is none.

    >>> date_of("3.11.1979"), date_of("19791103"), date_of("1979-13"), date_of("1979")
    ('1979-11-03', '1979-11-03', '', '1979')
    """
    try:
        return read_date(text)
    except Unreadable:
        return ""


def _number(row: object) -> Number | None:
    if not isinstance(row, Mapping):
        return None
    scheme, value, country = (row.get(key) or "" for key in ("type", "value", "country"))
    if not all(
        isinstance(part, str) and len(part) <= LONGEST_VALUE and is_storable(part) for part in (scheme, value, country)
    ):
        return None
    return Number(scheme.strip().lower(), value.strip(), two_letters(country))
