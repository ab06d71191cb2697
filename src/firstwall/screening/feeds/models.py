"""Tables of the feeds; private to the screening room."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from firstwall.kernel.ids import record_id

STRANDS = ("C", "A")


class Feed(models.Model):
    """An agreed source of traffic. It opens when a second person agrees, and then has its standing mandate (SEC-12, SEC-21)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)
    code = models.CharField(max_length=40)
    label = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=10)
    strands = models.CharField(max_length=2)
    purpose = models.CharField(max_length=60)
    reference = models.CharField(max_length=80)
    place = models.CharField(max_length=80, blank=True)
    mandate_id = models.UUIDField(null=True)
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    agreed_by = models.UUIDField(null=True)
    agreed_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_feed"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strands__in=["C", "A", "CA"]), name="screening_feed_strands"),
            models.CheckConstraint(
                condition=Q(state="proposed", agreed_at__isnull=True, ended_at__isnull=True)
                | Q(state="open", agreed_at__isnull=False, mandate_id__isnull=False, ended_at__isnull=True)
                | Q(state="ended", ended_at__isnull=False),
                name="screening_feed_state",
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=models.F("proposed_by")),
                name="screening_feed_by_two",
            ),
            models.UniqueConstraint(
                fields=["authority_id", "code"], condition=~Q(state="ended"), name="screening_feed_code"
            ),
        ]


class FeedMessage(models.Model):
    """The receipt of one message in one strand: counts and places of problems, so that a repeated message is answered as before.

    The sender's id of the message may name a person, so only a keyed digest of it is kept; of the body, too.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    feed_id = models.UUIDField()
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    message_digest = models.BinaryField(max_length=32)
    body_digest = models.BinaryField(max_length=32)
    taken_at = models.DateTimeField()
    answer = models.JSONField(default=dict)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_feed_message"
        indexes: ClassVar = [models.Index(fields=["taken_at"], name="screening_feed_message_taken")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="screening_feed_message_strand"),
            models.UniqueConstraint(fields=["feed_id", "strand", "message_digest"], name="screening_feed_message_once"),
        ]


class HeldMovement(models.Model):
    """One movement without a hit or with one, kept to be compared with later alerts and with its own later form (SEC-49).

    `sealed` holds its parties; `party_digests` recognises what was screened already, `reference_digest` the movement. Both
    are keyed: without the key nobody can ask this table whether somebody crossed.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    feed_id = models.UUIDField()
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    reference_digest = models.BinaryField(max_length=32)
    party_digests = ArrayField(models.BinaryField(max_length=32), default=list)
    sealed = models.BinaryField()
    held_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    # what was running when its parties were screened: an alert that commits as this transaction or later was not seen
    seen_from = models.BigIntegerField(default=0)
    # the transaction that wrote the row, set by a trigger: what committed since a follower last looked has this or a later one
    changed_tx = models.BigIntegerField(default=0)

    class Meta:
        app_label = "firstwall"
        db_table = "screening_held"
        indexes: ClassVar = [
            models.Index(fields=["expires_at"], name="screening_held_ending"),
            models.Index(fields=["strand", "changed_tx"], name="screening_held_changed"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="screening_held_strand"),
            models.UniqueConstraint(fields=["feed_id", "strand", "reference_digest"], name="screening_held_once"),
        ]


class HeldMark(models.Model):
    """How far one strand's comparison of held traffic with alerts has come, in transactions; written by it alone."""

    strand = models.CharField(max_length=1, primary_key=True)
    alerts = models.BigIntegerField()
    held = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "screening_held_mark"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="screening_held_mark_strand")
        ]
