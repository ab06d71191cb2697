"""What an entry or a deferral says, sealed under its authority's key, and the digests by which entries are found."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from firstwall.fide.models import FileDeferral, FileEntry
from firstwall.seals.digests import lasting_digest
from firstwall.seals.services import open_json, seal_json

# one key for all authorities of the node: a question has to meet the entries of others
_EVERYBODY = UUID(int=0)
_BYTES = 16


def seal_said(row: FileEntry | FileDeferral, said: Mapping[str, Any]) -> bytes:
    """Seal what was said, bound to this row and strand."""
    return seal_json(dict(said), **_bound(row))


def open_said(row: FileEntry | FileDeferral) -> dict[str, Any]:
    """Open it."""
    return open_json(row.said, **_bound(row))


def digests_of(strand: str, keys: Iterable[str]) -> list[bytes]:
    """The keyed digest of each key in a strand: equal keys of the two strands have nothing in common (CIS-01)."""
    use = f"fide {strand}"
    return [lasting_digest(key.encode(), use=use, authority_id=_EVERYBODY)[:_BYTES] for key in keys]


def _bound(row: FileEntry | FileDeferral) -> dict[str, Any]:
    return {"authority_id": row.owner_id, "record_id": row.id, "strand": row.strand}
