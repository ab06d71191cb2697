"""The thresholds of misuse signals, read once (SEC-24)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from firstwall.law.loading import load


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal: what it says, and its two thresholds, which its help text explains."""

    code: str
    label: str
    help: str
    least: int
    factor: int
    citation: str
    mark: str


SIGNALS: Mapping[str, SignalRow] = MappingProxyType(
    {row["code"]: SignalRow(**row) for row in load("signals")["signal"]}
)
