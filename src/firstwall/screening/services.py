"""The acts of this room: check, screen a file, decide, report, acknowledge, record the outcome."""

from firstwall.screening.accepting import accept_file
from firstwall.screening.checking import check
from firstwall.screening.deciding import decide, undo_decision
from firstwall.screening.sightings import acknowledge_sighting, record_outcome, report_sighting
from firstwall.screening.stopping import cancel_run, resume_run
from firstwall.screening.working import work_run

__all__ = [
    "accept_file",
    "acknowledge_sighting",
    "cancel_run",
    "check",
    "decide",
    "record_outcome",
    "report_sighting",
    "resume_run",
    "undo_decision",
    "work_run",
]
