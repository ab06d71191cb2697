"""JSON as a stream of events, so that a document which ends too early or goes wrong gives what it said before (SEC-52).

Nothing is built but the path to where the reader stands: depth is bounded and memory does not grow with the document.
Unlike a loader it never keeps the last of two values with one name: both are given, with a remark.
"""

import re
from collections.abc import Iterator
from json import JSONDecodeError, decoder
from typing import NamedTuple

from firstwall.kernel.strict_json import DEEPEST

_TOKEN = re.compile(
    r'[ \t\r\n\ufeff]*(?:([{}\[\],:"])|(-?\d{1,400}(?:\.\d{1,400})?(?:[eE][+-]?\d{1,3})?|true|false|null))'
)
_BLANK = re.compile(r"[ \t\r\n\ufeff]*")
_scanstring = decoder.scanstring  # type: ignore[attr-defined]  # the standard library's own, in C


class Event(NamedTuple):
    """`kind`: open, close, value, name_twice; bad_json and too_deep are the last. `at`: the character behind it."""

    kind: str
    at: int
    name: str = ""
    text: str = ""


class _Level(NamedTuple):
    closes_with: str
    name: str
    names: set[str]


class _Reader:
    """Where the reader stands: what may come next, under which name, in what."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.levels: list[_Level] = []
        self.wanted, self.name = "value", ""

    def read(self) -> Iterator[Event]:
        """Every event; after one that is wrong there is none."""
        while (found := _TOKEN.match(self.text, self.at)) is not None:
            sign, plain, self.at = found.group(1), found.group(2), found.end()
            if self.wanted == "comma" and not self.levels and sign != ",":  # a further document
                self.wanted, self.name = "value", ""
            event = self._plain(plain) if plain is not None else self._sign(sign)
            if event is not None:
                yield event
                if event.kind in {"bad_json", "too_deep"}:
                    return
        if self.levels or _BLANK.fullmatch(self.text, self.at) is None:
            yield self._wrong()

    def _plain(self, plain: str) -> Event | None:
        return self._value("" if plain == "null" else plain)

    def _value(self, said: str) -> Event:
        if self.wanted not in {"value", "first value"}:
            return self._wrong()
        self.wanted = "comma"
        return Event("value", self.at, self.name, said)

    def _sign(self, sign: str) -> Event | None:
        if sign == '"':
            return self._string()
        if sign in "{[":
            return self._open(sign)
        if sign in "}]":
            return self._close(sign)
        return self._separator(sign)

    def _string(self) -> Event | None:
        try:
            said, self.at = _scanstring(self.text, self.at, True)
        except JSONDecodeError:
            return self._wrong()
        if self.wanted not in {"name", "first name"}:
            return self._value(said)
        is_new = said not in self.levels[-1].names
        self.levels[-1].names.add(said)
        self.name, self.wanted = said, "colon"
        return None if is_new else Event("name_twice", self.at, said)

    def _open(self, sign: str) -> Event | None:
        if self.wanted not in {"value", "first value"}:
            return self._wrong()
        if len(self.levels) == DEEPEST:
            return Event("too_deep", self.at, self.name)
        self.levels.append(_Level("}" if sign == "{" else "]", self.name, set()))
        self.wanted = "first name" if sign == "{" else "first value"
        return Event("open", self.at, self.name) if sign == "{" else None

    def _close(self, sign: str) -> Event | None:
        first = "first name" if sign == "}" else "first value"
        if not self.levels or sign != self.levels[-1].closes_with or self.wanted not in {first, "comma"}:
            return self._wrong()
        self.name, self.wanted = self.levels.pop().name, "comma"
        return Event("close", self.at, self.name) if sign == "}" else None

    def _separator(self, sign: str) -> Event | None:
        if sign == ":" and self.wanted == "colon":
            self.wanted = "value"
        elif sign == "," and self.wanted == "comma" and self.levels:
            is_list = self.levels[-1].closes_with == "]"
            self.wanted, self.name = ("value", self.levels[-1].name) if is_list else ("name", "")
        else:
            return self._wrong()
        return None

    def _wrong(self) -> Event:
        return Event("bad_json", self.at)


def events_of(text: str) -> Iterator[Event]:
    """The objects and values of a text, one document or several; a list gives its members under its own name."""
    yield from _Reader(text).read()
