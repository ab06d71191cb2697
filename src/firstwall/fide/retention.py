"""What this room holds, until when, and what remains of it (FIDE-16 to FIDE-22)."""

from firstwall.kernel.keeping import Kept

_CLOCK = "3, 6 or 10 years from the date in the file by status; a year without an act; at once on clearance"
_GROUND = "Decision 2009/917/JHA Art. 19; Regulation (EC) 515/97 Art. 41d"

RETENTION = (
    Kept("fide_entry", _CLOCK, _GROUND, "an anonymous count by state, status, field and year"),
    Kept("fide_entry_key", "as long as its entry", _GROUND, "nothing"),
    Kept("fide_offence_list", "every version of the list", "FIDE-06: an entry pins the version", "all: no person"),
    Kept("fide_deferral", "24 months after it ended", "FIDE-15; the period is our choice", "nothing"),
    Kept("fide_ended_count", "as long as the node", "FIDE-18: counts only", "all: no person"),
)
