"""How long screening keeps what it found. Traffic is in no table: it lies sealed in the spool, a day at most (SEC-49)."""

from firstwall.kernel.keeping import Kept

_REPORTS = "Decision 2009/917/JHA Art. 6, 14; Regulation (EC) 515/97 Art. 28, 33 (CIS-37)"

RETENTION = (
    Kept("screening_run", "24 months", "LOG-05 (b): counts and times, no line of the traffic", "nothing"),
    Kept("screening_candidate", "as long as the alert it stands beside", "CIS-37, SEC-49", "nothing"),
    Kept("screening_sighting", "as long as the alert it reports on", _REPORTS, "nothing"),
    Kept("screening_line_error", "as long as its run", "REL-19: holds places, no value", "nothing"),
)
