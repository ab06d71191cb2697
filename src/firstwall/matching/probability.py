"""From log-odds to the chance that two are the same."""

from math import exp


def probability(score: float) -> float:
    """P(same), 0 to 1, of a score in natural log-odds."""
    return 1.0 / (1.0 + exp(-score)) if score >= 0 else exp(score) / (1.0 + exp(score))
