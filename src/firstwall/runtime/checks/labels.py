"""What each finding is called on a page; the command line and monitors keep the short names."""

from firstwall.kernel.sentences import N_

LABELS = {
    "backup": N_("Backup"),  # its follower's process has the same name
    "backup log": N_("Backup of the last minutes"),
    "certificate": N_("Certificate of the pages"),
    "clock": N_("Clocks"),
    "database": N_("Database"),
    "disk": N_("Disk"),
    "index": N_("Keeper of the indexes"),
    "keys": N_("Keys"),
    "ledger": N_("Ledger"),
    "minor": N_("PostgreSQL"),
    "outbox": N_("Messages"),
    "restore": N_("Proven restore"),
    "sequencer": N_("Sequencer"),
    "version": N_("PostgreSQL"),
    "web": N_("Pages"),
    "worker": N_("Worker"),
}


def label_of(name: str) -> str:
    """Its label, or the short name itself."""
    return LABELS.get(name, name)
