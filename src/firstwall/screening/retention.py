"""How long screening keeps what it found. Traffic is in no table: it lies sealed in the spool, a day at most (SEC-49)."""

from firstwall.kernel.keeping import Kept

_REPORTS = "Decision 2009/917/JHA Art. 6, 14; Regulation (EC) 515/97 Art. 28, 33 (CIS-37)"

RETENTION = (
    Kept("screening_run", "24 months", "LOG-05 (b): counts and times, no line of the traffic", "nothing"),
    Kept("screening_candidate", "as long as the alert it stands beside", "CIS-37, SEC-49", "nothing"),
    Kept("screening_sighting", "as long as the alert it reports on", _REPORTS, "nothing"),
    Kept("screening_evidence", "as long as the alert whose report it stands beside", _REPORTS, "nothing"),
    Kept("screening_office_rule", "as long as the authority screens", "choice: holds times and one's own staff", "all"),
    Kept(
        "screening_handover",
        "90 days",
        "choice: what a shift left to the next; the ledger keeps that it did",
        "nothing",
    ),
    Kept("screening_unanswered", "24 months", "LOG-05 (b): counts by office and day", "nothing"),
    Kept(
        "screening_seizure",
        "5 years",
        "choice: the authority's own record; an alert that ends takes its link",
        "nothing",
    ),
    Kept("screening_line_error", "as long as its run", "REL-19: holds places, no value", "nothing"),
)
