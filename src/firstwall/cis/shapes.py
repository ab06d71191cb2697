"""Field values as text: how a form and a history show what the law room has read. Pure. Reading is `law.validation`'s."""

from collections.abc import Mapping

from firstwall.law.documents import line_of


def as_text(value: object) -> str:
    """The text by which a form shows a value, one entry per line, and from which the law room reads it again."""
    if isinstance(value, Mapping):
        return line_of(value)
    if isinstance(value, list | tuple):
        return "\n".join(as_text(one) for one in value)
    return "" if value is None else str(value)


def without_empty(values: Mapping[str, object]) -> dict[str, object]:
    """The fields that say something: an empty input is no field of the alert."""
    return {str(code): value for code, value in values.items() if value not in ("", None, [], (), {})}
