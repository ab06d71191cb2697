"""Messages owed to other authorities. A message names its object; it never carries personal data."""

from django.db import models
from django.db.models import Q


class Message(models.Model):
    """One notice that an authority owes another, stored in the transaction of the act that caused it (REL-03)."""

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    strand = models.TextField()
    sender_authority = models.UUIDField()
    recipient_authority = models.UUIDField()
    object_type = models.TextField()
    object_id = models.TextField()
    created_at = models.DateTimeField()
    # Empty until the recipient's node has it; on one node that is the moment of the act itself.
    delivered_at = models.DateTimeField(null=True)
    # Empty until a person of the recipient opened it.
    read_at = models.DateTimeField(null=True)
    state = models.TextField()

    class Meta:
        app_label = "firstwall"
        db_table = "outbox_message"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["saved", "sent", "delivered", "read", "refused"]), name="outbox_message_state"
            ),
            # A state and its time are a pair.
            models.CheckConstraint(
                condition=Q(state="read", read_at__isnull=False) | (~Q(state="read") & Q(read_at__isnull=True)),
                name="outbox_message_read_pair",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient_authority", "strand", "state", "id"], name="outbox_message_recipient"),
            models.Index(fields=["object_id"], name="outbox_message_object"),
        ]
