"""How long the ledger's tables keep their rows; `supervision` carries it out (LOG-05, SEC-33, REL-02)."""

from datetime import date, datetime, timedelta

from firstwall.kernel.clock import add_months
from firstwall.kernel.keeping import Kept

PERSONAL_MONTHS = 6
ONCE_DAYS = 7


RETENTION = (
    Kept("ledger_entry", "24 months", "LOG-05 (b), LED Art. 25; our choice where national law is silent", "leaf hash"),
    Kept("ledger_personal", "6 calendar months", "Regulation (EC) 515/97 Art. 38(3); LOG-05 (a)", "salted commitment"),
    Kept("ledger_digest", "6 calendar months", "Regulation (EC) 515/97 Art. 38(3); LOG-05 (a)", "nothing"),
    Kept("ledger_tray", "seconds, until placed", "SEC-28", "nothing"),
    Kept("ledger_place", "as long as the ledger", "SEC-28: holds hashes only", "all"),
    Kept("ledger_node", "as long as the ledger", "SEC-28: holds hashes only", "all"),
    Kept("ledger_checkpoint", "as long as the ledger", "SEC-29: holds hashes only", "all"),
    Kept("ledger_witness", "as long as the ledger", "SEC-30: public keys", "all"),
    Kept("ledger_cosignature", "as long as the ledger", "SEC-30: signatures over hashes", "all"),
    Kept("ledger_once", "7 days", "REL-02", "nothing"),
)


def first_kept_day(today: date) -> date:
    """Return the first day whose personal parts are still kept; all days before lose their key (SEC-33)."""
    return add_months(today, -PERSONAL_MONTHS)


def first_kept_key(now: datetime) -> datetime:
    """Return the moment before which idempotency keys are forgotten."""
    return now - timedelta(days=ONCE_DAYS)
