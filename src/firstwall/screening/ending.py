"""What stands beside an alert ends with it: candidates and sighting reports (CIS-37). By the login of the jobs alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q

from firstwall.kernel.keeping import kept_from
from firstwall.screening.evidence.models import ScreeningEvidence
from firstwall.screening.feeds.models import Feed, FeedMessage, HeldMovement
from firstwall.screening.models import ScreeningCandidate, ScreeningLineError, ScreeningRun, ScreeningSighting
from firstwall.screening.seizures.models import ScreeningSeizure
from firstwall.screening.shifts.models import ScreeningHandover, ScreeningUnanswered

LOGIN = "jobs"
_BESIDE = (ScreeningCandidate, ScreeningEvidence, ScreeningSighting)
HANDOVER_DAYS, SEIZURE_MONTHS = 90, 60
RECEIPTS_KEPT = timedelta(days=30)


def erase_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Erase what stands beside these alerts, inside the caller's transaction; a seizure stays and loses its link."""
    linked = ScreeningSeizure.objects.using(LOGIN).filter(alert_id__in=alerts)
    unlinked = {"screening_seizure": linked.update(alert_id=None, candidate_id=None)}
    return unlinked | {
        model._meta.db_table: model.objects.using(LOGIN).filter(alert_id__in=alerts)._raw_delete(LOGIN)
        for model in _BESIDE
    }


def withhold_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Withhold it, while the alerts lie in the restricted part: nobody sees even a hit (CIS-71)."""
    return {
        model._meta.db_table: model.objects.using(LOGIN)
        .filter(alert_id__in=alerts, withheld=False)
        .update(withheld=True)
        for model in _BESIDE
    }


def end_over(now: datetime, size: int) -> dict[str, int]:
    """End the accounts of runs that finished over 24 months ago, with their remarks on lines; at most `size` runs (LOG-05).

    And, as many, what shifts left to each other, the daily lists of what was unanswered, and seizures.
    """
    runs = ScreeningRun.objects.using(LOGIN)
    ids = list(runs.filter(finished_at__lt=kept_from(now)).values_list("id", flat=True)[:size])
    remarks = ScreeningLineError.objects.using(LOGIN).filter(run_id__in=ids)._raw_delete(LOGIN) or 0
    ended = {"screening_line_error": remarks, "screening_run": runs.filter(id__in=ids)._raw_delete(LOGIN) or 0}
    over: dict[type[models.Model], Q] = {
        ScreeningHandover: Q(given_at__lt=now - timedelta(days=HANDOVER_DAYS)),
        ScreeningUnanswered: Q(told_at__lt=kept_from(now)),
        ScreeningSeizure: Q(recorded_at__lt=kept_from(now, SEIZURE_MONTHS)),
    }
    for model, is_over in over.items():
        rows = model._default_manager.using(LOGIN)
        ids = list(rows.filter(is_over).values_list("id", flat=True)[:size])
        ended[model._meta.db_table] = rows.filter(id__in=ids)._raw_delete(LOGIN) or 0
    return ended


def end_held(now: datetime, size: int) -> dict[str, int]:
    """Erase held traffic that is over or whose feed has ended, and receipts after 30 days; at most `size` of each (SEC-49)."""
    ended = Feed.objects.using(LOGIN).filter(state="ended").values("id")
    held = HeldMovement.objects.using(LOGIN).filter(Q(expires_at__lte=now) | Q(feed_id__in=ended))
    receipts = FeedMessage.objects.using(LOGIN).filter(taken_at__lt=now - RECEIPTS_KEPT)
    return {
        rows.model._meta.db_table: rows.model.objects.using(LOGIN)
        .filter(id__in=list(rows.values_list("id", flat=True)[:size]))
        ._raw_delete(LOGIN)
        for rows in (held, receipts)
    }
