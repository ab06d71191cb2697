"""What a request says of a person, sealed: who asks, why it was decided so, what a supplier is asked and answers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID

from firstwall.seals import services as seals
from firstwall.supervision.models import CheckQuestion, RightsCheck, RightsHolding, RightsRemedy, RightsRequest
from firstwall.supervision.rights.types import Person

_PERSON, _REASON, _ASKED, _POSITION = "rights", "rights_reason", "rights_asked", "rights_position"
_ORDERED, _FINDING = "rights_ordered", "rights_finding"


def seal_person(person: Person, row: RightsRequest) -> bytes:
    """Seal who asks, under the key of the authority that took the request."""
    return seals.seal_json(asdict(person), kind=_PERSON, **_of_request(row))


def open_person(row: RightsRequest, using: str = "default") -> Person:
    """Open who asks."""
    said: dict[str, Any] = seals.open_json(row.sealed, kind=_PERSON, using=using, **_of_request(row))
    names, documents = tuple(said.pop("names")), tuple(said.pop("documents"))
    return Person(names=names, documents=documents, **said)


def seal_reason(text: str, row: RightsRequest) -> bytes:
    """Seal why it was decided so."""
    return seals.seal_json(text, kind=_REASON, **_of_request(row))


def open_reason(row: RightsRequest, using: str = "default") -> str:
    """Open it; empty before the decision."""
    return _text(row.reason, _REASON, _of_request(row), using)


def seal_asked(asked: Mapping[str, Any], row: RightsHolding) -> bytes:
    """Seal what a supplier is asked, under the key of the authority that asks."""
    return seals.seal_json(dict(asked), kind=_ASKED, **_of_holding(row, row.authority_id))


def open_asked(row: RightsHolding) -> dict[str, Any]:
    """Open what a supplier is asked."""
    if row.asked is None:
        raise RuntimeError("nothing was asked")
    asked: dict[str, Any] = seals.open_json(row.asked, kind=_ASKED, **_of_holding(row, row.authority_id))
    return asked


def seal_position(text: str, row: RightsHolding) -> bytes:
    """Seal the supplier's words, under its own key."""
    return seals.seal_json(text, kind=_POSITION, **_of_holding(row, row.owner_id))


def open_position(row: RightsHolding, using: str = "default") -> str:
    """Open the supplier's words; empty where it gave none."""
    return _text(row.position_reason, _POSITION, _of_holding(row, row.owner_id), using)


def seal_ordered(said: Mapping[str, str], row: RightsRemedy) -> bytes:
    """Seal who ordered it, under which file, in which words."""
    return seals.seal_json(dict(said), kind=_ORDERED, **_of_request(row))


def open_ordered(row: RightsRemedy, using: str = "default") -> dict[str, str]:
    """Open it."""
    said: dict[str, str] = seals.open_json(row.said, kind=_ORDERED, using=using, **_of_request(row))
    return said


def seal_finding(text: str, row: RightsCheck | CheckQuestion) -> bytes:
    """Seal what a supervisor found or replied, under its own key."""
    return seals.seal_json(text, kind=_FINDING, **_of_check(row))


def open_finding(row: RightsCheck | CheckQuestion) -> str:
    """Open it; empty before."""
    return _text(row.words, _FINDING, _of_check(row), "default")


def _of_check(row: RightsCheck | CheckQuestion) -> dict[str, Any]:
    whose = row.asked_id if isinstance(row, CheckQuestion) else row.authority_id
    return {"authority_id": whose, "record_id": row.id, "strand": row.strand}


def _text(blob: bytes | memoryview | None, kind: str, bound: Mapping[str, Any], using: str) -> str:
    return "" if blob is None else str(seals.open_json(blob, kind=kind, using=using, **bound))


def _of_request(row: RightsRequest | RightsRemedy) -> dict[str, Any]:
    return {"authority_id": row.authority_id, "record_id": row.id, "strand": row.strand}


def _of_holding(row: RightsHolding, authority_id: UUID) -> dict[str, Any]:
    return {"authority_id": authority_id, "record_id": row.id, "strand": row.strand}
