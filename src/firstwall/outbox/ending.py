"""Messages end after 24 months; they hold no personal data. By the login of the jobs alone (LOG-05)."""

from datetime import datetime

from firstwall.kernel.keeping import kept_from
from firstwall.outbox.models import Message

LOGIN = "jobs"


def end_over(now: datetime, size: int) -> dict[str, int]:
    """End what is over, at most `size` rows, inside the caller's transaction."""
    rows = Message.objects.using(LOGIN)
    ids = list(rows.filter(created_at__lt=kept_from(now)).values_list("id", flat=True)[:size])
    return {"outbox_message": rows.filter(id__in=ids)._raw_delete(LOGIN) or 0}
