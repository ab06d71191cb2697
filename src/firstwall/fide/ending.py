"""What is over in FIDE ends without a human act, in both strands; before, it is counted without a name (FIDE-16 to FIDE-20)."""

from datetime import datetime

from firstwall.fide.models import FileDeferral, FileEntry, FileEntryKey
from firstwall.fide.services import count_ended
from firstwall.kernel.clock import add_years, utc_day
from firstwall.kernel.keeping import kept_from
from firstwall.law.fide import STATUSES

LOGIN = "jobs"
_SEEN = ("id", "strand", "kind", "state_code", "status", "subject", "filed_on", "last_act_on", "gone_from")


def end_over(now: datetime, size: int) -> dict[str, int]:
    """Erase at most `size` entries whose first day gone has come, with their keys, and old deferrals (CLK-01)."""
    day = utc_day(now)
    rows = list(
        FileEntry.objects.using(LOGIN).filter(gone_from__lte=day).only(*_SEEN).order_by("gone_from", "id")[:size]
    )
    for why, ended in (
        ("inactive", [one for one in rows if _is_inactive(one)]),
        ("limit", [one for one in rows if not _is_inactive(one)]),
    ):
        count_ended(ended, why, using=LOGIN)
    ids = [row.id for row in rows]
    keys = FileEntryKey.objects.using(LOGIN).filter(entry_id__in=ids)._raw_delete(LOGIN) or 0
    entries = FileEntry.objects.using(LOGIN).filter(id__in=ids)._raw_delete(LOGIN) or 0
    old = FileDeferral.objects.using(LOGIN).filter(ended_on__lt=kept_from(now).date())
    ids = list(old.values_list("id", flat=True)[:size])
    deferrals = FileDeferral.objects.using(LOGIN).filter(id__in=ids)._raw_delete(LOGIN) or 0
    return {"fide_entry": entries, "fide_entry_key": keys, "fide_deferral": deferrals}


def _is_inactive(row: FileEntry) -> bool:
    """Whether it ended for want of an act, before its years were over (FIDE-18)."""
    quiet = STATUSES[row.status].inactive_years
    return bool(quiet) and row.gone_from == add_years(row.last_act_on, quiet) < add_years(
        row.filed_on, STATUSES[row.status].longest_years
    )
