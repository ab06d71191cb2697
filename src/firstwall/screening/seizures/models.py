"""Tables of seizures."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class ScreeningSeizure(models.Model):
    """What a control found and took: one record for report, statistics and joint operations.

    It is the authority's own record and outlives an alert: `candidate_id` and `alert_id` are emptied when the alert is
    erased. `said` holds in one sealed value what may name somebody: goods in words, means, concealment, case.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    strand = models.CharField(max_length=1)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    candidate_id = models.UUIDField(null=True)
    alert_id = models.UUIDField(null=True)
    goods = models.CharField(max_length=30)
    quantity = models.DecimalField(max_digits=18, decimal_places=3)
    unit = models.CharField(max_length=20)
    # in the unit in which these goods are counted everywhere
    counted = models.DecimalField(max_digits=24, decimal_places=6)
    # empty: not valued
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    transport = models.CharField(max_length=20)
    concealment = models.CharField(max_length=20)
    place = models.CharField(max_length=120)
    seized_at = models.DateTimeField()
    said = models.BinaryField()
    recorded_by = models.UUIDField()
    recorded_at = models.DateTimeField()
    revision = models.IntegerField(default=1)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_seizure"
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "strand", "-seized_at"], name="screening_seizure_recent"),
            models.Index(fields=["candidate_id"], name="screening_seizure_of_hit"),
            models.Index(fields=["alert_id"], name="screening_seizure_alert"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_seizure_strand"),
            models.CheckConstraint(condition=Q(quantity__gt=0, counted__gt=0), name="screening_seizure_quantity"),
            models.CheckConstraint(
                condition=Q(value__isnull=True, currency="") | (Q(value__gte=0) & ~Q(currency="")),
                name="screening_seizure_value_has_a_currency",
            ),
        ]
