"""How long this room keeps the accounts of its own work: they hold counts and times."""

from firstwall.kernel.keeping import Kept

RETENTION = (
    Kept(
        "supervision_retention_run",
        "as long as the ledger",
        "SEC-35: counts, times and clock readings, no person",
        "all",
    ),
)
