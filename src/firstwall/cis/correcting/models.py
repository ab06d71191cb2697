"""Registers of corrections, decisions and disputes; private to this room. What people wrote is sealed."""

from django.db import models
from django.db.models import F, Q

from firstwall.kernel.ids import record_id

STRANDS = ("C", "A")


class Correction(models.Model):
    """A proposal to correct or erase an alert, with its evidence; while it is open the alert is contested (CIS-58)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    # the version that the proposer looked at
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    due_on = models.DateField()
    proposal = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="open")
    # amended or erased, by the supplier itself; empty when rejected
    outcome = models.CharField(max_length=10, blank=True, default="")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    reasons = models.BinaryField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_correction"
        indexes = [
            models.Index(fields=["alert_id", "state"], name="cis_correction_of_alert"),
            models.Index(fields=["owner_id", "strand", "state"], name="cis_correction_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_correction_strand"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_correction_by_another"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True, outcome="")
                | Q(state="rejected", decided_at__isnull=False, outcome="")
                | Q(state="accepted", decided_at__isnull=False, outcome__in=("amended", "erased")),
                name="cis_correction_state",
            ),
        ]


class Decision(models.Model):
    """A final decision on an alert, or its clearance; until it is executed nobody but the supplier sees the alert (CIS-60)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    # who registered it
    authority_id = models.UUIDField()
    body = models.CharField(max_length=30)
    state_code = models.CharField(max_length=2)
    decided_on = models.DateField()
    order = models.CharField(max_length=20)
    # the decision that this one contradicts though both order the same kind of change
    contradicts = models.UUIDField(null=True)
    registered_by = models.UUIDField()
    registered_at = models.DateTimeField()
    # body's name, file reference, operative part; under the supplier's key
    said = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="open")
    outcome = models.CharField(max_length=10, blank=True, default="")
    ended_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_decision"
        indexes = [
            models.Index(fields=["alert_id", "state"], name="cis_decision_of_alert"),
            models.Index(fields=["owner_id", "strand", "state"], name="cis_decision_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_decision_strand"),
            models.CheckConstraint(
                condition=Q(order__in=("amend", "supplement", "rectify", "erase", "keep")), name="cis_decision_order"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True, outcome="")
                | Q(state="executed", ended_at__isnull=False, outcome__in=("amended", "erased", "kept"))
                | Q(state__in=("retracted", "struck"), ended_at__isnull=False, outcome=""),
                name="cis_decision_state",
            ),
        ]


class Contest(models.Model):
    """The supplier contests that a registered decision is genuine; a supervisor judges, the block stands meanwhile (CIS-60)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    # once per decision; no foreign key, for its two parties see the decision and a supervisor of one of them may not
    decision_id = models.UUIDField(unique=True)
    alert_id = models.UUIDField(db_index=True)
    alert_reference = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    # who registered the decision
    authority_id = models.UUIDField()
    contested_by = models.UUIDField()
    contested_at = models.DateTimeField()
    # why; under the supplier's key
    reason = models.BinaryField(null=True)
    state = models.CharField(max_length=12, default="open")
    # the supervisory authority
    supervisor_id = models.UUIDField(null=True)
    judged_by = models.UUIDField(null=True)
    judged_at = models.DateTimeField(null=True)
    judgement = models.BinaryField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_contest"
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_contest_strand"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_contest_of_anothers"),
            models.CheckConstraint(
                condition=Q(state="open", judged_at__isnull=True, judged_by__isnull=True, supervisor_id__isnull=True)
                | Q(
                    state__in=("genuine", "not_genuine"),
                    judged_at__isnull=False,
                    judged_by__isnull=False,
                    supervisor_id__isnull=False,
                ),
                name="cis_contest_state",
            ),
        ]


class Claim(models.Model):
    """What one state paid for harm that another's entry caused, and asks back (GOV-03): harm, entry, shares, payment."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    # the causing entry, as the paper names it: it is often erased by the time anybody claims
    alert_reference = models.CharField(max_length=60)
    owner_id = models.UUIDField()
    # who claims
    authority_id = models.UUIDField()
    # what was paid to who was harmed, and the part of it that the supplier bears
    amount_cents = models.BigIntegerField()
    share_percent = models.SmallIntegerField(null=True)
    claimed_by = models.UUIDField()
    claimed_at = models.DateTimeField()
    # what harm; under the claimant's key
    harm = models.BinaryField()
    state = models.CharField(max_length=10, default="open")
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    # the supplier's reasons; under its own key
    answer = models.BinaryField(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.UUIDField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_claim"
        indexes = [models.Index(fields=["owner_id", "strand", "state"], name="cis_claim_of_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_claim_strand"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_claim_of_anothers"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="cis_claim_amount"),
            models.CheckConstraint(
                condition=Q(state="open", share_percent__isnull=True, answered_at__isnull=True, paid_on__isnull=True)
                | Q(state="declined", share_percent=0, answered_at__isnull=False, paid_on__isnull=True)
                | Q(
                    state="agreed",
                    share_percent__gt=0,
                    share_percent__lte=100,
                    answered_at__isnull=False,
                    paid_on__isnull=True,
                )
                | Q(
                    state="paid",
                    share_percent__gt=0,
                    share_percent__lte=100,
                    answered_at__isnull=False,
                    paid_on__isnull=False,
                ),
                name="cis_claim_state",
            ),
        ]


class Dispute(models.Model):
    """Two suppliers contradict each other on one subject; the first entry stands (CIS-59, CIS-61)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    first_alert_id = models.UUIDField()
    first_owner_id = models.UUIDField()
    later_alert_id = models.UUIDField()
    later_owner_id = models.UUIDField()
    # codes of the fields (and "action") in which they differ; no value
    fields = models.JSONField(default=list)
    opened_by = models.UUIDField()
    opened_at = models.DateTimeField()
    # the later supplier's position, its withheld values with it; under its own key
    later_position = models.BinaryField(null=True)
    # empty until the first supplier has said something; under its own key
    first_position = models.BinaryField(null=True)
    # empty: not referred to the Council-level body
    referred_on = models.DateField(null=True)
    escalates_on = models.DateField(null=True)
    state = models.CharField(max_length=20, default="open")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_dispute"
        indexes = [
            models.Index(fields=["first_alert_id"], name="cis_dispute_first"),
            models.Index(fields=["later_alert_id"], name="cis_dispute_later"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_dispute_strand"),
            models.CheckConstraint(
                condition=~Q(first_owner_id=F("later_owner_id")), name="cis_dispute_of_two_suppliers"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("open", "referred", "agreed", "first_stands", "court")), name="cis_dispute_state"
            ),
            models.CheckConstraint(
                condition=Q(referred_on__isnull=True, escalates_on__isnull=True)
                | Q(referred_on__isnull=False, escalates_on__isnull=False),
                name="cis_dispute_referred_pair",
            ),
        ]
