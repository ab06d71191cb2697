"""What this room holds, until when, and what remains of it (CIS-62 to CIS-67, SEC-34, SEC-36).

The row policies put an alert out of reach at 00:00 UTC of its last day by themselves (CLK-01), so that a late job shows nothing.
"""

from firstwall.kernel.keeping import Kept

_LIMIT = "5 years from entry, 2 more by an individual decision"
_GROUND = "Decision 2009/917/JHA Art. 14; Regulation (EC) 515/97 Art. 33"
_COPYING = "Decision 2009/917/JHA Art. 21; Regulation (EC) 515/97 Art. 35(3)"
_PASSING = "Decision 2009/917/JHA Art. 8; Regulation (EC) 515/97 Art. 30"
_USING = "Regulation (EC) 515/97 Art. 45(3)"
_CORRECTING = "Decision 2009/917/JHA Art. 13; Regulation (EC) 515/97 Art. 32"

RETENTION = (
    Kept("cis_alert", _LIMIT, _GROUND, "id, reference, strand, category, action, owner, dates"),
    Kept("cis_alert_version", _LIMIT, _GROUND, "nothing: the sealed values go with the alert"),
    Kept("cis_attachment", _LIMIT, _GROUND, "nothing: emptied when removed, gone with the alert"),
    Kept(
        "cis_index_entry", "until the alert ends or is withdrawn", _GROUND, "the alert's id, so that followers drop it"
    ),
    Kept("cis_agency_match", "as long as the alert it stands beside", "CIS-32a, CIS-37", "nothing"),
    Kept("cis_counter", "as long as the authority supplies alerts", "choice: holds numbers only", "all"),
    Kept("cis_copy_service", "every version of the list", _COPYING, "all: no person"),
    Kept(
        "cis_copy_analyst",
        "as long as its copies are registered",
        _COPYING,
        "the person's id and the dates of the listing",
    ),
    Kept("cis_copy", "10 years from the copy", _COPYING, "ids, version, system, case, dates; no analyst, no need"),
    Kept(
        "cis_receipt",
        "as long as the ledger",
        "CIS-55c: who was told to erase what, and did",
        "all: no value of an alert",
    ),
    Kept("cis_transfer", "what was written: until the alert ends", _PASSING, "ids, kind, country, ground, dates"),
    Kept("cis_transfer_made", "as long as the ledger", _PASSING, "ids, digest, dates, security measures"),
    Kept("cis_proceeding_use", "what was written: until the alert ends", _USING, "ids, version, dates"),
    Kept("cis_correction", "what was written: until the alert ends", _CORRECTING, "ids, kind, outcome, dates"),
    Kept(
        "cis_decision", "what was written: until the alert ends", _CORRECTING, "ids, body, state, order, outcome, dates"
    ),
    Kept("cis_claim", "24 months after it was declined or paid", "GOV-03; the period is our choice", "nothing"),
    Kept("cis_contest", "what was written: until the alert ends", _CORRECTING, "ids, state, dates"),
    Kept(
        "cis_dispute", "what was written: until either alert ends", _CORRECTING, "ids, names of fields, outcome, dates"
    ),
)
