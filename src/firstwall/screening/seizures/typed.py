"""A seizure as somebody typed it, to what it says; what cannot be read is left for the rules to name. Pure."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation

from firstwall.screening.seizures.types import SeizureIn

_TEXTS = tuple(one.name for one in fields(SeizureIn) if one.name not in {"quantity", "value", "seized_at"})


def seizure_of(typed: Mapping[str, str]) -> SeizureIn:
    """Read a form; numbers may have a comma and spaces, a time without an offset is UTC."""
    value = typed.get("value", "").strip()
    texts = {name: typed.get(name, "").strip() for name in _TEXTS}
    return SeizureIn(
        **texts | {"currency": texts["currency"].upper()},
        quantity=_number(typed.get("quantity", "")),
        value=_number(value, unread=Decimal("NaN")) if value else None,
        seized_at=_moment(typed.get("seized_at", "")),
    )


def _number(text: str, *, unread: Decimal | None = None) -> Decimal | None:
    try:
        return Decimal("".join(text.split()).replace(",", "."))
    except InvalidOperation:
        return unread


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip().removesuffix(" UTC"))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
