"""How long screening keeps what it found. A file lies sealed in the spool, a day at most; traffic of feeds as its kind allows."""

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
    Kept("screening_feed", "every feed, ended ones too", "SEC-21, LOG-02: no person but its keepers", "all"),
    Kept("screening_feed_message", "30 days", "REL-02: receipts, counts and places; no line of the traffic", "nothing"),
    Kept("screening_held", "by the kind of its feed", "SEC-49, DIR-06: law/data/feeds.toml", "nothing"),
    Kept("screening_held_mark", "as long as the node", "SEC-49: numbers of transactions", "all"),
    Kept("screening_line_error", "as long as its run", "REL-19: holds places, no value", "nothing"),
)
