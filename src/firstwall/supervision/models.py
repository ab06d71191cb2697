"""Tables of this room; private to it."""

from django.db import models
from django.db.models import Q


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
