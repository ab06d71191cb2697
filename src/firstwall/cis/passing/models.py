"""Registers of copies and transfers; private to this room. What people wrote (needs, conditions, recipients) is sealed."""

from django.db import models
from django.db.models import F, Q

from firstwall.kernel.ids import record_id

STRANDS = ("C", "A")
COPY_STATES = ("active", "blocked", "erased")
TRANSFER_STATES = ("asked", "authorised", "refused", "revoked")


class CopyService(models.Model):
    """A service whose analysts may copy: each state sends the others this list (CIS-55a)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    # the system into which copies go
    system = models.CharField(max_length=120)
    listed_on = models.DateField()
    # empty: still listed
    ended_on = models.DateField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_copy_service"
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_copy_service_strand"),
            models.CheckConstraint(
                condition=Q(kind__in=("risk_management", "operational_analysis")), name="cis_copy_service_kind"
            ),  # CIS-54: into these two kinds of system and no other
        ]


class CopyAnalyst(models.Model):
    """A person whom the national authority authorised to process copies in a listed service (CIS-55a)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    service = models.ForeignKey(CopyService, on_delete=models.PROTECT, related_name="analysts")
    authority_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    person_id = models.UUIDField()
    listed_by = models.UUIDField()
    listed_on = models.DateField()
    # empty: still listed
    ended_on = models.DateField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_copy_analyst"
        constraints = [
            models.CheckConstraint(condition=~Q(person_id=F("listed_by")), name="cis_copy_analyst_by_another"),
        ]


class Copy(models.Model):
    """One alert of another supplier, copied for one case into a listed system (CIS-54 to CIS-55c); never its values."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    alert_category = models.CharField(max_length=1)
    # the version that the holder has, by its own word
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    service_id = models.UUIDField()
    kind = models.CharField(max_length=30)
    system = models.CharField(max_length=120)
    case_reference = models.CharField(max_length=80)
    # empty once the register's own time is over
    analyst_id = models.UUIDField(null=True)
    need = models.BinaryField(null=True)
    made_on = models.DateField()
    review_on = models.DateField()
    last_day = models.DateField()
    # empty: not told yet that the review comes near
    review_noticed_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="active")
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=30, blank=True, default="")

    class Meta:
        app_label = "firstwall"
        db_table = "cis_copy"
        indexes = [
            models.Index(fields=["alert_id"], name="cis_copy_of_alert"),
            models.Index(fields=["authority_id", "strand", "-made_on"], name="cis_copy_of_holder"),
            models.Index(fields=["review_on", "id"], condition=~Q(state="erased"), name="cis_copy_review"),
            models.Index(fields=["last_day", "id"], condition=~Q(state="erased"), name="cis_copy_ending"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_copy_strand"),
            models.CheckConstraint(condition=Q(state__in=COPY_STATES), name="cis_copy_state"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_copy_of_others"),
            models.CheckConstraint(condition=~Q(case_reference=""), name="cis_copy_for_a_case"),
            models.CheckConstraint(
                condition=Q(state="erased", ended_on__isnull=False) | (~Q(state="erased") & Q(ended_on__isnull=True)),
                name="cis_copy_ended_pair",
            ),
        ]


class Receipt(models.Model):
    """What a holder owes: to erase or correct what it has, and to say so (CIS-55c, CIS-55f)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    # copy or transfer, and which
    held_as = models.CharField(max_length=10)
    held_id = models.UUIDField()
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    act = models.CharField(max_length=10)
    because = models.CharField(max_length=30)
    owed_at = models.DateTimeField()
    due_on = models.DateField()
    # empty: not confirmed yet
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_receipt"
        indexes = [
            models.Index(fields=["authority_id", "strand", "due_on"], name="cis_receipt_owed"),
            models.Index(fields=["held_id"], name="cis_receipt_held"),
            models.Index(fields=["alert_id"], name="cis_receipt_of_alert"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_receipt_strand"),
            models.CheckConstraint(condition=Q(held_as__in=("copy", "transfer")), name="cis_receipt_held_as"),
            models.CheckConstraint(condition=Q(act__in=("erase", "correct")), name="cis_receipt_act"),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True, done_by__isnull=True)
                | Q(done_at__isnull=False, done_by__isnull=False),
                name="cis_receipt_done_pair",
            ),
        ]


class Transfer(models.Model):
    """A request to use otherwise or pass on, and the supplier's decision on it (CIS-50, CIS-51)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    alert_category = models.CharField(max_length=1)
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    kind = models.CharField(max_length=20)
    # ISO code of a third country; empty otherwise
    country = models.CharField(max_length=2, blank=True, default="")
    # LED 36 to 39; empty where none is asked for
    ground = models.CharField(max_length=30, blank=True, default="")
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    # purpose, recipient, legal basis, fields; under the supplier's key
    asked = models.BinaryField(null=True)
    state = models.CharField(max_length=10, default="asked")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    # conditions or reasons, fields allowed; under the supplier's key
    decided = models.BinaryField(null=True)
    authorisation_id = models.UUIDField(null=True, unique=True)
    valid_until = models.DateField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_transfer"
        indexes = [
            models.Index(fields=["alert_id"], name="cis_transfer_of_alert"),
            models.Index(fields=["owner_id", "strand", "state"], name="cis_transfer_of_owner"),
            models.Index(fields=["authority_id", "strand", "-asked_at"], name="cis_transfer_of_asker"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_transfer_strand"),
            models.CheckConstraint(condition=Q(state__in=TRANSFER_STATES), name="cis_transfer_state"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_transfer_of_others"),
            models.CheckConstraint(
                condition=Q(strand="A") | Q(kind__in=("other_use", "national")) | ~Q(ground=""),
                name="cis_transfer_grounded",  # CIS-51: criminal strand, outside the Union
            ),
            models.CheckConstraint(
                condition=Q(state__in=("authorised", "revoked"), authorisation_id__isnull=False)
                | (~Q(state__in=("authorised", "revoked")) & Q(authorisation_id__isnull=True)),
                name="cis_transfer_authorised_pair",
            ),
            models.CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True) | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="cis_transfer_decided_pair",
            ),
        ]


class TransferMade(models.Model):
    """One document that was made under an authorisation (CIS-51, CIS-52): its digest, never its content."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="made")
    strand = models.CharField(max_length=1)
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    alert_id = models.UUIDField()
    alert_version = models.IntegerField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    # CIS-52: how data sent outside the own territory are secured; the supervisors read it
    security_measures = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        app_label = "firstwall"
        db_table = "cis_transfer_made"
        indexes = [models.Index(fields=["alert_id"], name="cis_transfer_made_of_alert")]
        constraints = [models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_transfer_made_strand")]


class ProceedingUse(models.Model):
    """An alert of another supplier was used in proceedings, and its supplier was told (CIS-55e). Append-only."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_reference = models.CharField(max_length=60)
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    authority_id = models.UUIDField()
    used_on = models.DateField()
    told_by = models.UUIDField()
    told_at = models.DateTimeField()
    # before whom, and the reference of the proceedings; under the supplier's key, empty once it went with the alert
    said = models.BinaryField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_proceeding_use"
        indexes = [
            models.Index(fields=["alert_id"], name="cis_proceeding_of_alert"),
            models.Index(fields=["owner_id", "strand", "-told_at"], name="cis_proceeding_of_owner"),
            models.Index(fields=["authority_id", "strand", "-told_at"], name="cis_proceeding_of_user"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_proceeding_strand"),
            models.CheckConstraint(condition=~Q(owner_id=F("authority_id")), name="cis_proceeding_of_others"),
        ]
