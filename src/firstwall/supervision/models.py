"""Tables of this room; private to it."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from firstwall.kernel.ids import record_id


class RetentionRun(models.Model):
    """One run of the retention engine: what the clocks said, how far it came, how many rows of each table went.

    `counts` moves in the same transaction as each chunk, so that a killed run has told the truth. The clock readings of the
    last run that trusted them are what the next run measures its own clocks against (SEC-35).
    """

    # counts up by itself: the order of the runs must not depend on a clock
    id = models.BigAutoField(primary_key=True)
    # a person may vouch for the clock where the machine cannot know whether it was off or the clock has jumped
    kind = models.TextField(default="run")
    state = models.TextField(default="working")
    started_at = models.DateTimeField()
    # empty: still working, or killed
    finished_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True, default="")
    counts = models.JSONField(default=dict)
    # time of the ledger's last entry; empty: the ledger was empty
    ledger_at = models.DateTimeField(null=True)
    # which start of the machine, and the seconds since then; empty where the system does not tell
    boot = models.TextField(blank=True, default="")
    since_boot = models.FloatField(default=0)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_retention_run"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=("run", "confirmation")), name="supervision_run_kind"),
            models.CheckConstraint(
                condition=Q(state__in=("working", "done", "stopped", "interrupted")), name="supervision_run_state"
            ),
        ]


class RightsRequest(models.Model):
    """What a person asks about themselves, in one strand: who they are is one sealed value, the clocks are clear (RTS-02).

    A person who asks about both strands makes two requests: two laws, two answers. `outcome` is empty until a person has
    decided; `kept_until` is empty until the answer is given, and until then nothing of it ends.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    reference = models.CharField(max_length=60, unique=True)
    authority_id = models.UUIDField(db_index=True)
    strand = models.CharField(max_length=1)
    asks = ArrayField(models.CharField(max_length=20))
    identity = models.CharField(max_length=20)
    law = models.CharField(max_length=40)
    # names, dates of birth, papers, address, language, what is said: sealed under the authority's key
    sealed = models.BinaryField()
    state = models.CharField(max_length=10, default="taken")
    received_on = models.DateField()
    due_on = models.DateField()
    taken_by = models.UUIDField()
    taken_at = models.DateTimeField()
    gathered_at = models.DateTimeField(null=True)
    # the first day on which an answer may go out, whether anybody had to be asked or not (RTS-06)
    answer_from = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True, default="")
    ground = models.CharField(max_length=20, blank=True, default="")
    # why, in the words of who decided: sealed, for the supervisor
    reason = models.BinaryField(null=True)
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    # of the pack that was given: given again, it is the same or it is not given
    answer_sha256 = models.CharField(max_length=64, blank=True, default="")
    kept_until = models.DateField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_rights_request"
        indexes: ClassVar = [
            models.Index(fields=["authority_id", "strand", "due_on"], name="supervision_rights_due"),
            models.Index(fields=["kept_until"], name="supervision_rights_kept"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="supervision_rights_strand"),
            models.CheckConstraint(
                condition=Q(state__in=["taken", "gathered", "decided", "answered"]), name="supervision_rights_state"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "none_held", "disclosed", "partly", "withheld"]),
                name="supervision_rights_outcome",
            ),
            # who, when and why are one thing
            models.CheckConstraint(
                condition=Q(outcome="", decided_by__isnull=True, decided_at__isnull=True, reason__isnull=True)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False, reason__isnull=False)),
                name="supervision_rights_who_decided",
            ),
            # RTS-04, RTS-05: no refusal without its ground
            models.CheckConstraint(
                condition=~Q(outcome__in=["partly", "withheld"]) | ~Q(ground=""), name="supervision_rights_has_ground"
            ),
        ]


class RightsHolding(models.Model):
    """One alert that may concern a person who asks: whose it is, what its supplier says, whether it is disclosed (RTS-03).

    Seen by the authority that took the request and, once asked, by the supplier. Ids of alerts are no foreign keys: an alert
    ends on its own day.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="holdings")
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    owner_id = models.UUIDField(db_index=True)
    # as gathered, and from the decision on as it was decided; 0: it had ended by then
    alert_version = models.IntegerField()
    action = models.CharField(max_length=30)
    score = models.FloatField()
    is_past = models.BooleanField(default=False)
    candidates = models.IntegerField(default=0)
    sightings = models.IntegerField(default=0)
    concerns = models.CharField(max_length=4)
    # what the supplier is asked, sealed under the asking authority's key; empty: the authority's own alert, or not asked
    asked = models.BinaryField(null=True)
    asked_at = models.DateTimeField(null=True)
    position_due_on = models.DateField(null=True)
    position = models.CharField(max_length=12, blank=True, default="")
    position_ground = models.CharField(max_length=20, blank=True, default="")
    # why, sealed under the supplier's key
    position_reason = models.BinaryField(null=True)
    position_at = models.DateTimeField(null=True)
    position_by = models.UUIDField(null=True)
    # empty until a person has decided
    is_disclosed = models.BooleanField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_rights_holding"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "alert_id"], name="supervision_holding_once"),
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="supervision_holding_strand"),
            models.CheckConstraint(
                condition=Q(concerns__in=["yes", "no", "open"]), name="supervision_holding_concerns"
            ),
            models.CheckConstraint(
                condition=Q(position__in=["", "agrees", "objects", "executed", "declined", "silent"]),
                name="supervision_holding_position",
            ),
        ]
