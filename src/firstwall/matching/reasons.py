"""One reason: a sentence, what fills it, and the log-odds it brings."""

from collections.abc import Mapping
from typing import Literal

from .types import Reason

# What weighs less than this moves nothing that anybody reads.
_NOTHING = 0.005


def kind_of(weight: float) -> Literal["for", "against", "silent"]:
    """For, against, or silent when it moves nothing."""
    return "for" if weight > _NOTHING else "against" if weight < -_NOTHING else "silent"


def reason(sentence: str, values: Mapping[str, object], weight: float = 0.0) -> Reason:
    """A reason whose kind follows from its weight, in hundredths."""
    return Reason(sentence, values, round(float(weight), 2), kind_of(weight))
