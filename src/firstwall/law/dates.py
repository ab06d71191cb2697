"""Until when an alert may be kept (CIS-62 to CIS-72): pure arithmetic over a profile."""

from dataclasses import dataclass
from datetime import date

from firstwall.kernel.clock import add_months, add_years
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.law.citations import articles_in_full
from firstwall.law.rows import ProfileRow


@dataclass(frozen=True, slots=True)
class AlertDates:
    """The days of an alert; its data are out of reach from 00:00 UTC on `last_day` (CLK-01)."""

    review_on: date
    last_day: date
    review_notice_on: date
    last_day_notice_on: date


def dates_of(entered_on: date, profile: ProfileRow) -> AlertDates:
    """Compute the days of an alert from its first entry (CIS-64).

    A profile without a longest period (eu-2009) ends in silence: review not answered, then the restricted part.
    """
    review_on = add_months(entered_on, profile.advisory_review_months)
    if profile.longest_retention_years:
        last_day = add_years(entered_on, profile.longest_retention_years)
    else:
        last_day = add_months(review_on, profile.restricted_part_months)
    return AlertDates(
        review_on=review_on,
        last_day=last_day,
        review_notice_on=notice_of(review_on, profile),
        last_day_notice_on=notice_of(last_day, profile),
    )


def notice_of(day: date, profile: ProfileRow) -> date:
    """Return the day on which the supplier is told that `day` comes near (CLK-02)."""
    return add_months(day, -profile.notice_months)


def next_review(reviewed_on: date, last_day: date, profile: ProfileRow) -> date:
    """Return the next review after one was answered; never later than the last day."""
    return min(add_months(reviewed_on, profile.advisory_review_months), last_day)


def after_review(reviewed_on: date, last_day: date, profile: ProfileRow) -> tuple[date, date]:
    """Return the next review and the last day after a supplier said that an alert is still needed (CIS-68, CIS-72).

    Where the law sets a longest period, a review moves no last day; where it sets none (eu-2009), keeping until the next review
    is what the supplier decides, as often as needed.
    """
    if profile.longest_retention_years:
        return next_review(reviewed_on, last_day, profile), last_day
    review_on = add_months(reviewed_on, profile.advisory_review_months)
    return review_on, add_months(review_on, profile.restricted_part_months)


def furthest_day(entered_on: date, profile: ProfileRow) -> date:
    """Return the day that no prolongation can pass (5 + 2 years in eu-2024)."""
    return add_years(entered_on, profile.longest_retention_years + profile.extension_years)


def prolonged_last_day(*, entered_on: date, last_day: date, until: date, need: str, profile: ProfileRow) -> date:
    """Return the new last day of one prolonged alert, or refuse (CIS-62: strict need, individual case, 7 years)."""
    article = articles_in_full(profile.citation, profile.strand)
    if not need.strip():
        raise Refusal(
            "CIS-62",
            N_("A prolongation needs the strict need of this one case, in writing."),
            article=article,
            cure=N_("Say why this alert is still needed."),
            field="need",
        )
    furthest = furthest_day(entered_on, profile)
    if until > furthest:
        raise Refusal(
            "CIS-62",
            say(N_("No prolongation passes %(day)s."), day=furthest.isoformat()),
            article=article,
            cure=N_("Choose an earlier day, or let the alert end."),
            field="until",
        )
    if until <= last_day:
        raise Refusal(
            "CIS-62",
            say(N_("The alert is already kept until %(day)s."), day=last_day.isoformat()),
            article=article,
            cure=N_("Choose a later day, or withdraw the alert when it is no longer needed."),
            field="until",
        )
    return until
