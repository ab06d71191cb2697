"""What an alert says, sealed and opened: one value per version, and the index entry's facts under a kind of their own."""

import json
from dataclasses import replace
from functools import cache
from uuid import UUID

from firstwall.cis.facts import Packed
from firstwall.cis.types import Content, Marks
from firstwall.kernel.words import Category
from firstwall.law.tables import fields_of
from firstwall.seals import services as seals

INDEX = "index"


def seal_version(content: Content, marks: Marks, *, alert_id: UUID, owner_id: UUID, strand: str) -> bytes:
    """Seal a version under its supplier's key, bound to this alert and strand."""
    said = {"content": plain_content(content), "marks": plain_marks(marks)}
    return seals.seal(_json(said), authority_id=owner_id, record_id=alert_id, strand=strand)


def open_version(
    sealed: bytes | memoryview,
    *,
    alert_id: UUID,
    owner_id: UUID,
    strand: str,
    category: Category,
    using: str = "default",
) -> tuple[Content, Marks]:
    """Open a version; the closed set of its category is checked again (CIS-08).

    Raises:
        AssertionError: a sealed value holds a field that no door would have let in: a bug or a forged row.
    """
    said = seals.open_json(sealed, authority_id=owner_id, record_id=alert_id, strand=strand, using=using)
    content = Content(**said["content"])
    content = replace(content, attachments=tuple(content.attachments))
    stray = content.values.keys() - _permitted(category)
    if stray:
        raise AssertionError(f"CIS-08: sealed value with fields outside category {category}: {sorted(stray)}")
    return content, _marks(said["marks"])


def seal_facts(packed: Packed, *, alert_id: UUID, owner_id: UUID, strand: str) -> bytes:
    """Seal what an alert can be found by."""
    return seals.seal(_json(packed), authority_id=owner_id, record_id=alert_id, strand=strand, kind=INDEX)


@cache
def _permitted(category: Category) -> frozenset[str]:
    return frozenset(field.code for field in fields_of(category))


# Not written when empty, so that a line sent again after an upgrade is still known by its digest (REL-20).
_LATER = frozenset({"legal_basis", "data_subject", "rests_on", "legacy_review", "attachments"})


def plain_content(content: Content) -> dict:
    """What an alert says, as plain JSON."""
    said = {name: getattr(content, name) for name in Content.__dataclass_fields__}
    return {name: value for name, value in said.items() if value or name not in _LATER}


def plain_marks(marks: Marks) -> dict:
    """What it asks for, as plain JSON; the order of an audience says nothing."""
    plain = {name: getattr(marks, name) for name in Marks.__dataclass_fields__}
    audience = None if marks.audience is None else sorted(map(str, marks.audience))
    return plain | {"handling": list(marks.handling), "audience": audience}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _marks(plain: dict) -> Marks:
    audience = plain["audience"]
    return Marks(
        action=plain["action"],
        handling=tuple(plain["handling"]),
        evaluation_source=plain["evaluation_source"],
        evaluation_information=plain["evaluation_information"],
        audience=None if audience is None else tuple(UUID(one) for one in audience),
    )
