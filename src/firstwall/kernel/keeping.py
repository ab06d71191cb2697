"""How long a table keeps its rows: each room declares it (SEC-34).

`supervision` carries it out: alerts with all that stands beside them, the ledger's personal parts. Until then the row policies
put an alert whose last day has come out of reach.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One table's retention: how long, on what ground, and what remains afterwards."""

    table: str
    period: str
    citation: str
    remains: str
