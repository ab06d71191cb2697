"""Put a message into the outbox; mark one as read. Both inside the caller's transaction, under its context."""

from collections.abc import Iterable
from uuid import UUID

from firstwall.kernel.actor import Actor, authority_of, strand_of
from firstwall.kernel.clock import utc_now
from firstwall.kernel.ids import message_id
from firstwall.outbox.models import Message
from firstwall.outbox.types import State


def put(
    actor: Actor,
    *,
    kind: str,
    recipient_authority: UUID,
    object_type: str,
    object_id: UUID | str,
    same_node: bool = True,
) -> UUID:
    """Owe a message to another authority, in the actor's strand.

    On one node the message is delivered by the very commit that stores it; for another node it stays `saved` until its
    relay has the peer's receipt (REL-03).
    """
    now = utc_now()
    message = Message(
        id=message_id(),
        kind=kind,
        strand=strand_of(actor).value,
        sender_authority=authority_of(actor),
        recipient_authority=recipient_authority,
        object_type=object_type,
        object_id=str(object_id),
        created_at=now,
        delivered_at=now if same_node else None,
        state=State.DELIVERED if same_node else State.SAVED,
    )
    # create() would ask for the row back; only its two authorities may read it, and the system may be neither.
    Message.objects.bulk_create([message])
    return message.id


def notify_owners(
    owners: Iterable[tuple[UUID, str, UUID]], *, kind: str, object_type: str, using: str = "default"
) -> None:
    """Tell authorities of something of their own, on behalf of the system: (authority, strand, object) each.

    Such a message has one party, which is its sender and its recipient: the system is no authority.
    """
    now = utc_now()
    messages = [
        Message(
            id=message_id(),
            kind=kind,
            strand=strand,
            sender_authority=owner,
            recipient_authority=owner,
            object_type=object_type,
            object_id=str(object_id),
            created_at=now,
            delivered_at=now,
            state=State.DELIVERED,
        )
        for owner, strand, object_id in owners
    ]
    Message.objects.using(using).bulk_create(messages)


def mark_read(actor: Actor, *, object_id: UUID | str, kind: str = "") -> int:
    """Mark what the actor's authority received about an object as read; return how many messages that were."""
    unread = Message.objects.filter(
        recipient_authority=authority_of(actor), object_id=str(object_id), read_at__isnull=True
    )
    if kind:
        unread = unread.filter(kind=kind)
    return unread.update(read_at=utc_now(), state=State.READ)
