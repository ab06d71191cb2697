"""Sentences that know their own msgid, so that a door can say them again in the reader's language.

Pure rooms never call gettext. They build a `Sentence`: an ordinary English `str`, already filled in, which remembers
the msgid and the values it was made of.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType


def N_(msgid: str) -> str:
    """Mark a literal for the message catalogue and return it unchanged."""
    return msgid


class Sentence(str):
    """A filled-in English sentence with the msgid and the values it was made of."""

    __slots__ = ("msgid", "values")
    msgid: str
    values: Mapping[str, object]

    def __new__(cls, msgid: str, values: Mapping[str, object] | None = None) -> "Sentence":
        """Fill `%(name)s` places of the msgid; without values the msgid is taken as it stands."""
        filled = super().__new__(cls, msgid % dict(values) if values else msgid)
        filled.msgid = msgid
        filled.values = MappingProxyType(dict(values or {}))
        return filled

    def __reduce__(self) -> tuple[type["Sentence"], tuple[str, dict[str, object]]]:
        """Pickle and copy as msgid and values."""
        return Sentence, (self.msgid, dict(self.values))

    def in_language(self, gettext: Callable[[str], str]) -> str:
        """Say it again through `gettext`; values that are sentences or labels are translated as well."""
        if not self.values:
            return gettext(self.msgid)
        return gettext(self.msgid) % {name: _translated(value, gettext) for name, value in self.values.items()}


class Label(str):
    """A value that is itself a msgid (a field's or an action's label) and must be translated when said."""

    __slots__ = ()


class Labels(tuple[str, ...]):
    """Several labels in one place of a sentence: each is translated, then they are joined by commas."""

    __slots__ = ()

    def __str__(self) -> str:
        """Join them in English."""
        return ", ".join(self)


def _translated(value: object, gettext: Callable[[str], str]) -> object:
    if isinstance(value, Sentence):
        return value.in_language(gettext)
    if isinstance(value, Labels):
        return ", ".join(gettext(label) for label in value)
    return gettext(str(value)) if isinstance(value, Label) else value


def say(msgid: str, **values: object) -> Sentence:
    """Build a sentence from a msgid with `%(name)s` places."""
    return Sentence(msgid, values)


def in_language(text: str, gettext: Callable[[str], str]) -> str:
    """Translate any text of a pure room: a `Sentence` with its values, or a plain msgid."""
    if isinstance(text, Sentence):
        return text.in_language(gettext)
    return gettext(text) if text else ""
