"""What is due with an alert on a day: pure decisions over its dates and the profile in force (CIS-62 to CIS-72)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firstwall.kernel.clock import add_months
from firstwall.law.dates import notice_of
from firstwall.law.rows import ProfileRow


class Due(StrEnum):
    """What the clock asks for. An alert owes one thing at a time, except for its two notices."""

    ERASE = "erase"
    RESTRICT = "restrict"
    REVIEW_NOTICE = "review_notice"
    END_NOTICE = "end_notice"


@dataclass(frozen=True, slots=True)
class Clocks:
    """The dates of an alert, and the days on which its supplier was told that one of them comes near."""

    state: str
    review_on: date
    last_day: date
    review_noticed_on: date | None = None
    end_noticed_on: date | None = None


def due_of(clocks: Clocks, day: date, profile: ProfileRow) -> tuple[Due, ...]:
    """Return what is due on a day.

    From its last day on an alert is out of reach and erased, whatever its state (CLK-01, CIS-65). Where silence on a review
    is answered by law (eu-2009), it moves to the part with limited access, but never before its supplier has had the whole
    notice (CIS-69, CIS-70). Where the review is advice, silence changes nothing (CIS-72).
    """
    if clocks.state == "erased":
        return ()
    if day >= clocks.last_day:
        return (Due.ERASE,)
    if clocks.state != "active":
        return ()
    if profile.review_is_duty and day >= clocks.review_on and _notice_is_over(clocks, day, profile):
        return (Due.RESTRICT,)
    return tuple(notice for notice, is_due in _notices(clocks, day, profile) if is_due)


def restricted_until(day: date, profile: ProfileRow) -> date:
    """Return the last day of what moves to the restricted part on a day: one year there, then deletion (CIS-71)."""
    return add_months(day, profile.restricted_part_months)


def _notice_is_over(clocks: Clocks, day: date, profile: ProfileRow) -> bool:
    told = clocks.review_noticed_on
    return told is not None and day >= add_months(told, profile.notice_months)


def _notices(clocks: Clocks, day: date, profile: ProfileRow) -> tuple[tuple[Due, bool], ...]:
    review = clocks.review_noticed_on is None and day >= notice_of(clocks.review_on, profile)
    # what a law without a longest period ends is the year of the restricted part: the notice of the review has told it
    end = clocks.end_noticed_on is None and day >= notice_of(clocks.last_day, profile) and not profile.review_is_duty
    return ((Due.REVIEW_NOTICE, review and clocks.review_on < clocks.last_day), (Due.END_NOTICE, end))
