"""How long a table keeps its rows: each room declares it (SEC-34).

`supervision` carries it out, so far for the ledger; an alert whose last day has come is out of reach by the row policies.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One table's retention: how long, on what ground, and what remains afterwards."""

    table: str
    period: str
    citation: str
    remains: str
