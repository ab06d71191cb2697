"""Tables of evidence."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class ScreeningEvidence(models.Model):
    """One file beside a report. Its name and bytes are one sealed value; what it shows, its size and hash are clear."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    sighting_id = models.UUIDField()
    alert_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    owner_authority_id = models.UUIDField()
    reporting_authority_id = models.UUIDField()
    shows = models.CharField(max_length=15)
    kind = models.CharField(max_length=10)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    name = models.BinaryField()
    sealed = models.BinaryField()
    added_by = models.UUIDField()
    added_at = models.DateTimeField()
    withheld = models.BooleanField(default=False)  # as for the report

    class Meta:
        app_label = "firstwall"
        db_table = "screening_evidence"
        indexes: ClassVar = [models.Index(fields=["alert_id"], name="screening_evidence_alert")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_evidence_strand"),
            models.CheckConstraint(
                condition=Q(shows__in=["means", "objects", "circumstances"]), name="screening_evidence_shows"
            ),
            models.UniqueConstraint(fields=["sighting_id", "sha256"], name="screening_evidence_once"),
        ]
