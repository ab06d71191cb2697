"""What this room holds, until when, and what remains of it (CIS-62 to CIS-67, SEC-34, SEC-36).

The row policies put an alert out of reach at 00:00 UTC of its last day by themselves (CLK-01), so that a late job shows nothing.
"""

from firstwall.kernel.keeping import Kept

_LIMIT = "5 years from entry, 2 more by an individual decision"
_GROUND = "Decision 2009/917/JHA Art. 14; Regulation (EC) 515/97 Art. 33"

RETENTION = (
    Kept("cis_alert", _LIMIT, _GROUND, "id, reference, strand, category, action, owner, dates"),
    Kept("cis_alert_version", _LIMIT, _GROUND, "nothing: the sealed values go with the alert"),
    Kept(
        "cis_index_entry", "until the alert ends or is withdrawn", _GROUND, "the alert's id, so that followers drop it"
    ),
    Kept("cis_agency_match", "as long as the alert it stands beside", "CIS-32a, CIS-37", "nothing"),
    Kept("cis_counter", "as long as the authority supplies alerts", "choice: holds numbers only", "all"),
)
