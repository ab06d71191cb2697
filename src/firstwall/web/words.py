"""Words that only the pages need: names of roles, states and outcomes, and the glossary with its articles."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from firstwall.law import fide, sharing

STRANDS = {"C": _("Criminal strand"), "A": _("Administrative strand")}
ROLES = {
    "administrator": _("Administrator of people"),
    "agency_desk": _("Agency desk"),
    "border_officer": _("Border officer"),
    "coordinator": _("Coordinating unit"),
    "investigator": _("Investigator"),
    "rights_officer": _("Answering persons concerned"),
    "supervisor": _("Data-protection supervisor"),
}
ROLE_ICONS = {
    "administrator": "keys",
    "agency_desk": "book",
    "border_officer": "check",
    "coordinator": "desk",
    "investigator": "search",
    "rights_officer": "person",
    "supervisor": "scale",
}
CATEGORY_ICONS = {
    "a": "goods",
    "b": "truck",
    "c": "company",
    "d": "person",
    "e": "trend",
    "f": "book",
    "g": "container",
    "h": "cash",
}
KINDS = {
    "facts": _("Question"),
    "name": _("Name"),
    "any": _("Name or number"),
    "plate": _("Number plate"),
    "imo": _("Vessel, IMO number"),
    "mmsi": _("Vessel, MMSI"),
    "vin": _("Vehicle, VIN"),
    "eori": _("Business, EORI number"),
    "mrz": _("Travel document, machine-readable zone"),
    "vat": _("Business, VAT number"),
    "lei": _("Business, LEI"),
    "person": _("Person"),
    "business": _("Business"),
    "vehicle": _("Vehicle"),
    "vessel": _("Vessel"),
    "aircraft": _("Aircraft"),
    "container": _("Container number"),
    "document": _("Identity document"),
    "goods": _("Goods"),
}
CHECKS = {
    "ok": _("check digit right"),
    "failed": _("check digit wrong"),
    "none": _("no check digit in this scheme"),
}
ALERT_STATES = {
    "active": _("In force"),
    "quarantine": _("In quarantine"),
    "withdrawn": _("Withdrawn"),
}  # what a reader can meet; the others nobody reads
ENDING_STATES = ALERT_STATES | {"restricted": _("Restricted part"), "erased": _("Erased")}
RETENTION_STATES = {
    "working": _("At work"),
    "done": _("Finished"),
    "stopped": _("Stopped"),
    "interrupted": _("Broken off"),
}
RETENTION_TONES = {"working": "info", "done": "good", "stopped": "stop", "interrupted": "warn"}
CLOCK_FAULTS = {
    "clock_skew": _("This machine's clock and the database's differ by over five minutes."),
    "clock_back": _("The clock went back, or had been ahead."),
    "clock_jumped": _("The clock was moved while the machine ran."),
    "clock_unproven": _("The node was off for over a day, or its clock has jumped ahead."),
}
ALERT_TONES = {"active": "good", "quarantine": "warn"}
RUN_STATES = {
    "accepted": _("Waiting to start"),
    "working": _("Running"),
    "done": _("Finished"),
    "cancelled": _("Stopped"),
    "failed": _("Broken off"),
}
RUN_TONES = {"accepted": "info", "working": "info", "done": "good", "cancelled": "warn", "failed": "stop"}
HIT_STATES = {
    "open": _("To review"),
    "same": _("The same"),
    "different": _("Different"),
    "unsure": _("Unsure"),
}
HIT_TONES = {"open": "info", "same": "good", "unsure": "warn"}
GRADES = {
    "strong": _("Very likely the same"),
    "likely": _("Probably the same"),
    "possible": _("Possibly the same"),
}
MATCH_STATES = {
    "open": _("No use: not answered yet"),
    "consent": _("Consent to use"),
    "conditions": _("Consent with conditions"),
    "refusal": _("Use refused"),
}
MATCH_TONES = {"open": "warn", "consent": "good", "conditions": "info", "refusal": "stop"}
LIST_STATES = {
    "proposed": _("Waits for its check"),
    "checked": _("Checked, waits for confirmation"),
    "returned": _("Sent back"),
    "confirmed": _("Confirmed"),
}
LIST_TONES = {"proposed": "info", "checked": "info", "returned": "warn", "confirmed": "good"}
LIST_CHANGES = {
    "new": _("New"),
    "gone": _("Taken off"),
    "wider": _("Wider"),
    "narrower": _("Narrower"),
    "other": _("Changed both ways"),
    "basis": _("Other legal basis"),
}
LIST_CHANGE_TONES = {
    "new": "warn",
    "wider": "warn",
    "other": "warn",
    "gone": "info",
    "narrower": "info",
    "basis": "info",
}
RIGHTS = {
    "read": _("read"),
    "enter": _("enter"),
    "use": _("use"),
    "export": _("export"),
    "fide_read": _("ask FIDE"),
    "fide_enter": _("enter into FIDE"),
}
OUTCOMES = {
    "true_match": _("It was the one sought"),
    "false_match": _("It was another"),
    "unclear": _("It stays unclear"),
}
FINDINGS = {
    "same": ("=", _("same"), "good"),
    "near": ("≈", _("nearly the same"), "good"),
    "other": ("≠", _("differs"), "warn"),
    "not_asked": ("·", _("not declared"), "bare"),
    "not_known": ("·", _("not in the alert"), "bare"),
}
DECISION_REASONS = {
    "person_confirmed": _("Person compared and confirmed"),
    "document_seen": _("Document seen"),
    "number_seen": _("Number seen on the object"),
    "other_birth_date": _("Other date of birth"),
    "other_nationality": _("Other nationality"),
    "other_document": _("Other document"),
    "other_appearance": _("Other appearance"),
    "name_only": _("Only the name agrees"),
    "cannot_tell": _("Cannot be told from here"),
}
OWED = {
    "corrections": _("Corrections to decide on"),
    "claims": _("Claims to answer"),
    "decisions": _("Final decisions to execute"),
    "disputes": _("Contradictions to answer"),
    "receipts": _("Erasures and corrections to confirm"),
    "transfers": _("Requests to pass on to decide on"),
    "proceedings": _("Uses of your alerts in proceedings to read"),
}
COPY_STATES = {"active": _("In use"), "blocked": _("Blocked"), "erased": _("Erased")}
COPY_KINDS = {"risk_management": _("Risk management"), "operational_analysis": _("Operational analysis")}
RECEIPT_ACTS = {"erase": _("Erase"), "correct": _("Correct")}
HELD_AS = {"copy": _("Copy"), "transfer": _("Passed on")}
BECAUSE = {
    "amended": _("amended by the supplier"),
    "withdrawn": _("withdrawn by the supplier"),
    "decision": _("a final decision"),
    "conflicting_decisions": _("final decisions that conflict"),
    "clearance": _("the person was cleared"),
    "limit": _("its last day had come"),
}
FIDE_STATUSES = {code: _(row.label) for code, row in fide.STATUSES.items()}
FIDE_SUBJECTS = {code: _(row.label) for code, row in fide.SUBJECTS.items()}
FIDE_DEFERRALS = {code: _(row.label) for code, row in fide.DEFERRALS.items()}
TRANSFER_KINDS = {code: _(row.label) for code, row in sharing.TRANSFER_KINDS.items()}
TRANSFER_STATES = {
    "asked": _("Waits for the supplier"),
    "authorised": _("Authorised"),
    "refused": _("Refused"),
    "revoked": _("Taken back"),
}
CORRECTION_STATES = {"open": _("Waits for the supplier"), "accepted": _("Accepted"), "rejected": _("Rejected")}
DECISION_STATES = {
    "open": _("To be executed"),
    "amended": _("Executed: amended"),
    "erased": _("Executed: erased"),
    "kept": _("Left as it was"),
    "retracted": _("Taken back"),
    "struck": _("Not genuine"),
}
CLAIM_STATES = {
    "open": _("Waits for the supplier"),
    "agreed": _("Agreed, to be paid"),
    "declined": _("Declined"),
    "paid": _("Paid"),
}
CONTEST_STATES = {
    "open": _("Contested; a supervisor looks whether it is genuine"),
    "genuine": _("Found genuine"),
    "not_genuine": _("Found not genuine"),
}
DISPUTE_STATES = {
    "open": _("To be settled"),
    "referred": _("Referred"),
    "agreed": _("Agreed"),
    "first_stands": _("The first entry stands"),
    "court": _("Before the Court"),
}
REGISTER_KINDS = {
    "copy": _("Copies"),
    "receipt": _("Erasures and corrections owed"),
    "transfer": _("Other use and passing on"),
    "correction": _("Proposed corrections"),
    "decision": _("Final decisions"),
    "conflict": _("Decisions that conflict"),
    "contest": _("Contested decisions"),
    "dispute": _("Disputes between suppliers"),
    "claim": _("Claims"),
}
REGISTER_WHATS: dict[str, dict[str, Any]] = {
    "copy": COPY_KINDS,
    "receipt": RECEIPT_ACTS,
    "transfer": TRANSFER_KINDS,
    "correction": {code: row.label for code, row in sharing.CORRECTION_KINDS.items()},
    "decision": {code: row.label for code, row in sharing.DECISION_ORDERS.items()},
}
REGISTER_STATES: dict[str, dict[str, Any]] = {
    "copy": COPY_STATES,
    "receipt": {"owed": _("Owed"), "done": _("Confirmed")},
    "transfer": TRANSFER_STATES,
    "correction": CORRECTION_STATES | {"amended": _("Accepted: amended"), "erased": _("Accepted: erased")},
    "decision": DECISION_STATES,
    "contest": CONTEST_STATES,
    "claim": CLAIM_STATES,
    "dispute": DISPUTE_STATES,
}
STATES_OF_A_LINE = {"open": _("Open"), "ended": _("Ended")}
REGISTER_TEXTS = {
    "what": _("What is wrong"),
    "evidence": _("Evidence"),
    "reasons": _("Reasons"),
    "body_name": _("Who decided"),
    "file_reference": _("File reference"),
    "text": _("In words"),
    "reason": _("Why it is contested"),
    "judgement": _("What the supervisor found"),
    "need": _("Why it is needed"),
    "purpose": _("Purpose"),
    "recipient": _("Recipient"),
    "legal_basis": _("Legal basis"),
    "fields": _("Fields"),
    "conditions": _("Conditions"),
    "position": _("Position"),
    "harm": _("Harm"),
    "answer": _("Answer of the supplier"),
}
WITHDRAWAL_REASONS = {
    "purpose_reached": _("The purpose is reached"),
    "entered_in_error": _("Entered in error"),
    "ground_gone": _("The ground no longer exists"),
}
VERSION_ACTS = {
    "entered": _("Entered"),
    "held": _("Held in quarantine"),
    "released": _("Released from quarantine"),
    "amended": _("Amended"),
    "reviewed": _("Reviewed"),
    "prolonged": _("Prolonged"),
    "withdrawn": _("Withdrawn"),
}
RESULTS = {
    "done": _("Done"),
    "found": _("Found"),
    "compared": _("Compared before entry"),
    "refused": _("Refused"),
    "failed": _("Failed"),
    "none": _("Nothing found"),
}
RESULT_TONES = {"found": "info", "refused": "stop", "failed": "warn"}
CHANNELS = {
    "page": _("page"),
    "api": _("API"),
    "cli": _("command line"),
    "job": _("job"),
    "system": _("system"),
}

VERDICTS = {
    "lawful": _("Lawful"),
    "unlawful": _("Not lawful"),
    "unclear": _("Not clear"),
}
DRAW_STATES = {
    "open": _("The day is not closed yet. Nobody can know its sample."),
    "closed": _("The day is closed. The draw follows within an hour or two."),
    "drawn": _(
        "Drawn honestly: the secret was committed to before the first query, and revealed after the checkpoint that decides."
    ),
    "not_committed": _("Nobody committed to a secret for this day. There is no honest draw: ask the operator why."),
    "late_commitment": _(
        "Drawn, but the commitment came after the first query of the day: on a node's first day, or with something to explain."
    ),
    "revealed_early": _(
        "Drawn, but the secret was revealed before the checkpoint that decides: somebody could have steered the draw."
    ),
    "not_as_committed": _("The revealed secret is not the committed one. There is no draw: ask the operator why."),
}
AUTOMATED_FAULTS = {
    "role": _("a role that screens no files"),
    "purpose": _("no purpose of the closed list"),
    "feed": _("no reference to its feed"),
    "mandate": _("no mandate"),
}
OFFICE_KINDS = {
    "border_post": _("Border post"),
    "unit": _("Coordinating unit"),
    "desk": _("Desk"),
}
PROPOSED = {
    "grant": _("give the role"),
    "take": _("take the role"),
    "link": _("end the ways in and make a new link"),
    "leave": _("record the leaving"),
}
RIGHTS_STATES = {
    "taken": _("Taken"),
    "gathered": _("Gathered"),
    "decided": _("Decided"),
    "answered": _("Answered"),
}
RIGHTS_TONES = {"taken": "info", "gathered": "info", "decided": "warn", "answered": "good"}
RIGHTS_OUTCOMES = {
    "none_held": _("Nothing concerns the person"),
    "disclosed": _("All is disclosed"),
    "partly": _("A part is disclosed"),
    "withheld": _("Nothing is disclosed"),
}
RIGHTS_POSITIONS = {
    "": _("Not stated yet"),
    "agrees": _("Agrees that it is disclosed"),
    "objects": _("Objects"),
    "executed": _("Corrected or erased as asked"),
    "declined": _("Did not correct or erase"),
    "silent": _("Silent; that is no consent"),
}
PROCEDURE_DECIDES = {"authority": _("The authority that was asked"), "supervisor": _("The supervisory authority")}
PROCEDURE_ACCESS = {"direct": _("Direct"), "indirect": _("Indirect, through the supervisory authority")}
CHECK_STATES = {"open": _("Open"), "replied": _("Replied"), "silent": _("No reply came"), "closed": _("Ended")}
REMEDY_STATES = DECISION_STATES | {"open": _("To be carried out"), "given": _("Access was given"), "paid": _("Paid")}
RIGHTS_WHY_NOT = {
    "measure": _("A measure runs on which its subject may not learn"),
    "objection": _("The supplier objects"),
    "silence": _("The supplier stayed silent"),
    "waiting": _("The supplier's time runs"),
    "unsorted": _("Not yet said whether it is this person"),
}
