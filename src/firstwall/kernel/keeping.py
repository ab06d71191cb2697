"""How long a table keeps its rows: each room declares it, `supervision` carries it out (SEC-34)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kept:
    """One table's retention: how long, on what ground, and what remains afterwards."""

    table: str
    period: str
    citation: str
    remains: str
