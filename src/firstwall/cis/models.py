"""Tables of the Customs Information System; private to this room.

Clear columns hold only what policies, clocks and queues need. What an alert says (names, numbers, grounds, reasons) is one
sealed value per version, under the supplying authority's data key (CIS-29, SEC-39).
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Func, Q

from firstwall.kernel.ids import record_id

STRANDS = ("C", "A")
CATEGORIES = tuple("abcdefgh")
# quarantine: of before 8.4.2024 and not reviewed since; its supplier alone sees it (CIS-66)
STATES = ("active", "quarantine", "withdrawn", "restricted", "erased")
# held: a version of an alert in quarantine, which no other authority could ever see
VERSION_ACTS = ("entered", "held", "released", "amended", "reviewed", "prolonged", "withdrawn")
USES = ("open", "consent", "conditions", "refusal")
ACTIONS = ("sighting", "discreet", "check", "operational_analysis", "strategic_analysis", "contact")


class TransactionIdField(models.Field):
    """PostgreSQL's 64-bit transaction id (xid8): tells a follower of the index what committed since it last looked."""

    def db_type(self, connection) -> str:
        """Name the column type."""
        return "xid8"

    def from_db_value(self, value, expression, connection) -> int | None:
        """The driver hands xid8 over as text."""
        return None if value is None else int(value)

    def get_prep_value(self, value):
        """Text is what PostgreSQL accepts as an xid8 literal; an expression passes as it is."""
        return str(value) if isinstance(value, int) else value


class Alert(models.Model):
    """One alert: whose it is, what it asks for and until when; never what it says."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    reference = models.CharField(max_length=60)
    strand = models.CharField(max_length=1)
    category = models.CharField(max_length=1)
    owner_id = models.UUIDField()
    # empty: entered by a desk that belongs to no office
    office_id = models.UUIDField(null=True)
    action = models.CharField(max_length=30)
    handling = ArrayField(models.CharField(max_length=2))
    # empty: plain facts need no evaluation (EXC-13)
    evaluation_source = models.CharField(max_length=1, blank=True, default="")
    evaluation_information = models.CharField(max_length=1, blank=True, default="")
    # the first entry, also when that was before this system: the clock's start (CIS-64)
    entered_on = models.DateField()
    # when a record of before 8.4.2024 was reviewed, in its former system or here; empty: it owes no review, or owes it still
    legacy_reviewed_on = models.DateField(null=True)
    review_on = models.DateField()
    last_day = models.DateField()
    # when the supplier was told that the review, or the last day, comes near; empty: not yet (CIS-69)
    review_noticed_on = models.DateField(null=True)
    end_noticed_on = models.DateField(null=True)
    # empty: not in the part with limited access, which only the 2009 text knows (CIS-70)
    restricted_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="active")
    # whether the supplier narrowed the audience (CIS-28); the access class says to whom
    is_narrowed = models.BooleanField(default=False)
    access_class = models.IntegerField()
    # set by the registers of `correcting` alone: a correction is proposed (CIS-58); a final decision waits (CIS-60)
    is_contested = models.BooleanField(default=False)
    is_blocked = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    changed_at = models.DateTimeField()
    # keyed digests of a file line's own id and of its content: the same line sent again is the same alert (REL-20).
    # empty: entered by hand
    source_digest = models.BinaryField(null=True)
    source_content = models.BinaryField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_alert"
        indexes = [
            models.Index(fields=["strand", "-changed_at", "id"], name="cis_alert_changed"),
            models.Index(fields=["owner_id", "strand", "-changed_at"], name="cis_alert_owner"),
            models.Index(fields=["reference"], name="cis_alert_reference"),
            # the filters of the list, newest first: what is rare is found without reading all
            models.Index(fields=["strand", "state", "category", "-changed_at", "-id"], name="cis_alert_by_category"),
            models.Index(fields=["strand", "state", "action", "-changed_at", "-id"], name="cis_alert_by_action"),
            models.Index(
                fields=["strand", "state", "-changed_at", "-id"],
                condition=~Q(state="active"),
                name="cis_alert_by_state",
            ),
            models.Index(fields=["last_day"], name="cis_alert_last_day"),
            # what retention walks through, chunk by chunk
            models.Index(fields=["last_day", "id"], condition=~Q(state="erased"), name="cis_alert_ending"),
            models.Index(fields=["review_on", "id"], condition=Q(state="active"), name="cis_alert_review"),
        ]
        constraints = [
            # per owner only: uniqueness over all owners would tell a stranger that a record exists (SEC-09)
            models.UniqueConstraint(fields=["owner_id", "reference"], name="cis_alert_reference_of_owner"),
            models.UniqueConstraint(fields=["owner_id", "strand", "source_digest"], name="cis_alert_source_of_owner"),
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_alert_strand"),
            models.CheckConstraint(condition=Q(category__in=CATEGORIES), name="cis_alert_category"),
            models.CheckConstraint(condition=Q(action__in=ACTIONS), name="cis_alert_action"),
            models.CheckConstraint(condition=Q(state__in=STATES), name="cis_alert_state"),
            models.CheckConstraint(
                condition=~Q(category="h") | Q(action__in=("operational_analysis", "strategic_analysis")),
                name="cis_alert_cash_is_analysis",  # CIS-20: Decision 2009/917/JHA, Article 5(1)
            ),
            models.CheckConstraint(
                condition=Q(strand="A") | Q(is_narrowed=False),
                name="cis_alert_audience_strand",  # narrowing exists in the administrative strand only
            ),
            models.CheckConstraint(condition=Q(handling__len__gte=1), name="cis_alert_handling_chosen"),  # EXC-11
            # equal: erased on the day it was entered, by a final decision or on clearance
            models.CheckConstraint(condition=Q(last_day__gte=F("entered_on")), name="cis_alert_last_day_after"),
            models.CheckConstraint(condition=Q(version__gte=1), name="cis_alert_version_from_one"),
        ]


class AlertVersion(models.Model):
    """What an alert said from a moment on. Append-only: a trigger refuses every change (CIS-56)."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="versions", db_index=False)
    version = models.IntegerField()
    owner_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    act = models.CharField(max_length=10)
    by_person = models.UUIDField(null=True)
    at = models.DateTimeField()
    sealed = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "cis_alert_version"
        constraints = [
            models.UniqueConstraint(fields=["alert", "version"], name="cis_alert_version_once"),
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_alert_version_strand"),
            models.CheckConstraint(condition=Q(act__in=VERSION_ACTS), name="cis_alert_version_act"),
        ]


class Attachment(models.Model):
    """The bytes of a file attached to an alert, sealed; its name, hash and label stand in the versions (CIS-15).

    Written once, emptied when it is removed. `removed_version` is empty while the version in force names it.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    alert = models.ForeignKey(Alert, on_delete=models.PROTECT, related_name="+")
    owner_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    added_version = models.IntegerField()
    removed_version = models.IntegerField(null=True)
    sealed = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "cis_attachment"
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_attachment_strand"),
            models.CheckConstraint(
                condition=Q(removed_version__isnull=True) ^ Q(sealed=b""), name="cis_attachment_removed_empty"
            ),
        ]


class IndexEntry(models.Model):
    """The sealed facts by which an alert can be found; the only table that the matching index reads."""

    alert_id = models.UUIDField(primary_key=True)
    owner_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    access_class = models.IntegerField()
    version = models.IntegerField()
    sealed = models.BinaryField()
    removed = models.BooleanField(default=False)
    changed_tx = TransactionIdField(db_default=Func(function="pg_current_xact_id"))

    class Meta:
        app_label = "firstwall"
        db_table = "cis_index_entry"
        indexes = [models.Index(fields=["strand", "changed_tx"], name="cis_index_entry_changed")]
        constraints = [
            models.CheckConstraint(condition=Q(strand__in=STRANDS), name="cis_index_entry_strand"),
            models.CheckConstraint(condition=Q(removed=False) | Q(sealed=b""), name="cis_index_entry_removed_empty"),
        ]


class Counter(models.Model):
    """The last number given to an alert of one authority, strand and year; taken under a row lock."""

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    owner_id = models.UUIDField()
    strand = models.CharField(max_length=1)
    year = models.IntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_counter"
        constraints = [models.UniqueConstraint(fields=["owner_id", "strand", "year"], name="cis_counter_once")]


class AgencyMatch(models.Model):
    """What Europol or Eurojust found in one case: told to the supplier, of no use until it consents (CIS-32a, CIS-32d).

    Bound to the version that was found: what the supplier amends later was not consented to. `sealed` holds reason,
    conditions and to whom it may be passed on, under the supplier's key; empty until it answers.
    """

    id = models.UUIDField(primary_key=True, default=record_id, editable=False)
    strand = models.CharField(max_length=1)
    alert_id = models.UUIDField()
    alert_version = models.IntegerField()
    owner_id = models.UUIDField()
    agency_id = models.UUIDField()
    found_by = models.UUIDField()
    found_at = models.DateTimeField()
    purpose = models.CharField(max_length=30)
    # empty: the desk's mandate names no case
    reference = models.CharField(max_length=120, blank=True, default="")
    state = models.CharField(max_length=10, default="open")
    sealed = models.BinaryField(default=b"")
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField(null=True)
    # the alert went to the part with limited access: nobody sees even a match (CIS-71)
    withheld = models.BooleanField(default=False)

    class Meta:
        app_label = "firstwall"
        db_table = "cis_agency_match"
        indexes = [
            models.Index(fields=["owner_id", "state", "-found_at"], name="cis_match_of_owner"),
            models.Index(fields=["agency_id", "-found_at"], name="cis_match_of_agency"),
            models.Index(fields=["alert_id"], name="cis_match_of_alert"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_id", "alert_id", "alert_version", "reference"], name="cis_match_once_a_case"
            ),
            # CIS-32e: the administrative strand gives neither agency access
            models.CheckConstraint(condition=Q(strand="C"), name="cis_match_strand"),
            models.CheckConstraint(condition=Q(state__in=USES), name="cis_match_state"),
            models.CheckConstraint(
                condition=Q(state="open", decided_by__isnull=True, decided_at__isnull=True, sealed=b"")
                | (~Q(state="open") & Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(sealed=b"")),
                name="cis_match_who_and_when",
            ),
        ]
