"""Record many acts of one kind in one statement: an import enters hundreds of alerts and owes an entry for each (SEC-26)."""

import json
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connections

from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import message_id
from firstwall.ledger import leaf
from firstwall.ledger.services import row_of

_OWN = {"id": "uuid", "object_id": "text", "details": "text"}
_SHARED = tuple(name for name in leaf.COLUMNS if name not in _OWN)
_TYPES = {"at": "timestamptz", "personal_commitment": "bytea"} | dict.fromkeys(
    ("actor_id", "office_id", "authority_id", "mandate_id"), "uuid"
)
_VALUES = ", ".join([f"%s::{_TYPES.get(name, 'text')}" for name in _SHARED])
# column names of our own, never input
_STATEMENT = " ".join(
    (
        "WITH tray AS (INSERT INTO ledger_tray (entry_id) SELECT unnest(%s::uuid[]))",
        f"INSERT INTO ledger_entry (id, object_id, details, {', '.join(_SHARED)})",
        f"SELECT own.id, own.object_id, own.details::jsonb, {_VALUES}",
        "FROM unnest(%s::uuid[], %s::text[], %s::text[]) AS own (id, object_id, details)",
    )
)


def record_many(
    actor: Actor, *, act: str, object_type: str, of: Sequence[tuple[UUID | str, dict[str, Any]]], using: str = "default"
) -> None:
    """Write one entry for each object acted on, with its details; all or none, with the caller's transaction."""
    if not of:
        return
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    now = utc_now()
    ids = [message_id() for _ in of]
    row = row_of(actor, None, now, "") | {"act": act, "object_type": object_type, "result": "done", "prior_hash": ""}
    shared = {name: leaf.plain(value) for name, value in row.items()} | {"at": now, "personal_commitment": None}
    objects = [leaf.clean(str(object_id)) for object_id, _ in of]
    details = [json.dumps(leaf.plain(one)) for _, one in of]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [ids, *(shared[name] for name in _SHARED), ids, objects, details])
