"""The ledger's tables. Nothing here has a foreign key: living data can neither delete nor block an entry."""

from django.db import models
from django.db.models import Q

# how nearly all entries end
COMMON = ("done", "found", "none")


class Entry(models.Model):
    """The accountability part of one act: who, when, under which role and purpose, on what (SEC-27). No query terms."""

    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    node = models.TextField()
    # Empty for what the system does by itself (a job, the first enrolment).
    actor_id = models.UUIDField(null=True)
    actor_name = models.TextField()
    office_id = models.UUIDField(null=True)
    authority_id = models.UUIDField(null=True)
    mandate_id = models.UUIDField(null=True)
    strand = models.TextField()
    role = models.TextField()
    purpose = models.TextField()
    reference = models.TextField()
    place = models.TextField()
    channel = models.TextField()
    act = models.TextField()
    object_type = models.TextField()
    object_id = models.TextField()
    result = models.TextField()
    details = models.JSONField()
    prior_hash = models.TextField()
    request_id = models.TextField()
    # Empty when the act had no personal part; otherwise it stays after the personal part is gone (SEC-28).
    personal_commitment = models.BinaryField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_entry"
        indexes = [
            models.Index(fields=["authority_id", "id"], name="ledger_entry_authority"),
            models.Index(fields=["actor_id", "id"], name="ledger_entry_actor"),
            models.Index(fields=["object_id", "id"], name="ledger_entry_object"),
            # a supervisor's filters, newest first: what is rare is found without reading years
            models.Index(fields=["act", "id"], name="ledger_entry_act"),
            models.Index(fields=["reference", "id"], condition=~Q(reference=""), name="ledger_entry_reference"),
            models.Index(fields=["result", "id"], condition=~Q(result__in=COMMON), name="ledger_entry_result"),
        ]


class Personal(models.Model):
    """The personal part (query terms) of an entry, sealed under the key of its day (SEC-27, LOG-05)."""

    entry_id = models.UUIDField(primary_key=True)
    day = models.DateField(db_index=True)
    sealed = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_personal"


class Digest(models.Model):
    """A keyed digest of one searched word: finds the queries on a person while the day's key lives (SEC-33)."""

    id = models.BigAutoField(primary_key=True)
    day = models.DateField()
    digest = models.BinaryField()
    entry_id = models.UUIDField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_digest"
        indexes = [models.Index(fields=["day", "digest"], name="ledger_digest_day")]


class Tray(models.Model):
    """Entries that wait for their place. The only ledger rows that a program removes: the sequencer, when placed."""

    entry_id = models.UUIDField(primary_key=True)

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_tray"


class Place(models.Model):
    """The place of an entry in the tree, with its leaf hash, which outlives the entry (SEC-28, SEC-33)."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.UUIDField(unique=True)
    leaf_hash = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_place"


class Node(models.Model):
    """The hash over a complete block of 256**level leaves: a restart and a proof read hundreds of rows, not all."""

    pk = models.CompositePrimaryKey("level", "place")
    level = models.SmallIntegerField()
    place = models.BigIntegerField()
    hash = models.BinaryField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_node"


class Checkpoint(models.Model):
    """A signed statement of the tree's size and root (SEC-29)."""

    size = models.BigIntegerField(primary_key=True)
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_checkpoint"


class Witness(models.Model):
    """A witness whose cosignatures this node takes: another node or a supervisor, by its public key (SEC-30)."""

    key = models.TextField(primary_key=True)
    name = models.TextField()
    registered_at = models.DateTimeField()
    # empty: registered before this was kept
    registered_by = models.UUIDField(null=True)
    # empty: its cosignatures are taken
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_witness"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_by__isnull=True)
                | models.Q(ended_at__isnull=False, ended_by__isnull=False),
                name="ledger_witness_ended_by_whom",
            )
        ]


class Cosignature(models.Model):
    """A witness's confirmation of a checkpoint: the signature line as it came, and the time that it states (SEC-30)."""

    pk = models.CompositePrimaryKey("size", "key")
    size = models.BigIntegerField()
    key = models.TextField()
    line = models.TextField()
    cosigned_at = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_cosignature"


class Once(models.Model):
    """A write's idempotency key and where its answer is to be found; references only, kept 7 days (REL-02)."""

    pk = models.CompositePrimaryKey("actor_key", "key")
    actor_key = models.TextField()
    key = models.TextField()
    body_hash = models.TextField()
    # Empty only inside the transaction that claimed the key and has not answered yet.
    answer = models.JSONField(null=True)
    at = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "firstwall"
        db_table = "ledger_once"
