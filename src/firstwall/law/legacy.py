"""Records that are older than this system: their first entry, and the review they owed (CIS-64, CIS-66). Pure."""

from dataclasses import dataclass
from datetime import date

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Strand
from firstwall.law.citations import articles_in_full
from firstwall.law.reading import Unreadable, read_date, read_text
from firstwall.law.tables import LEGACY_REVIEW

LONGEST_NAME = 120
RULE = "CIS-66"


@dataclass(frozen=True, slots=True)
class PastSaid:
    """What a line says of a record's past, as it was written: first entry, and the stamp of its review (day and who)."""

    first_entered_on: str = ""
    reviewed_on: str = ""
    reviewed_by: str = ""


NO_PAST = PastSaid()


@dataclass(frozen=True, slots=True)
class Past:
    """The same, read; without a first entry the record is entered today for the first time."""

    first_entered_on: date | None = None
    reviewed_on: date | None = None
    reviewed_by: str = ""


def read_past(said: PastSaid, today: date) -> tuple[Past, list[FieldProblem]]:
    """Return a record's past and what is wrong with it: days that do not exist or are to come, half a stamp."""
    problems: list[FieldProblem] = []
    first = _day(said.first_entered_on, "first_entered_on", today, problems)
    reviewed = _day(said.reviewed_on, "reviewed_on", today, problems)
    by = ""
    try:
        by = read_text(said.reviewed_by, max_length=LONGEST_NAME)
    except Unreadable as unread:
        problems.append(_problem("reviewed_by", unread.sentence, unread.cure))
    if not problems and (reviewed is None) != (not by):
        sentence, cure = N_("A review has its day and who made it."), N_("Give both, or neither.")
        problems.append(_problem("reviewed_by" if reviewed else "reviewed_on", sentence, cure))
    if reviewed and not problems and reviewed < (first or LEGACY_REVIEW.entered_before):
        sentence, cure = N_("The review lies before the first entry."), N_("Check the two days.")
        problems.append(_problem("reviewed_on", sentence, cure))
    return Past(first, reviewed, by), problems


def waits_for_review(strand: Strand, past: Past, *, personal: bool) -> bool:
    """Tell whether a record is quarantined: personal, of before the change of law, and not reviewed under it."""
    law = LEGACY_REVIEW
    if not personal or strand is not law.strand or past.first_entered_on is None:
        return False
    is_reviewed = past.reviewed_on is not None and past.reviewed_on >= law.entered_before
    return past.first_entered_on < law.entered_before and not is_reviewed


def article() -> str:
    """Return the article of the review, in full."""
    return articles_in_full(LEGACY_REVIEW.citation)


def _day(text: str, field: str, today: date, problems: list[FieldProblem]) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(read_date(text))
    except (Unreadable, ValueError):  # a month or a year alone starts no clock
        problems.append(_problem(field, N_("This is not a day."), N_("Write it as 2023-01-02.")))
        return None
    if day > today:
        problems.append(
            _problem(field, say(N_("%(day)s is still to come."), day=day.isoformat()), N_("Check the year."))
        )
    return day


def _problem(field: str, sentence: str, cure: str) -> FieldProblem:
    return FieldProblem(field, RULE, article(), sentence, cure)
