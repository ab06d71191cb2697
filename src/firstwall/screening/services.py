"""The acts of this room: check, screen a file, decide, report, acknowledge, record the outcome."""

from firstwall.screening.accepting import accept_file
from firstwall.screening.checking import check
from firstwall.screening.deciding import decide, second_decision, undo_decision
from firstwall.screening.evidence.attaching import attach_evidence
from firstwall.screening.office_rules import set_office_rule
from firstwall.screening.seizures.recording import correct_seizure, record_seizure
from firstwall.screening.shifts.assigning import assign_hit
from firstwall.screening.shifts.handing_over import accept_handover, hand_over
from firstwall.screening.sightings import acknowledge_sighting, record_outcome, report_sighting
from firstwall.screening.stopping import cancel_run, resume_run
from firstwall.screening.working import work_run

__all__ = [
    "accept_file",
    "accept_handover",
    "acknowledge_sighting",
    "assign_hit",
    "attach_evidence",
    "cancel_run",
    "check",
    "correct_seizure",
    "decide",
    "hand_over",
    "record_outcome",
    "record_seizure",
    "report_sighting",
    "resume_run",
    "second_decision",
    "set_office_rule",
    "undo_decision",
    "work_run",
]
