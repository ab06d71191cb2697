"""How a legal clock is shown: what is left in words, how much is used, which state. Pure, `now` comes in."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

SOON = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What `components/clock.html` draws."""

    state: str
    words: str
    used: int | None


def face_of(*, started_at: datetime, due_at: datetime, now: datetime) -> ClockFace:
    """Running, soon (last quarter or under four hours) or overdue."""
    left = due_at - now
    whole = due_at - started_at
    used = min(100, max(0, round(100 * (now - started_at) / whole))) if whole > timedelta() else 100
    if left < timedelta():
        return ClockFace("overdue", _("%(time)s over") % {"time": duration(-left)}, 100)
    is_soon = used >= 75 or left < SOON
    return ClockFace("soon" if is_soon else "running", _("%(time)s left") % {"time": duration(left)}, used)


def duration(span: timedelta) -> str:
    """ "3 h 28 min", "5 d 2 h", never "03:28"."""
    minutes = int(span.total_seconds() // 60)
    days, rest = divmod(minutes, 24 * 60)
    hours, minutes = divmod(rest, 60)
    if days > 2:
        return _("%(days)s d") % {"days": days}
    if days:
        return _("%(days)s d %(hours)s h") % {"days": days, "hours": hours}
    if hours and not minutes:
        return _("%(hours)s h") % {"hours": hours}
    if hours:
        return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": minutes}
    return _("%(minutes)s min") % {"minutes": minutes}
