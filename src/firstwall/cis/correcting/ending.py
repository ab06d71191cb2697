"""What people wrote about an alert goes with it: proposals, reasons, decisions, positions. By the login of the jobs alone."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from firstwall.cis.correcting.models import Claim, Contest, Correction, Decision, Dispute
from firstwall.kernel.keeping import kept_from

LOGIN = "jobs"


def erase_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Empty what was written about these alerts, inside the caller's transaction; dates, kinds and outcomes stay."""
    either = Q(first_alert_id__in=alerts) | Q(later_alert_id__in=alerts)
    return {
        "cis_correction": Correction.objects.using(LOGIN)
        .filter(alert_id__in=alerts)
        .update(proposal=None, reasons=None),
        "cis_decision": Decision.objects.using(LOGIN).filter(alert_id__in=alerts).update(said=None),
        "cis_contest": Contest.objects.using(LOGIN).filter(alert_id__in=alerts).update(reason=None, judgement=None),
        "cis_dispute": Dispute.objects.using(LOGIN).filter(either).update(first_position=None, later_position=None),
    }


def end_over(now: datetime, size: int) -> dict[str, int]:
    """End claims that were settled 24 months ago, at most `size`, inside the caller's transaction (GOV-03)."""
    over = Q(state="paid", paid_on__lt=kept_from(now).date()) | Q(state="declined", answered_at__lt=kept_from(now))
    ids = list(Claim.objects.using(LOGIN).filter(over).values_list("id", flat=True)[:size])
    return {"cis_claim": Claim.objects.using(LOGIN).filter(id__in=ids)._raw_delete(LOGIN) or 0}
