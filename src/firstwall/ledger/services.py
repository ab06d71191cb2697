"""Record an act in the ledger, in the transaction of the act itself (SEC-26, SEC-27)."""

import json
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connections

from firstwall.kernel.actor import Actor
from firstwall.kernel.clock import utc_day, utc_now
from firstwall.kernel.ids import message_id
from firstwall.ledger import leaf, personal, terms
from firstwall.seals import day_keys

# The door's id for the request at hand, so that all entries of one request can be read together.
request_id: ContextVar[str] = ContextVar("firstwall_request_id", default="")

_PLACES = ", ".join(["%s"] * len(leaf.COLUMNS))
_ENTRY = f"INSERT INTO ledger_entry ({', '.join(leaf.COLUMNS)}) VALUES ({_PLACES})"  # noqa: S608 - constants only
_TRAY = "INSERT INTO ledger_tray (entry_id) VALUES (%s)"
_PERSONAL = "INSERT INTO ledger_personal (entry_id, day, sealed) VALUES (%s, %s, %s)"
_DIGESTS = "INSERT INTO ledger_digest (day, digest, entry_id) SELECT %s, unnest(%s::bytea[]), %s"


def record(
    actor: Actor,
    *,
    act: str,
    object_type: str = "",
    object_id: UUID | str = "",
    result: str = "done",
    reference: str = "",
    details: dict[str, Any] | None = None,
    personal: dict[str, Any] | None = None,
    terms: Iterable[str] = (),
    prior_hash: str = "",
    using: str = "default",
) -> UUID:
    """Write one entry; it exists exactly if the caller's transaction commits.

    Args:
        actor: who acts; the database refuses an entry in another's name.
        act: the act's name, "room.verb_object".
        object_type: what kind of thing was acted on.
        object_id: which one; several are listed in `details`.
        result: result class: done, refused, found, none, failed.
        reference: the case reference, if it is not the mandate's own.
        details: facts about the act, free of personal data.
        personal: query terms and other personal data: sealed, gone after six calendar months.
        terms: the names and identifiers searched for, by which a supervisor finds this entry again.
        prior_hash: hash of the object's state before the act.
        using: the database login that acts.

    Returns:
        The entry's id.
    """
    now = utc_now()
    entry_id = message_id()
    row = row_of(actor, entry_id, now, reference)
    row |= {"act": act, "object_type": object_type, "object_id": str(object_id), "result": result}
    row |= {"details": details or {}, "prior_hash": prior_hash}
    parts = _personal_parts(entry_id, utc_day(now), personal, terms)
    _insert({name: leaf.plain(value) for name, value in row.items()} | {"at": now}, entry_id, parts, using)
    return entry_id


def row_of(actor: Actor, entry_id: UUID | None, now: datetime, reference: str) -> dict[str, Any]:
    """The columns that come from the actor, the node and the request."""
    return {
        "id": entry_id,
        "at": now,
        "node": settings.FIRSTWALL_NODE,
        "actor_id": actor.person_id,
        "actor_name": actor.person_name,
        "office_id": actor.office_id,
        "authority_id": actor.authority_id,
        "mandate_id": actor.mandate_id,
        "strand": actor.strand or "",
        "role": actor.role,
        "purpose": actor.purpose,
        "reference": reference or actor.reference,
        "place": actor.place,
        "channel": actor.channel,
        "request_id": request_id.get(),
    }


class _Parts:
    """What is stored beside the entry: sealed personal part and digests, both or neither."""

    __slots__ = ("commitment", "day", "digests", "sealed")

    def __init__(self, day: date, sealed: bytes | None, commitment: bytes | None, digests: list[bytes]) -> None:
        self.day, self.sealed, self.commitment, self.digests = day, sealed, commitment, digests


def _personal_parts(entry_id: UUID, day: date, content: dict[str, Any] | None, searched: Iterable[str]) -> _Parts:
    digests = [day_keys.digest(day, word) for word in terms.all_words(searched)]
    if content is None:
        return _Parts(day, None, None, digests)
    part = personal.close(content, entry_id=entry_id, day=day)
    return _Parts(day, part.sealed, part.commitment, digests)


def _insert(row: dict[str, Any], entry_id: UUID, parts: _Parts, using: str) -> None:
    connection = connections[using]
    if not connection.in_atomic_block:
        raise RuntimeError("an entry is written in the transaction of its act")
    row |= {"details": json.dumps(row["details"]), "personal_commitment": parts.commitment}
    statements = [_TRAY]
    values: list[Any] = [entry_id]
    if parts.sealed is not None:
        statements.append(_PERSONAL)
        values += [entry_id, parts.day, parts.sealed]
    if parts.digests:
        statements.append(_DIGESTS)
        values += [parts.day, parts.digests, entry_id]
    # One statement, one round trip: the other inserts ride along as common table expressions.
    riders = ", ".join(f"rider{number} AS ({text})" for number, text in enumerate(statements))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {riders} {_ENTRY}", [*values, *(row[name] for name in leaf.COLUMNS)])
