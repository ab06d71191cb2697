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
    # the day on which the supervisor ended the check that was asked for; says nothing of what was found
    checked_on = models.DateField(null=True)

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


class RightsRemedy(models.Model):
    """What a court or authority ordered for a person whose request was taken here, and what it is wired to (RTS-08).

    An order to correct or erase is a line of the register of final decisions (CIS-60); an order to give access binds the request
    itself or, where that was decided already, a new one; compensation stands here until it is paid.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    request = models.ForeignKey(RightsRequest, on_delete=models.PROTECT, related_name="remedies")
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    orders = models.CharField(max_length=20)
    body = models.CharField(max_length=30)
    state_code = models.CharField(max_length=2)
    decided_on = models.DateField()
    # who decided, under which file, in which words: sealed under the authority's key
    said = models.BinaryField()
    # what was found for the request and is to be corrected or erased; empty otherwise
    holding_id = models.UUIDField(null=True)
    # its line in the register of final decisions; empty otherwise
    decision_id = models.UUIDField(null=True)
    # the request that it binds to disclose; empty otherwise
    bound_request_id = models.UUIDField(null=True)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    # of compensation alone: empty until it is paid
    paid_on = models.DateField(null=True)
    paid_by = models.UUIDField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_rights_remedy"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="supervision_remedy_strand"),
            models.CheckConstraint(
                condition=Q(
                    orders__in=["rectify", "erase"],
                    holding_id__isnull=False,
                    decision_id__isnull=False,
                    bound_request_id__isnull=True,
                )
                | Q(
                    orders="access",
                    holding_id__isnull=True,
                    decision_id__isnull=True,
                    bound_request_id__isnull=False,
                )
                | Q(
                    orders="compensation",
                    holding_id__isnull=True,
                    decision_id__isnull=True,
                    bound_request_id__isnull=True,
                ),
                name="supervision_remedy_wired",
            ),
            models.CheckConstraint(
                condition=Q(paid_on__isnull=True, paid_by__isnull=True)
                | Q(orders="compensation", paid_on__isnull=False, paid_by__isnull=False),
                name="supervision_remedy_paid_pair",
            ),
        ]


class RightsCheck(models.Model):
    """A supervisor's check of the data on a person who asked for one (RTS-09). Who asks stays with the authority that took it."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    # once per request; no foreign key, for the request's own policies do not show it to who checks
    request_id = models.UUIDField(unique=True)
    reference = models.CharField(max_length=60)
    strand = models.CharField(max_length=1)
    # the supervisor, and the authority that took the request
    authority_id = models.UUIDField()
    taken_by_authority = models.UUIDField()
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    # the first day on which it is answered, whether anybody had to be asked or not (RTS-06)
    answer_from = models.DateField()
    state = models.CharField(max_length=10, default="open")
    finding = models.CharField(max_length=20, blank=True, default="")
    # what was found, for supervisors alone: sealed under the supervisor's key
    words = models.BinaryField(null=True)
    closed_by = models.UUIDField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_rights_check"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="supervision_check_strand"),
            models.CheckConstraint(
                condition=Q(state="open", finding="", closed_at__isnull=True, closed_by__isnull=True)
                | (Q(state="closed", closed_at__isnull=False, closed_by__isnull=False) & ~Q(finding="")),
                name="supervision_check_state",
            ),
        ]


class CheckQuestion(models.Model):
    """What one supervisor asks the supervisor of another state about an alert that it supplied, and the reply (RTS-09)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    # of the check; no foreign key, for only one of the two sees it
    check_id = models.UUIDField(db_index=True)
    reference = models.CharField(max_length=60)
    strand = models.CharField(max_length=1)
    authority_id = models.UUIDField()
    asked_id = models.UUIDField()
    # the supplier and its alert
    owner_id = models.UUIDField()
    alert_id = models.UUIDField()
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    # open, replied, silent
    state = models.CharField(max_length=10, default="open")
    finding = models.CharField(max_length=20, blank=True, default="")
    # under the key of who replies
    words = models.BinaryField(null=True)
    replied_by = models.UUIDField(null=True)
    replied_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "supervision_check_question"
        indexes: ClassVar = [models.Index(fields=["asked_id", "strand", "due_on"], name="supervision_question_asked")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(strand__in=["C", "A"]), name="supervision_question_strand"),
            models.UniqueConstraint(fields=["check_id", "alert_id"], name="supervision_question_once"),
            models.CheckConstraint(
                condition=Q(state__in=["open", "silent"], finding="", replied_at__isnull=True, replied_by__isnull=True)
                | (Q(state="replied", replied_at__isnull=False, replied_by__isnull=False) & ~Q(finding="")),
                name="supervision_question_state",
            ),
        ]
