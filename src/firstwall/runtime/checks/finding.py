"""One thing looked at: how it stands, in a sentence, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """From best to worst."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, in which words, and the cure where one is wanted."""

    name: str
    state: State
    sentence: str
    cure: str = ""


def worst(findings: Iterable[Finding]) -> State:
    """The state of the whole."""
    order = list(State)
    return max((one.state for one in findings), key=order.index, default=State.OK)
