"""The one place where the request context is set (SEC-07), and the frame of every act: may they, do it, or record the refusal.

`acting(actor)` opens a transaction and tells PostgreSQL who acts, bound by a MAC to this connection and this transaction
(SEC-08). `lawful(actor, act)` is `acting` plus the permission check, and when a rule refuses, the refusal itself is entered in
the ledger in a transaction of its own, because the refused act has been rolled back.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db import connections, transaction

from firstwall.authorities.permissions import may
from firstwall.authorities.room import check_room
from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import Refusal
from firstwall.ledger import services as ledger
from firstwall.seals import context_mac

_acting_now: ContextVar[dict[str, Actor] | None] = ContextVar("firstwall_acting_now", default=None)


def system_actor(purpose: str) -> Actor:
    """The doorkeeper and the provisioning job: no person, no strand, no content (SEC-05)."""
    return Actor(
        person_id=None,
        person_name="",
        authority_id=None,
        authority_code="",
        office_id=None,
        strands=(),
        strand=None,
        role="system",
        purpose=purpose,
        reference="",
        mandate_id=None,
        place="",
        channel="system",
    )


@contextmanager
def acting(actor: Actor, using: str = "default") -> Iterator[None]:
    """Run the block in one transaction under the actor's context. Nests only with the same actor in the same strand.

    Args:
        actor: who acts, in which strand, for which purpose.
        using: the database alias, which is also the database role (SEC-05).

    Raises:
        RuntimeError: another actor is already acting on this connection: a bug, never an answer to a user.
    """
    now = _acting_now.get() or {}
    held = now.get(using)
    if held is not None:
        if held != actor:
            raise RuntimeError("another actor is acting on this connection")
        yield
        return
    token = _acting_now.set({**now, using: actor})
    try:
        with transaction.atomic(using=using):
            _set_context(actor, using)
            yield
    finally:
        _acting_now.reset(token)


def where(actor: Actor, is_seen: Callable[[], bool]) -> Actor | None:
    """The actor in the first strand of the mandate in which something is seen; None when in none.

    A look in each strand, never one in both (CIS-01).
    """
    for strand in actor.strands:
        there = actor.in_strand(strand)
        with acting(there):
            if is_seen():
                return there
    return None


@contextmanager
def lawful(actor: Actor, act: str, *, object_type: str = "", object_id: str | UUID = "") -> Iterator[None]:
    """The frame of an act: permission first, then the block, in one transaction; a refusal is recorded and raised on."""
    outermost = not (_acting_now.get() or {}).get("default")
    try:
        with acting(actor):
            may(actor, act)
            check_room(act)
            yield
    except Refusal as refusal:
        if outermost:
            record_refusal(actor, act, refusal, object_type=object_type, object_id=object_id)
        raise


def record_refusal(
    actor: Actor, act: str, refusal: Refusal, *, object_type: str = "", object_id: str | UUID = ""
) -> None:
    """Enter a refusal in the ledger: which rule refused which act, without any value of the request."""
    with acting(actor):
        ledger.record(
            actor,
            act=act,
            object_type=object_type,
            object_id=str(object_id),
            result="refused",
            details={"rule": refusal.rule, "article": refusal.article},
        )


def _set_context(actor: Actor, using: str) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("select (extract(epoch from transaction_timestamp()) * 1000000)::bigint")
        started = cursor.fetchone()[0]
        payload = "|".join(
            [
                "v1",
                _text(actor.person_id),
                _text(actor.authority_id),
                actor.strand or "",
                actor.role,
                actor.purpose,
                _text(actor.mandate_id),
                str(connection.connection.info.backend_pid),
                str(started),
            ]
        )
        cursor.execute("select set_config('fw.ctx', %s, true)", [f"{payload}|{context_mac.mac(payload)}"])


def _text(value: UUID | None) -> str:
    return str(value) if value else ""
