"""The wrapped data keys. A key here opens nothing without the key file that wraps it (SEC-39)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone


class DataKey(models.Model):
    """One data key of a supplying authority, wrapped by a key outside the database (SEC-39, SEC-40)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    authority_id = models.UUIDField()
    kind = models.TextField()
    wrapped = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    # Empty while the key seals new values; afterwards it only opens old ones, until all are sealed anew.
    not_after = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "seals_datakey"
        constraints = [
            # Two processes that make an authority's first key at once must end with the same one.
            models.UniqueConstraint(
                fields=["authority_id", "kind"], condition=Q(not_after__isnull=True), name="seals_datakey_one_active"
            ),
        ]
