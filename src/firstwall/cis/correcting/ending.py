"""What people wrote about an alert goes with it: proposals, reasons, decisions, positions. By the login of the jobs alone."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from firstwall.cis.correcting.models import Correction, Decision, Dispute

LOGIN = "jobs"


def erase_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Empty what was written about these alerts, inside the caller's transaction; dates, kinds and outcomes stay."""
    either = Q(first_alert_id__in=alerts) | Q(later_alert_id__in=alerts)
    return {
        "cis_correction": Correction.objects.using(LOGIN)
        .filter(alert_id__in=alerts)
        .update(proposal=None, reasons=None),
        "cis_decision": Decision.objects.using(LOGIN).filter(alert_id__in=alerts).update(said=None),
        "cis_dispute": Dispute.objects.using(LOGIN).filter(either).update(first_position=None, later_position=None),
    }
