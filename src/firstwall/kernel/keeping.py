"""How long a table keeps its rows: each room declares it (SEC-34).

`supervision` carries it out: alerts with all that stands beside them, the ledger's personal parts, what is over after 24 months.
Until then the row policies put an alert whose last day has come out of reach.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time

from firstwall.kernel.clock import add_months, utc_day

LOG_MONTHS = 24  # LOG-05 (b): our choice where national law is silent


@dataclass(frozen=True, slots=True)
class Kept:
    """One table's retention: how long, on what ground, and what remains afterwards."""

    table: str
    period: str
    citation: str
    remains: str


@dataclass(frozen=True, slots=True)
class Held:
    """One table's answer to a data subject: what it holds on them, how it is found, who decides on disclosure."""

    table: str
    holds: str
    found_by: str
    decides: str


def kept_from(now: datetime, months: int = LOG_MONTHS) -> datetime:
    """Return the first moment that is still kept; what is older ends. Whole UTC days, so that a day ends as one (CLK-01)."""
    return datetime.combine(add_months(utc_day(now), -months), time(), UTC)
