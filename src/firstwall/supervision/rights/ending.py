"""Answered requests end on their day, what was found for them before them. By the login of the jobs alone (SEC-35)."""

from datetime import datetime

from firstwall.kernel.clock import utc_day
from firstwall.supervision.models import CheckQuestion, RightsCheck, RightsHolding, RightsRemedy, RightsRequest

LOGIN = "jobs"


def end_over(now: datetime, size: int) -> dict[str, int]:
    """End what is over, at most `size` requests, inside the caller's transaction."""
    requests = RightsRequest.objects.using(LOGIN)
    ids = list(requests.filter(kept_until__lte=utc_day(now)).values_list("id", flat=True)[:size])
    # the policies hold the day: what is not over is not found by this login
    checks = list(RightsCheck.objects.using(LOGIN).values_list("id", flat=True)[:size])
    questions = list(CheckQuestion.objects.using(LOGIN).values_list("id", flat=True)[:size])
    ordered = RightsRemedy.objects.using(LOGIN).filter(request_id__in=ids)._raw_delete(LOGIN) or 0
    found = RightsHolding.objects.using(LOGIN).filter(request_id__in=ids)._raw_delete(LOGIN) or 0
    ended = requests.filter(id__in=ids)._raw_delete(LOGIN) or 0
    return {
        "supervision_check_question": CheckQuestion.objects.using(LOGIN).filter(id__in=questions)._raw_delete(LOGIN)
        or 0,
        "supervision_rights_check": RightsCheck.objects.using(LOGIN).filter(id__in=checks)._raw_delete(LOGIN) or 0,
        "supervision_rights_remedy": ordered,
        "supervision_rights_holding": found,
        "supervision_rights_request": ended,
    }
