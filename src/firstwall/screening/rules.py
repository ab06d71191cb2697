"""Pure decisions of the screening room: no database, no clock, no reader's identity beyond what is passed in."""

import unicodedata
from datetime import datetime, timedelta
from math import floor

from firstwall.law.hits import CONSEQUENCE, HIT_CLOCK, second_person_for
from firstwall.matching.probability import probability

SCREEN_FILE = "screening.screen_file"  # the act of a run, from its file to its last chunk
MOST_RESULTS = 20  # SEC-22
MOST_PER_PARTY = 10  # in a file of traffic
_APOSTROPHES = "'’‘`´ʹʼʻ׳"
GRADES = ((0.9, "strong"), (0.6, "likely"), (0.0, "possible"))  # from which P(same) on, in whole hundredths


def is_too_wide(name: str) -> bool:
    """SEC-22: whether a person's name is only wildcards or initials. One ideograph is a name; one letter is not."""
    # an apostrophe belongs to its word: a Hebrew name may be one letter and a geresh
    joined = "".join(char for char in name if char not in _APOSTROPHES)
    words = "".join(char if unicodedata.category(char)[0] in "LM" else " " for char in joined).split()
    return not any(len(word) > 1 or _is_ideograph(word) for word in words)


def grade_of(score: float) -> str:
    """The word for a score in log-odds, from P(same) as it is shown: in whole hundredths."""
    return next(word for least, word in GRADES if round(probability(score), 2) >= least)


def in_percent(likely: float) -> str:
    """P(same) as people read it: 97 %, 99.6 %, and never certain: >99.9 %, <1 %."""
    if likely > 0.999:
        return ">99.9\u00a0%"
    if likely < 0.01:
        return "<1\u00a0%"
    if likely < 0.99:
        return f"{round(100 * likely)}\u00a0%"
    return f"{floor(1000 * likely) / 10:.1f}\u00a0%"


def due_at(found_at: datetime, clock: timedelta = HIT_CLOCK) -> datetime:
    """When an open candidate counts as unanswered."""
    return found_at + clock


def rank_of(score: float, action: str) -> float:
    """What comes first in the queue: how likely it is the same, times what it would mean."""
    return probability(score) * CONSEQUENCE.get(action, 1)


def needs_second_person(verdict: str, *, score: float, action: str, reason: str) -> bool:
    """Whether a colleague's word is needed before this verdict counts."""
    return second_person_for(verdict, grade=grade_of(score), action=action, reason=reason) is not None


def action_here(action: str, *, knows_specific_checks: bool) -> str:
    """CIS-36: where the law knows no specific checks, one is done as sighting and reporting; the owner sees that."""
    return "sighting" if action == "check" and not knows_specific_checks else action


def _is_ideograph(word: str) -> bool:
    return unicodedata.name(word[0], "").startswith(("CJK", "HANGUL", "HIRAGANA", "KATAKANA"))
