"""Tables of this room; private to it. Reference data and permissions, no value of an alert."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from firstwall.authorities.confirmation import first_until
from firstwall.kernel.ids import record_id


class State(models.Model):
    """A state taking part; states are data, never code (RES-01)."""

    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=64, default="UTC")

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_state"


class Authority(models.Model):
    """A national authority, an agency's desk or a supervisor. `type` is a row of law's AUTHORITY_TYPES."""

    id = models.UUIDField(primary_key=True, default=record_id)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    type = models.CharField(max_length=40)
    state_code = models.CharField(max_length=2, blank=True, default="")  # empty: an agency belongs to no state
    # CIS-30: the Council's decision that lets an organisation in; empty for everybody else
    decision_reference = models.CharField(max_length=80, blank=True, default="")
    decision_scope = models.CharField(max_length=500, blank=True, default="")
    decision_strands = ArrayField(models.CharField(max_length=1), default=list)
    decision_ends_on = models.DateField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_authority"
        constraints = [
            # CIS-30: D 7(3), R 29(3). No organisation without reference, scope and end date, and nobody else with them
            models.CheckConstraint(
                condition=models.Q(
                    type="international_organisation", decision_ends_on__isnull=False, decision_strands__len__gte=1
                )
                & ~models.Q(decision_reference="")
                & ~models.Q(decision_scope="")
                | ~models.Q(type="international_organisation")
                & models.Q(
                    decision_ends_on__isnull=True, decision_reference="", decision_scope="", decision_strands=[]
                ),
                name="authorities_authority_decision",
            )
        ]


class Office(models.Model):
    """A border post, a coordinating unit, a desk."""

    id = models.UUIDField(primary_key=True, default=record_id)
    authority_id = models.UUIDField(db_index=True)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    locode = models.CharField(max_length=5, blank=True, default="")

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_office"
        constraints = [models.UniqueConstraint(fields=["authority_id", "code"], name="authorities_office_code_once")]


class Person(models.Model):
    """A named person of one authority (SEC-14), or an account of a service. No password is kept."""

    id = models.UUIDField(primary_key=True, default=record_id)
    login = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    authority_id = models.UUIDField(db_index=True)
    office_id = models.UUIDField(null=True)  # empty: works for the whole authority
    is_active = models.BooleanField(default=True)
    kind = models.CharField(max_length=12, default="person")  # person, service, break_glass
    leaves_on = models.DateField(null=True)  # empty: stays; from this day on no access
    is_demo = models.BooleanField(default=False)
    theme = models.CharField(max_length=10, blank=True, default="")
    single_keys = models.BooleanField(default=True)  # WCAG 2.1.4: single-letter keys can be turned off
    # CIS-24: until when the authority has said that the person needs access; being enrolled is the first confirmation
    confirmed_until = models.DateField(default=first_until)
    confirmed_by = models.UUIDField(null=True)  # empty: by enrolment, or by the node's operator

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_person"
        # once per authority: a login in use elsewhere would tell that somebody there has it (SEC-09)
        constraints = [models.UniqueConstraint(fields=["authority_id", "login"], name="authorities_person_login_once")]


class RoleGrant(models.Model):
    """A role that a person may take in a strand."""

    person_id = models.UUIDField()
    role = models.CharField(max_length=30)
    strand = models.CharField(max_length=1)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_role_grant"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "role", "strand"], name="authorities_role_grant_once")
        ]


class Designation(models.Model):
    """CIS-25: which data, for which purposes, an authority may reach. The only source of permission."""

    id = models.UUIDField(primary_key=True, default=record_id)
    authority_id = models.UUIDField(db_index=True)
    strand = models.CharField(max_length=1)
    categories = ArrayField(models.CharField(max_length=1))
    purposes = ArrayField(models.CharField(max_length=30))
    rights = ArrayField(models.CharField(max_length=10))  # read, enter, use
    screen_only = models.BooleanField(default=False)  # CIS-32b: no API, no export, no copy
    # CIS-22: the national provision under which it enters; empty: its list names none
    legal_basis = models.CharField(max_length=200, blank=True, default="", db_default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # empty: until the next version of the list
    list_version = models.CharField(max_length=40, blank=True, default="")
    list_id = models.UUIDField(null=True)  # empty: enrolled by the operator before the first version was confirmed

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_designation"
        constraints = [
            models.CheckConstraint(condition=models.Q(strand__in=["C", "A"]), name="authorities_designation_strand")
        ]


class ListVersion(models.Model):
    """CIS-26: one version of a state's list in a strand, from its proposal through the check to the day it is in force.

    `rows` are the designations it would put in place of those in force; they become rows of the list when it is confirmed.
    """

    id = models.UUIDField(primary_key=True, default=record_id)
    strand = models.CharField(max_length=1)
    state_code = models.CharField(max_length=2, blank=True, default="")  # empty: bodies of the Union, organisations
    number = models.IntegerField()
    rows = models.JSONField()
    reason = models.CharField(max_length=2000)
    in_force_from = models.DateField()
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.UUIDField()
    proposed_for = models.UUIDField()
    proposed_at = models.DateTimeField()
    # the proportionality check: empty until it was made
    finding = models.CharField(max_length=2000, blank=True, default="")
    checked_by = models.UUIDField(null=True)
    checked_for = models.UUIDField(null=True)
    checked_at = models.DateTimeField(null=True)
    confirmed_by = models.UUIDField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_list_version"
        constraints = [
            models.UniqueConstraint(fields=["strand", "state_code", "number"], name="authorities_list_number"),
            models.CheckConstraint(condition=models.Q(strand__in=["C", "A"]), name="authorities_list_strand"),
            models.CheckConstraint(
                condition=models.Q(state="proposed", checked_at__isnull=True, confirmed_at__isnull=True)
                | models.Q(state__in=["checked", "returned"], checked_at__isnull=False, confirmed_at__isnull=True)
                & ~models.Q(finding="")
                | models.Q(state="confirmed", checked_at__isnull=False, confirmed_at__isnull=False)
                & ~models.Q(finding=""),
                name="authorities_list_checked_before_confirmed",
            ),
            # whoever proposes neither checks nor confirms
            models.CheckConstraint(
                condition=(models.Q(checked_by__isnull=True) | ~models.Q(checked_by=models.F("proposed_by")))
                & (models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("proposed_by"))),
                name="authorities_list_two_persons",
            ),
        ]


class Supervision(models.Model):
    """Which authority supervises which (GOV-06, GOV-07)."""

    supervisor_id = models.UUIDField()
    supervised_id = models.UUIDField()

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_supervision"
        constraints = [
            models.UniqueConstraint(fields=["supervisor_id", "supervised_id"], name="authorities_supervision_once")
        ]


class Audience(models.Model):
    """CIS-28: the authorities that a supplier chose for its entries. Row 0 means all designated authorities."""

    id = models.IntegerField(primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    members = ArrayField(models.UUIDField(), default=list)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_audience"


class AccessClass(models.Model):
    """Category x audience in a strand: the small number that an entry of the matching index carries."""

    id = models.IntegerField(primary_key=True)
    strand = models.CharField(max_length=1)
    category = models.CharField(max_length=1)
    audience_id = models.IntegerField()

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_access_class"
        constraints = [
            models.UniqueConstraint(fields=["strand", "category", "audience_id"], name="authorities_access_class_once")
        ]


class Mandate(models.Model):
    """What a session acts under: person, authority, strands, role, purpose, reference; a lane fixes post and shift."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    authority_id = models.UUIDField()
    office_id = models.UUIDField(null=True)  # empty: no office
    strands = ArrayField(models.CharField(max_length=1))
    role = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30)
    reference = models.CharField(max_length=80, blank=True, default="")
    post = models.CharField(max_length=80, blank=True, default="")
    shift = models.CharField(max_length=80, blank=True, default="")
    channel = models.CharField(max_length=10)
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # empty: still open, until ends_at

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_mandate"


class Token(models.Model):
    """A bearer secret of one person for API and command line; only its hash is kept (SEC-19)."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    # SEC-19: what a service's token is good for; empty lists are those of a person's own token, which has no narrower scope
    label = models.CharField(max_length=80, blank=True, default="")
    scope = ArrayField(models.CharField(max_length=60), default=list)
    purposes = ArrayField(models.CharField(max_length=30), default=list)
    networks = ArrayField(models.CharField(max_length=50), default=list)
    made_by = models.UUIDField(null=True)  # empty: by the node's operator
    made_at = models.DateTimeField(null=True)  # empty: made before this was kept
    ended_at = models.DateTimeField(null=True)  # empty: good until it expires

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_token"


class Enrolment(models.Model):
    """A one-time link (SEC-15); only its hash is kept."""

    id = models.UUIDField(primary_key=True, default=record_id)
    hash = models.CharField(max_length=64, unique=True)
    code = models.CharField(
        max_length=64, blank=True, default=""
    )  # hash of its other half; empty: it needs none (SEC-12)
    person_id = models.UUIDField(null=True)  # empty: printed at first start, it makes the first account
    made_by = models.UUIDField(null=True)  # empty: by the node's operator
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # empty: not used yet

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_enrolment"
