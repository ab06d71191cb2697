"""Tables of signing in; private to the room. Public keys, hashes and times: no secret that opens anything."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from firstwall.kernel.ids import record_id


class Session(models.Model):
    """One sign-in, until it ends. The cookie names it, so that ending the row ends the session everywhere (SEC-18)."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    method = models.CharField(max_length=12)
    began_at = models.DateTimeField()
    fresh_at = models.DateTimeField()  # SEC-17: when the person last proved to be there
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # empty: not ended before its time

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_session"


class Passkey(models.Model):
    """The public half of a passkey. It is never deleted while its person's sign-ins are explained by it, only ended."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    credential_id = models.BinaryField(unique=True)
    credential = models.BinaryField()
    sign_count = models.BigIntegerField(default=0)
    label = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)  # empty: never signed in with
    ended_at = models.DateTimeField(null=True)  # empty: in use

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_passkey"


class Identity(models.Model):
    """Who a person is at an identity provider: (issuer, subject), bound by a one-time link (SEC-16)."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    bound_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # empty: in use

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_identity"
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], condition=models.Q(ended_at=None), name="authorities_identity_once"
            )
        ]


class UsedChallenge(models.Model):
    """A challenge that was answered: no answer counts twice. Strangers write nothing here; only a good answer does."""

    hash = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_used_challenge"


class RefusedSignIn(models.Model):
    """How many sign-ins of strangers were refused in an hour, in all and from each source, until they are summed up."""

    id = models.CharField(max_length=80, primary_key=True)  # hour/source; the source is a keyed hash, empty for all
    hour = models.DateTimeField()
    number = models.IntegerField(default=1)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_refused_sign_in"


class Fallback(models.Model):
    """A way in for a limited time when no passkey can be used (SEC-15); or the break-glass account's sealed code (SEC-20)."""

    id = models.UUIDField(primary_key=True, default=record_id)
    person_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=12)  # totp, break_glass
    password = models.CharField(max_length=200)  # scrypt, with its salt
    secret = models.BinaryField(default=b"")  # the sealed secret of the codes; empty for the break-glass account
    last_step = models.BigIntegerField(default=0)  # a code counts once
    failures = models.IntegerField(default=0)  # wrong codes with the right password since the last good one
    waits_until = models.DateTimeField(null=True)  # empty: the next code is looked at
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # empty: good until `ends_at`

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_fallback"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["totp", "break_glass"]), name="authorities_fallback_kind"
            )
        ]


class Proposal(models.Model):
    """SEC-12: what one administrator proposes for a higher account, and another decides."""

    id = models.UUIDField(primary_key=True, default=record_id)
    authority_id = models.UUIDField(db_index=True)
    person_id = models.UUIDField()
    kind = models.CharField(max_length=8)
    role = models.CharField(max_length=30, blank=True, default="")
    strands = ArrayField(models.CharField(max_length=1), default=list)
    leaves_on = models.DateField(null=True)  # empty: not about leaving
    wanted = models.CharField(max_length=200, blank=True, default="")  # of an export: of whom, from when, until when
    number = models.IntegerField(default=0)  # of its records
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    code = models.CharField(max_length=64, blank=True, default="")  # hash of the link's other half, with the proposer
    state = models.CharField(max_length=10, default="proposed")
    decided_by = models.UUIDField(null=True)  # empty: not decided, or by the node's operator
    decided_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "authorities_proposal"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["grant", "take", "link", "leave", "export"]),
                name="authorities_proposal_kind",
            ),
            models.CheckConstraint(
                condition=models.Q(state="proposed", decided_at__isnull=True)
                | models.Q(state__in=["agreed", "declined"], decided_at__isnull=False),
                name="authorities_proposal_state",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("proposed_by")),
                name="authorities_proposal_two_persons",
            ),
        ]
