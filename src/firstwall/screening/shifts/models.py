"""Tables of shifts: what one shift left to the next, and what was unanswered when a day was looked at."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class ScreeningHandover(models.Model):
    """What an office's shift gives to the next, in one strand: the hits that wait, and a note, sealed.

    Who gives keeps what was theirs until somebody accepts, so that no hit is ever without an owner.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    strand = models.CharField(max_length=1)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    place = models.CharField(max_length=120, blank=True)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    note = models.BinaryField()
    hits = ArrayField(models.UUIDField())
    overdue = models.IntegerField()
    accepted_by = models.UUIDField(null=True)
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_handover"
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "strand", "-given_at"], name="screening_handover_recent")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_handover_strand"),
            models.CheckConstraint(
                condition=Q(accepted_by__isnull=True, accepted_at__isnull=True)
                | (Q(accepted_by__isnull=False, accepted_at__isnull=False) & ~Q(accepted_by=F("given_by"))),
                name="screening_handover_accepted_by_another",
            ),
        ]


class ScreeningUnanswered(models.Model):
    """How many hits of an office were past their clock on a day; a list that must be empty."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    strand = models.CharField(max_length=1)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    day = models.DateField()
    hits = models.IntegerField()
    told_at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "screening_unanswered"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_unanswered_strand"),
            models.UniqueConstraint(
                fields=["authority_id", "strand", "office_id", "day"],
                nulls_distinct=False,
                name="screening_unanswered_once_a_day",
            ),
        ]
