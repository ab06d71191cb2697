"""Which secrets are none: those every attacker tries first, and those a machine guesses."""

import math
from collections import Counter

SHORTEST = 16
# What installers, tutorials and container images ship with, whatever is written around it.
KNOWN = (
    "admin",
    "changeme",
    "change-me",
    "default",
    "example",
    "firstwall",
    "letmein",
    "not-a-secret",
    "password",
    "postgres",
    "qwerty",
    "secret",
    "welcome",
)
LEAST_BITS = 48.0


def weakness(secret: str, *, beside: tuple[str, ...] = ()) -> str:
    """Why this secret is refused, as the end of a sentence; empty when it is taken. `beside` are names it must not repeat."""
    if not secret:
        return "is empty"
    if len(secret) < SHORTEST:
        return f"is shorter than {SHORTEST} characters"
    rest = secret.lower()
    for word in (*KNOWN, *(name.lower() for name in beside if name)):
        rest = rest.replace(word, "")
    if len(rest) < SHORTEST // 2:
        return "is one that is tried first"
    if _bits(secret) < LEAST_BITS:
        return "repeats itself"
    return ""


def _bits(secret: str) -> float:
    """What the letters' own frequencies leave unsaid: an upper bound, enough to find repetition."""
    return sum(-count * math.log2(count / len(secret)) for count in Counter(secret).values())
