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
        # one JSON text for all: an array of texts would be escaped quote by quote
        "WITH own AS (SELECT * FROM jsonb_to_recordset(%s::jsonb) AS own (id uuid, object_id text, details jsonb)),",
        "tray AS (INSERT INTO ledger_tray (entry_id) SELECT id FROM own)",
        f"INSERT INTO ledger_entry (id, object_id, details, {', '.join(_SHARED)})",
        f"SELECT own.id, own.object_id, own.details, {_VALUES}",
        "FROM own",
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
    row = row_of(actor, None, now, "") | {"act": act, "object_type": object_type, "result": "done", "prior_hash": ""}
    shared = {name: leaf.plain(value) for name, value in row.items()} | {"at": now, "personal_commitment": None}
    own = json.dumps(
        [
            {"id": str(message_id()), "object_id": leaf.clean(str(object_id)), "details": leaf.plain(details)}
            for object_id, details in of
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, [own, *(shared[name] for name in _SHARED)])
