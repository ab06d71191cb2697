"""Tables of the screening room; private to it.

Nothing personal is stored in clear: what was asked and what was found are one sealed value per row. Ids of other rooms
are plain columns, never foreign keys: an alert may be erased while the account of a hit remains.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class ScreeningRun(models.Model):
    """One file of traffic screened in one strand under one mandate; a mandate of both strands makes two runs.

    The file's name may carry a person's name, so only a digest of it is kept. `done_bytes` is where the next chunk
    begins in the spool: it moves in the same transaction as the chunk's candidates, so that a killed worker neither
    loses nor doubles a line.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    strand = models.CharField(max_length=1)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    person_id = models.UUIDField()
    mandate_id = models.UUIDField()
    purpose = models.CharField(max_length=60)
    reference = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    filename_digest = models.CharField(max_length=64)
    format = models.CharField(max_length=10)
    mapping = models.JSONField(default=dict)
    threshold = models.FloatField()
    state = models.CharField(max_length=10, default="accepted")
    total_bytes = models.BigIntegerField(default=0)
    done_bytes = models.BigIntegerField(default=0)
    lines = models.BigIntegerField(default=0)
    parties = models.BigIntegerField(default=0)
    candidates = models.BigIntegerField(default=0)
    errors = models.BigIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    accepted_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=60, blank=True)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_run"
        indexes: ClassVar = [models.Index(fields=["authority_id", "-accepted_at"], name="screening_run_recent")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_run_strand"),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "working", "done", "cancelled", "failed"]),
                name="screening_run_state",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True) | Q(state__in=["done", "cancelled", "failed"]),
                name="screening_run_end_is_dated",
            ),
        ]


class ScreeningCandidate(models.Model):
    """One queried party beside one alert, as the index and PostgreSQL agreed on it.

    `queried` holds the facts asked about, sealed under the using authority's key. `query_digest` is keyed and lets a
    decision be remembered while neither the facts nor the alert's version change. An empty `run_id` means an
    interactive check; an empty `due_at` means that no clock runs, because an earlier decision answers it. An empty
    `assigned_to` means that the shift of the office answers for it. `rank` orders the queue.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    run_id = models.UUIDField(null=True)
    line = models.BigIntegerField(null=True)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_version = models.IntegerField()
    alert_owner_id = models.UUIDField()
    alert_category = models.CharField(max_length=1)
    action = models.CharField(max_length=30)
    score = models.FloatField()
    grade = models.CharField(max_length=10)
    queried = models.BinaryField()
    query_digest = models.BinaryField(max_length=32)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    place = models.CharField(max_length=120, blank=True)
    reference = models.CharField(max_length=120, blank=True)
    created_by = models.UUIDField()
    created_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="open")
    revision = models.IntegerField(default=1)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    remembered_from = models.UUIDField(null=True)
    due_at = models.DateTimeField(null=True)
    sighting_id = models.UUIDField(null=True)
    # of a feed: which, and the keyed digest of the movement's reference
    feed_id = models.UUIDField(null=True)
    movement_digest = models.BinaryField(max_length=32, null=True)
    # the alert went to the part with limited access: nobody sees even a hit (CIS-71)
    withheld = models.BooleanField(default=False)
    rank = models.FloatField(db_default=0.0)
    clock_minutes = models.IntegerField(db_default=720)
    assigned_to = models.UUIDField(null=True)
    assigned_at = models.DateTimeField(null=True)
    # a colleague's word is owed on the verdict; until it is given, the hit waits
    needs_second = models.BooleanField(db_default=False)
    seconded_by = models.UUIDField(null=True)
    seconded_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_candidate"
        indexes: ClassVar = [
            models.Index(
                fields=["authority_id", "strand", "-rank"],
                condition=Q(sighting_id__isnull=True) & (~Q(state="different") | Q(needs_second=True)),
                name="screening_cand_ranked",
            ),
            models.Index(
                fields=["authority_id", "strand", "due_at"], condition=Q(state="open"), name="screening_cand_waiting"
            ),
            models.Index(fields=["query_digest", "alert_id"], name="screening_cand_remembered"),
            models.Index(fields=["run_id", "line"], name="screening_cand_of_run"),
            models.Index(fields=["alert_id"], name="screening_cand_alert"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_cand_strand"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "same", "different", "unsure"]), name="screening_cand_state"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True, decided_at__isnull=True)
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="screening_cand_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(seconded_by__isnull=True, seconded_at__isnull=True)
                | Q(seconded_by__isnull=False, seconded_at__isnull=False, needs_second=False)
                & ~Q(seconded_by=F("decided_by")),
                name="screening_cand_seconded_by_another",
            ),
            models.UniqueConstraint(fields=["run_id", "line", "alert_id"], name="screening_cand_once_a_line"),
        ]


class ScreeningSighting(models.Model):
    """What was found, told to the alert's owner (CIS-33, CIS-34); the seven blocks are one sealed value.

    Sealed under the owner's key and kept under the alert's retention (CIS-37). Acknowledgement and outcome belong
    to the owner (CIS-38).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    candidate_id = models.UUIDField(unique=True)
    alert_id = models.UUIDField()
    alert_version = models.IntegerField()
    alert_category = models.CharField(max_length=1)
    strand = models.CharField(max_length=1)
    owner_authority_id = models.UUIDField()
    reporting_authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    action_asked = models.CharField(max_length=30)
    action_taken = models.CharField(max_length=30)
    blocks = models.BinaryField()
    reported_at = models.DateTimeField()
    reported_by = models.UUIDField()
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=12, blank=True)
    outcome_at = models.DateTimeField(null=True)
    outcome_by = models.UUIDField(null=True)
    withheld = models.BooleanField(default=False)  # as for a candidate

    class Meta:
        app_label = "firstwall"
        db_table = "screening_sighting"
        indexes: ClassVar = [
            models.Index(fields=["owner_authority_id", "strand", "-reported_at"], name="screening_sighting_owner"),
            models.Index(
                fields=["reporting_authority_id", "strand", "-reported_at"], name="screening_sighting_reporter"
            ),
            models.Index(fields=["alert_id"], name="screening_sighting_alert"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_sighting_strand"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "true_match", "false_match", "unclear"]), name="screening_sighting_outcome"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True, acknowledged_by__isnull=True)
                | Q(acknowledged_at__isnull=False, acknowledged_by__isnull=False),
                name="screening_sighting_ack_pair",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", outcome_at__isnull=True, outcome_by__isnull=True)
                | (~Q(outcome="") & Q(outcome_at__isnull=False, outcome_by__isnull=False)),
                name="screening_sighting_outcome_pair",
            ),
        ]


class ScreeningLineError(models.Model):
    """One line that could not be screened, or was screened with a remark; never quotes the line itself.

    The sentence and its cure are in `problems.py` under the code, so that each reader gets them in the own language.
    """

    id = models.BigAutoField(primary_key=True)
    run_id = models.UUIDField()
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    line = models.BigIntegerField()
    column = models.BigIntegerField(null=True)  # empty: the whole line
    field = models.CharField(max_length=30, blank=True, default="")
    code = models.CharField(max_length=40)
    detail = models.BigIntegerField(null=True)
    kept = models.BooleanField(default=False)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_line_error"
        indexes: ClassVar = [models.Index(fields=["run_id", "line"], name="screening_line_error_of_run")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="screening_line_error_strand")
        ]


class ScreeningOfficeRule(models.Model):
    """How long an office has for a hit, and who is told what it left unanswered; an empty office: all of the authority."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    clock_minutes = models.IntegerField()
    head_id = models.UUIDField(null=True)
    set_by = models.UUIDField()
    set_at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "screening_office_rule"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority_id", "office_id"], nulls_distinct=False, name="screening_office_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(clock_minutes__gte=5, clock_minutes__lte=10080), name="screening_office_rule_clock"
            ),
        ]
