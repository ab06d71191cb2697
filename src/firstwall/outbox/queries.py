"""What waits for the actor's authority, and how far its own messages have come. Narrowed by policy to strand and party."""

from uuid import UUID

from django.db.models import Count

from firstwall.kernel.actor import Actor, authority_of
from firstwall.outbox.models import Message
from firstwall.outbox.types import Delivery, Notice, State, Waiting

_NEWEST = 50


def waiting_for(actor: Actor, *, newest: int = _NEWEST) -> Waiting:
    """Count the unread messages of the actor's authority by kind, and return the newest; for the strand acted in."""
    unread = Message.objects.filter(recipient_authority=authority_of(actor), read_at__isnull=True)
    counts = unread.values_list("kind").annotate(number=Count("id")).order_by("kind")
    return Waiting(dict(counts), tuple(_notice(row) for row in unread.order_by("-id")[:newest]))


def deliveries_of(actor: Actor, *, object_id: UUID | str) -> list[Delivery]:
    """Return the messages that the actor's authority sent about an object, oldest first."""
    sent = Message.objects.filter(sender_authority=authority_of(actor), object_id=str(object_id)).order_by("id")
    return [
        Delivery(
            row.id,
            row.kind,
            row.recipient_authority,
            State(row.state),
            row.created_at,
            row.delivered_at,
            row.read_at,
        )
        for row in sent
    ]


def _notice(row: Message) -> Notice:
    return Notice(row.id, row.kind, row.sender_authority, row.object_type, row.object_id, row.created_at, row.read_at)
