"""Tables of this room; private to it. Who and which file is sealed; clear columns are what clocks and policies need.

No column, table or index leads from one entry to another (FIDE-12): a key belongs to an entry, and equal keys of two entries
are met only inside one query.
"""

from django.db import models
from django.db.models import Q

from firstwall.kernel.ids import record_id
from firstwall.law.fide import DEFERRALS, KINDS, STATUSES

STRANDS = ("C", "A")


class OffenceList(models.Model):
    """One version of a state's list of offences that qualify (FIDE-05, FIDE-06); never changed, followed by the next."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    state_code = models.CharField(max_length=2)
    number = models.IntegerField()
    in_force_from = models.DateField()
    # [{code, label, custody_months, fine_eur}]
    offences = models.JSONField()
    authority_id = models.UUIDField()
    given_by = models.UUIDField()
    given_at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "fide_offence_list"
        constraints = [models.UniqueConstraint(fields=["state_code", "number"], name="fide_offence_list_once")]


class FileEntry(models.Model):
    """One person or business, and that a file on it exists (FIDE-08)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    kind = models.CharField(max_length=8)
    owner_id = models.UUIDField()
    state_code = models.CharField(max_length=2)
    status = models.CharField(max_length=12)
    subject = models.CharField(max_length=20)
    # criminal strand: the offence and the version of the state's list that it stood on; administrative strand: empty
    offence_code = models.CharField(max_length=40, blank=True, default="")
    offence_list_id = models.UUIDField(null=True)
    # the day on which the data were entered in the investigation file (FIDE-16)
    filed_on = models.DateField()
    last_act_on = models.DateField()
    # the first day on which nobody sees it any more
    gone_from = models.DateField()
    version = models.IntegerField(default=1)
    entered_by = models.UUIDField()
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    said = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "fide_entry"
        indexes = [
            models.Index(fields=["owner_id", "strand", "-changed_at"], name="fide_entry_own"),
            models.Index(fields=["gone_from"], name="fide_entry_ends"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="fide_entry_strand"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="fide_entry_kind"),
            models.CheckConstraint(condition=Q(status__in=list(STATUSES)), name="fide_entry_status"),
            models.CheckConstraint(
                condition=Q(strand="C", offence_list_id__isnull=False) & ~Q(offence_code="")
                | Q(strand="A", offence_list_id__isnull=True, offence_code=""),
                name="fide_entry_offence",
            ),
            models.CheckConstraint(condition=Q(gone_from__gt=models.F("filed_on")), name="fide_entry_clock"),
        ]


class FileEntryKey(models.Model):
    """A keyed digest by which an entry is found: of a word of a name, a date, a number. Gone with its entry."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(FileEntry, on_delete=models.CASCADE, related_name="keys", db_index=True)
    key = models.BinaryField(max_length=16)

    class Meta:
        app_label = "firstwall"
        db_table = "fide_entry_key"
        indexes = [models.Index(fields=["key"], name="fide_entry_key_found")]


class FileDeferral(models.Model):
    """A file that its authority does not enter for now, with ground, author and the day it is looked at again (FIDE-15).

    Nobody but that authority sees it; nothing of the person or business is kept here.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    owner_id = models.UUIDField()
    ground = models.CharField(max_length=20)
    recheck_on = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    # empty: it still holds
    ended_on = models.DateField(null=True)
    # the file's number and why
    said = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "fide_deferral"
        indexes = [models.Index(fields=["owner_id", "strand", "recheck_on"], name="fide_deferral_own")]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="fide_deferral_strand"),
            models.CheckConstraint(condition=Q(ground__in=list(DEFERRALS)), name="fide_deferral_ground"),
        ]


class FileEndedCount(models.Model):
    """How many entries ended: the anonymous count that is taken before they are erased (FIDE-18)."""

    id = models.BigAutoField(primary_key=True)
    strand = models.CharField(max_length=1)
    state_code = models.CharField(max_length=2)
    kind = models.CharField(max_length=8)
    status = models.CharField(max_length=12)
    subject = models.CharField(max_length=20)
    why = models.CharField(max_length=10)
    year = models.IntegerField()
    number = models.IntegerField(default=0)

    class Meta:
        app_label = "firstwall"
        db_table = "fide_ended_count"
        constraints = [
            models.UniqueConstraint(
                fields=["strand", "state_code", "kind", "status", "subject", "why", "year"],
                name="fide_ended_count_once",
            ),
            models.CheckConstraint(condition=Q(why__in=("limit", "inactive", "cleared")), name="fide_ended_count_why"),
        ]
