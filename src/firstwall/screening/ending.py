"""What stands beside an alert ends with it: candidates and sighting reports (CIS-37). By the login of the jobs alone."""

from collections.abc import Sequence
from uuid import UUID

from firstwall.screening.models import ScreeningCandidate, ScreeningSighting

LOGIN = "jobs"
_BESIDE = (ScreeningCandidate, ScreeningSighting)


def erase_with(alerts: Sequence[UUID]) -> dict[str, int]:
    """Erase what stands beside these alerts, inside the caller's transaction."""
    return {
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
