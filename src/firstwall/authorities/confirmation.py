"""How long a person's access lasts before somebody of the authority must confirm it again (CIS-24)."""

from datetime import date

from firstwall.kernel.clock import add_months, utc_now
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_
from firstwall.law.citations import articles_in_full
from firstwall.law.tables import CONFIRMATION


def until(day: date) -> date:
    """The first day on which a confirmation of this day counts no more."""
    return add_months(day, CONFIRMATION.months)


def first_until() -> date:
    """For a person enrolled now: being enrolled is the first confirmation."""
    return until(utc_now().date())


def must_be_confirmed(confirmed_until: date, today: date) -> None:
    """No mandate on a confirmation older than a quarter.

    Raises:
        NotPermitted: it is over.
    """
    if today < confirmed_until:
        return
    raise NotPermitted(
        "CIS-24",
        N_("Your authority has not confirmed for a quarter that you need this access, so no mandate is open to you."),
        article=articles_in_full(CONFIRMATION.citation),
        cure=N_("Ask your authority's administrator or coordinating unit to confirm you."),
    )
