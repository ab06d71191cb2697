"""How long this room keeps the accounts of its own work: they hold counts and times."""

from firstwall.kernel.keeping import Kept

RETENTION = (
    Kept(
        "supervision_retention_run",
        "as long as the ledger",
        "SEC-35: counts, times and clock readings, no person",
        "all",
    ),
    Kept(
        "supervision_rights_request",
        "24 months after the answer; until then as long as it waits",
        "LOG-05 (b), RTS-05: a refusal stays open to the supervisor's check; the period is our choice",
        "nothing",
    ),
    Kept("supervision_rights_holding", "as long as its request", "RTS-03", "nothing"),
    Kept("supervision_rights_check", "24 months after it was opened", "RTS-09; the period is our choice", "nothing"),
    Kept("supervision_check_question", "24 months after it was asked", "RTS-09; the period is our choice", "nothing"),
    Kept("supervision_rights_remedy", "as long as its request", "RTS-08", "nothing"),
)
