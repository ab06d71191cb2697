"""From a score to the chance that two are the same."""

from bisect import bisect_right
from functools import cache
from math import exp

from .shipped import shipped_table


@cache
def _knots() -> tuple[list[float], list[float]]:
    """Scores, and the log-odds that were true of pairs with these scores (learned with the weights)."""
    data = shipped_table("weights.toml")
    return data["said_at"], data["so_at"]


def probability(score: float) -> float:
    """P(same), 0 to 1, of a score. It never falls as the score rises; beyond the last knot it goes on at the score's pace."""
    said, so = _knots()
    if score <= said[0] or score >= said[-1]:
        end = 0 if score <= said[0] else -1
        odds = so[end] + score - said[end]
    else:
        place = bisect_right(said, score) - 1
        share = (score - said[place]) / (said[place + 1] - said[place])
        odds = so[place] + share * (so[place + 1] - so[place])
    return 1.0 / (1.0 + exp(-odds)) if odds >= 0 else exp(odds) / (1.0 + exp(odds))
