"""What a copy may still be used for on a day, and what an authorisation still carries: pure decisions."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from firstwall.kernel.clock import add_years
from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.law.sharing import PERIODS, after

COPYING = "Decision 2009/917/JHA Art. 21; Regulation (EC) 515/97 Art. 35(3)"
OTHER_USE = "Decision 2009/917/JHA Art. 8(1); Regulation (EC) 515/97 Art. 30(1)"
# the text is the regulation's; kept in both strands, as the decision says nothing against it
PROCEEDINGS = "Regulation (EC) 515/97 Art. 45(1), (3)"
PASSING_ON = "Decision 2009/917/JHA Art. 8(4); Regulation (EC) 515/97 Art. 30(4)"


class CopyDue(StrEnum):
    """What the clock asks for with a copy on a day."""

    ERASE = "erase"
    BLOCK = "block"
    REVIEW_NOTICE = "review_notice"


@dataclass(frozen=True, slots=True)
class CopyClocks:
    """The days of a copy."""

    state: str
    review_on: date
    last_day: date
    review_noticed_on: date | None = None


def days_of_copy(made_on: date) -> tuple[date, date]:
    """Return the day on which the need must have been reviewed, and the day from which the copy is gone (CIS-55b)."""
    return after(made_on, "copy_review"), add_years(made_on, PERIODS["copy_longest"].number)


def next_review(today: date, last_day: date) -> date:
    """Return the next review after one was answered; never later than the last day."""
    return min(after(today, "copy_review"), last_day)


def due_with(clocks: CopyClocks, day: date) -> tuple[CopyDue, ...]:
    """Return what is due: erasing at ten years, blocking from the day of an unanswered review on, a notice before it.

    What was erased earlier leaves its line in the register until then: who copied it, for which case, and why.
    """
    if day >= clocks.last_day:
        return (CopyDue.ERASE,)
    if clocks.state == "active" and day >= clocks.review_on:
        return (CopyDue.BLOCK,)
    near = (clocks.review_on - day).days <= PERIODS["copy_review_notice"].number
    if clocks.state == "active" and near and clocks.review_noticed_on is None:
        return (CopyDue.REVIEW_NOTICE,)
    return ()


def must_be_usable(clocks: CopyClocks, day: date) -> None:
    """Refuse what is blocked or gone, whether the job has come by already or not.

    Raises:
        Refusal: CIS-55b stands against it.
    """
    if clocks.state == "erased" or day >= clocks.last_day:
        raise Refusal("CIS-55b", N_("This copy was erased."), article=COPYING, status=409)
    if clocks.state == "blocked" or day >= clocks.review_on:
        raise Refusal(
            "CIS-55b",
            say(
                N_("The need for this copy was not reviewed by %(day)s. It is blocked."),
                day=clocks.review_on.isoformat(),
            ),
            article=COPYING,
            cure=N_("Review it and say why it is still needed, or erase it."),
            status=409,
        )


def must_be_authorised(state: str, valid_until: date | None, day: date, *, is_other_use: bool) -> None:
    """Refuse to make a document without an authorisation in force (CIS-50, CIS-51).

    Raises:
        Refusal: none was given, it was refused, revoked, or is over.
    """
    if state == "authorised" and valid_until is not None and day < valid_until:
        return
    raise Refusal(
        "CIS-50" if is_other_use else "CIS-51",
        N_("There is no authorisation of the supplier in force. No document is made."),
        article=OTHER_USE if is_other_use else PASSING_ON,
        cure=N_("Ask the supplier; it decides and sets the conditions."),
        status=403,
    )
