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

SAID = {
    "reserve-dropped": _("The reserve is dropped. Make room, then start the node again to have it back."),
    "answered": _("Your answer is recorded, and the desk is told."),
    "list-checked": _("The check is recorded with its finding."),
    "list-confirmed": _("The list is confirmed. It is in force from its first day."),
    "list-proposed": _("The list is proposed. It permits nothing before it is checked and confirmed."),
    "person-confirmed": _("Confirmed for another quarter."),
    "used": _("The use is recorded, and the supplier is told."),
    "check-opened": _("The check is opened. The supervisors of the other states are asked."),
    "check-closed": _(
        "The check is ended. The authority that took the request hands over the answer, which tells nothing."
    ),
    "check-replied": _("Your reply is sent to the supervisor that asked."),
    "remedy-registered": _("Registered. Who must carry it out is told."),
    "remedy-paid": _("Recorded as paid."),
    "rights-taken": _("The request is taken. Its time runs. Gather what is held next."),
    "rights-gathered": _("All that this node holds was looked through, and each supplier was asked."),
    "rights-sorted": _("Recorded. If it concerns the person, its supplier is asked."),
    "rights-decided": _("The decision is recorded with its reason, for the supervisor as well."),
    "rights-position": _("Your position is recorded, and the authority that asked is told."),
    "acknowledged": _("The reporter is told that you have read the report."),
    "amended": _("The alert is changed. The old version stays in its history."),
    "cancelled": _("The screening has stopped. Its candidates are kept."),
    "contradicts": _("What does not contradict the earlier entry is entered. Its supplier is told."),
    "claim-made": _("The claim is registered. The supplier is told."),
    "claim-answered": _("Your answer is recorded. The claimant is told."),
    "claim-paid": _("Recorded as paid. The supplier is told."),
    "contest-judged": _("Your finding is recorded. Supplier and registrar are told."),
    "copy-erase": _("The erasure is recorded, and the supplier is told what was owed."),
    "copy-made": _("The copy is registered and the supplier is told. Take its document here."),
    "copy-review": _("Reviewed. The next review is a year away."),
    "correction-decided": _("The decision is recorded. Who proposed it and the other authorities are told."),
    "decided": _("Decided. It is remembered until either side changes."),
    "decision-amended": _("The decision is executed. The alert is in force again."),
    "decision-contested": _("Recorded. The supervisor of who registered it is told. The alert stays blocked."),
    "decision-erased": _("The decision is executed. The alert is erased."),
    "decision-registered": _("The decision is registered. The supplier is told."),
    "decision-retracted": _("The decision is taken back."),
    "display": _("Your display settings are kept on this device."),
    "dispute-recorded": _("Recorded. The other supplier is told."),
    "enrolled": _("Your passkey is kept. From now on one touch signs you in."),
    "role-changed": _("The roles are changed. What was opened with a role that was taken is closed."),
    "proposed-to-colleague": _("Proposed. It counts when another administrator of your authority agrees."),
    "leaving": _("Recorded. From that day on nothing opens for this person."),
    "agreed": _("Agreed, and done."),
    "declined": _("Declined. Nothing was changed."),
    "office-entered": _("The office is entered."),
    "token-ended": _("The token opens nothing any more."),
    "bound": _("Your identity at the provider is kept. From now on it signs you in."),
    "passkey-added": _("The passkey is kept. It signs you in as well."),
    "proved": _("You have proved to be there. For five minutes your programs are let through."),
    "export-agreed": _("Agreed. Your colleague can take the file within an hour."),
    "export-declined": _("Declined. Nothing leaves."),
    "passkey-ended": _("The passkey opens nothing any more."),
    "signed-out-all": _("You are signed out everywhere. Every mandate is closed."),
    "entered": _("The alert is entered. The authorities that may see it find it from now on."),
    "judged": _("The verdict is recorded."),
    "witness_ended": _("The witness is ended."),
    "witness_registered": _("The witness is registered."),
    "cosignature_taken": _("The cosignature is good and kept."),
    "outcome": _("The outcome is recorded."),
    "prolonged": _("This alert is kept until the later day. Its history says who decided so, and why."),
    "deferral-ended": _("The deferral has ended."),
    "entry-deferred": _("Deferred. It is looked at again on the day you named."),
    "file-changed": _("Kept. The end of the entry was computed anew."),
    "file-cleared": _("Erased. Nobody finds it any more."),
    "file-entered": _("Entered. Others who ask learn that the file exists, and whom to ask."),
    "offences-given": _("Given. It is in force, and all states see it."),
    "clearance-reported": _("Reported. All who received the data are told."),
    "attached": _("The file is attached."),
    "attachment-removed": _("The file is removed and erased."),
    "proceedings-told": _("Recorded. The supplier is told."),
    "proposed": _("The proposal is sent to the supplier. The alert is contested until it decides."),
    "receipt-given": _("Confirmed. The supplier has the receipt."),
    "released": _("Released. The authorities that may see it find it from now on."),
    "reported": _("The report is sent to the owner and to nobody else."),
    "assigned": _("The hit has another owner."),
    "evidence-added": _("The file is with the report. The owner is told."),
    "handed-over": _("Handed over. What waits stays yours until the next shift accepts."),
    "handover-accepted": _("Accepted. You answer for these hits from now on."),
    "office-rule-set": _("Set. Hits found from now on have this clock."),
    "seconded": _("Your word is recorded."),
    "seizure-corrected": _("Corrected. The figures of before stand in the ledger."),
    "seizure-recorded": _("The seizure is recorded."),
    "resumed": _("The screening goes on where it stopped."),
    "reviewed": _("Reviewed. The next review is asked for in time; the last day stays as it was."),
    "screening": _("The file is taken. Its screening has begun."),
    "service-ended": _("The service is off the list."),
    "service-listed": _("The list is changed. The other authorities are told of the service."),
    "signed-out": _("You are signed out. The mandate is closed."),
    "transfer-asked": _("The supplier is asked."),
    "transfer-decided": _("The decision is recorded. Who asked is told."),
    "undone": _("The decision is taken back."),
    "withdrawn": _("The alert is withdrawn."),
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
ACT_LABELS = {
    "authorities.change_roles": _("Changed a person's roles"),
    "authorities.decide_proposal": _("Decided on a colleague's proposal"),
    "authorities.end_sessions": _("Ended sessions"),
    "authorities.enter_office": _("Entered an office"),
    "authorities.enter_person": _("Entered a person"),
    "authorities.keep_passkeys": _("Changed passkeys"),
    "authorities.keep_services": _("Changed a service account"),
    "authorities.record_leaving": _("Recorded that a person leaves"),
    "authorities.reissue_link": _("Ended a person's ways in, made a new link"),
    "authorities.sign_in": _("Signed in"),
    "authorities.call_by_program": _("Called by program"),
    "authorities.check_list": _("Checked a list of designations"),
    "authorities.confirm_list": _("Confirmed a list of designations"),
    "authorities.confirm_person": _("Confirmed a person's access"),
    "authorities.propose_list": _("Proposed a list of designations"),
    "authorities.read_lists": _("Published a list of designations"),
    "authorities.read_people": _("Read who has access"),
    "cis.consent_to_use": _("Answered for the use of a match"),
    "cis.read_matches": _("Read matches of Europol or Eurojust"),
    "cis.record_use": _("Recorded the use of a match"),
    "supervision.export_accesses": _("Exported an agency's accesses"),
    "authorities.close_mandate": _("Closed a mandate"),
    "authorities.open_mandate": _("Opened a mandate"),
    "cis.amend_alert": _("Amended an alert"),
    "cis.ask_transfer": _("Asked to use otherwise or pass on"),
    "cis.confirm_receipt": _("Confirmed an erasure or correction"),
    "cis.answer_claim": _("Answered a claim"),
    "cis.claim_reimbursement": _("Claimed reimbursement"),
    "cis.contest_decision": _("Contested that a decision is genuine"),
    "cis.judge_contest": _("Looked whether a contested decision is genuine"),
    "cis.decide_correction": _("Decided on a proposed correction"),
    "cis.decide_transfer": _("Decided on other use or passing on"),
    "cis.enter_alert": _("Entered an alert"),
    "cis.erase_copy": _("Erased a copy"),
    "cis.execute_decision": _("Executed a final decision"),
    "cis.import_alerts": _("Imported alerts"),
    "cis.list_alerts": _("Listed alerts"),
    "cis.list_copy_service": _("Changed the list of services that copy"),
    "cis.make_transfer": _("Made a document to pass on"),
    "cis.open_dispute": _("Entered against an earlier entry"),
    "cis.prolong_alert": _("Prolonged an alert"),
    "cis.propose_correction": _("Proposed a correction"),
    "cis.read_alert": _("Read an alert"),
    "cis.read_copies": _("Read the register of copies"),
    "cis.read_corrections": _("Read corrections and decisions"),
    "cis.read_proceedings": _("Read uses in proceedings"),
    "cis.read_transfers": _("Read requests to pass on"),
    "cis.register_copy": _("Registered a copy"),
    "cis.register_decision": _("Registered a final decision"),
    "cis.release_alert": _("Released an alert from quarantine"),
    "cis.retract_decision": _("Took back a final decision"),
    "cis.review_alert": _("Reviewed an alert"),
    "cis.review_copy": _("Reviewed a copy"),
    "cis.revoke_transfer": _("Took back an authorisation"),
    "cis.settle_dispute": _("Settled a dispute"),
    "cis.tell_proceedings": _("Told a use in proceedings"),
    "cis.take_copy": _("Took the document of a copy"),
    "cis.withdraw_alert": _("Withdrew an alert"),
    "screening.accept_handover": _("Accepted a handover"),
    "screening.acknowledge_sighting": _("Acknowledged a sighting report"),
    "screening.assign_hit": _("Took over or assigned a hit"),
    "screening.attach_evidence": _("Added a file to a report"),
    "screening.cancel_run": _("Stopped a screening"),
    "screening.check": _("Checked"),
    "screening.decide": _("Decided on a candidate"),
    "screening.correct_seizure": _("Corrected a seizure"),
    "screening.hand_over": _("Handed over a shift"),
    "screening.read_hits": _("Read candidates"),
    "screening.read_index": _("Read how the indexes stand"),
    "screening.read_seizures": _("Read seizures"),
    "screening.read_sightings": _("Read sighting reports"),
    "screening.read_statistics": _("Read what offices did with their hits"),
    "screening.record_outcome": _("Recorded an outcome"),
    "screening.record_seizure": _("Recorded a seizure"),
    "screening.report_sighting": _("Reported a sighting"),
    "screening.screen_file": _("Screened a file"),
    "screening.second_decision": _("Gave the second word on a verdict"),
    "screening.set_office_rule": _("Set an office's clock for hits"),
    "screening.tell_unanswered": _("Listed what nobody answered"),
    "supervision.block_copy": _("Blocked a copy"),
    "supervision.close_day": _("Closed a day for the draw"),
    "supervision.commit_seed": _("Committed to a day's draw"),
    "supervision.confirm_clock": _("Vouched for the date"),
    "supervision.end_records": _("Ended records after their 24 months"),
    "supervision.erase_alert": _("Erased an alert"),
    "supervision.erase_copy": _("Erased a copy at its end"),
    "supervision.agree_export": _("Decided on a large export"),
    "supervision.export_ledger": _("Exported the ledger"),
    "supervision.give_notice": _("Told the supplier of a date"),
    "supervision.judge_query": _("Judged a drawn query"),
    "supervision.prune_ledger": _("Erased query terms"),
    "supervision.read_ledger": _("Read the ledger"),
    "supervision.read_registers": _("Read the registers"),
    "supervision.read_restricted": _("Read an alert in the restricted part"),
    "supervision.read_retention": _("Read what ends and what was erased"),
    "supervision.end_witness": _("Ended a witness of the ledger"),
    "supervision.register_witness": _("Registered a witness of the ledger"),
    "supervision.restrict_alert": _("Moved an alert to the restricted part"),
    "supervision.restore": _("Restored the database from a backup"),
    "supervision.rotate_key": _("Changed a key"),
    "supervision.reveal_seed": _("Revealed the seed of a draw"),
    "supervision.run_retention": _("Ended what is over"),
    "supervision.answer_rights": _("Answered a person's request"),
    "supervision.check_rights": _("Checked what is held on a person"),
    "supervision.give_check_answer": _("Handed over a supervisor's answer"),
    "supervision.decide_rights": _("Decided on a person's request"),
    "supervision.gather_holdings": _("Gathered what is held on a person"),
    "supervision.give_position": _("Handled the question of another authority on a person's request"),
    "supervision.read_audit": _("Read the audit answers"),
    "supervision.read_rights": _("Read requests of persons"),
    "supervision.register_remedy": _("Registered what was ordered for a person"),
    "supervision.sort_holding": _("Said whether an entry concerns the person"),
    "supervision.take_cosignature": _("Took a cosignature of a witness"),
    "supervision.take_rights": _("Took a person's request"),
    "supervision.watch_rights": _("Read how requests were decided"),
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
DETAIL_LABELS = {
    "agency": _("Agency"),
    "answer": _("Supplier's answer"),
    "conditions": _("Conditions"),
    "in_force_from": _("In force from"),
    "list": _("Version of the list"),
    "matches": _("Matches shown"),
    "may_be_passed_on": _("May be passed on"),
    "passed_on": _("Passed on"),
    "passing_on": _("May be passed on to"),
    "recipient": _("Passed on to"),
    "state_code": _("State"),
    "use": _("Use"),
    "action": _("Suggested action"),
    "against_proposal": _("Against the proposal"),
    "alert": _("Alert"),
    "alerts": _("Alerts shown"),
    "article": _("Article"),
    "birth_date": _("Date of birth"),
    "candidate": _("Candidate"),
    "category": _("Category"),
    "commitment": _("Commitment"),
    "asks": _("Asked for"),
    "compared": _("Compared with"),
    "concerned": _("Entries that concern the person"),
    "concerns": _("Concerns the person"),
    "country": _("Country"),
    "day": _("Day"),
    "disclosed": _("Entries disclosed"),
    "entered_on": _("Entered"),
    "fault": _("Fault"),
    "fields": _("Fields filled in"),
    "first": _("First place"),
    "from": _("From"),
    "gone": _("Entries gone"),
    "ground": _("Ground"),
    "identity": _("Identity"),
    "kind": _("Kind"),
    "last_day": _("Last day"),
    "law": _("Law"),
    "matcher": _("Matcher"),
    "name": _("Name"),
    "narrowed": _("Readers chosen by the supplier"),
    "numbers": _("Numbers"),
    "outcome": _("Outcome"),
    "person": _("Person"),
    "position": _("Position"),
    "reason": _("Reason"),
    "profile": _("Profile of the law"),
    "reference": _("Reference"),
    "review_on": _("Review"),
    "places": _("Places"),
    "rows": _("Rows"),
    "rule": _("Rule"),
    "secret": _("Secret of the draw"),
    "shown": _("Alerts shown"),
    "sightings": _("Reports shown"),
    "silent": _("Suppliers that stayed silent"),
    "since": _("From"),
    "size": _("Up to, without"),
    "strands": _("Strands"),
    "state": _("State"),
    "term": _("Searched for"),
    "threshold": _("Threshold"),
    "to": _("To"),
    "too_many": _("More than shown"),
    "understood_as": _("Understood as"),
    "until": _("To"),
    "judgement": _("Finding"),
    "finding": _("Finding"),
    "questions": _("Supervisors asked"),
    "verdict": _("Verdict"),
    "version": _("Version"),
    "withheld": _("Entries of others, left out"),
    "withheld_hash": _("Digest of their places"),
    "authorisation": _("Authorisation"),
    "because": _("Because of"),
    "body": _("Who decided"),
    "conflict": _("Decisions conflict"),
    "contradicts": _("Contradicts"),
    "decided_on": _("Decided on"),
    "decision": _("Decision"),
    "due_on": _("Due on"),
    "escalates_on": _("To the Court from"),
    "held": _("Held"),
    "held_as": _("Held as"),
    "order": _("Ordered"),
    "referred_on": _("Referred on"),
    "security_measures": _("Security measures"),
    "service": _("Service"),
    "sha256": _("SHA-256"),
    "valid_until": _("Valid until"),
    "analyst": _("Analyst"),
    "review_on_before": _("Review before"),
}

GLOSSARY = (
    (
        _("Alert"),
        _(
            "Data entered in the Customs Information System by an authority that owns them and asks "
            "others for one suggested action."
        ),
        "2009/917/JHA Art. 3, 5",
    ),
    (
        _("Authority"),
        _(
            "A customs or other authority that a state or the Union has put on the list of "
            "designations, with the categories and purposes it may use."
        ),
        "2009/917/JHA Art. 7; 515/97 Art. 29",
    ),
    (
        _("Administrative strand"),
        _("The data set for operations in breach of customs and agricultural legislation of the Union."),
        "515/97 Art. 23",
    ),
    (
        _("Criminal strand"),
        _(
            "The data set for serious contraventions of national laws. Its records and those of the "
            "administrative strand are never mixed."
        ),
        "2009/917/JHA Art. 1",
    ),
    (
        _("Discreet surveillance"),
        _("Let pass, show no interest, note what is seen and report it. Nobody but the officer may notice."),
        "2009/917/JHA Art. 5(1), 6(1)",
    ),
    (
        _("Grounds"),
        _(
            "Why it is thought that the person has committed, is committing or will commit an offence. "
            "Without grounds no personal data may be entered."
        ),
        "2009/917/JHA Art. 5(2); 515/97 Art. 27(2)",
    ),
    (
        _("Handling code"),
        _(
            "What the owner allows others to do with the data: H1 not in court, H2 no passing on, H3 "
            "read the condition, each without permission."
        ),
        "2009/917/JHA Art. 8",
    ),
    (
        _("Hit"),
        _("A candidate that an officer has confirmed to be the person or thing of an alert."),
        "2009/917/JHA Art. 6",
    ),
    (
        _("Ledger"),
        _("The record of every search, reading, entry, decision and refusal. It can be added to and never changed."),
        "2009/917/JHA Art. 28; 515/97 Art. 38",
    ),
    (
        _("Mandate"),
        _("What a session acts under: person, authority, strand, role, purpose and reference."),
        "2009/917/JHA Art. 8(1)",
    ),
    (
        _("Owner"),
        _("The authority that entered an alert. Only the owner changes or withdraws it."),
        "2009/917/JHA Art. 13",
    ),
    (
        _("Sighting and reporting"),
        _("Let pass, and report to the owner what was found, where and when."),
        "2009/917/JHA Art. 5(1), 6(1)",
    ),
    (
        _("Specific check"),
        _("Search the person, the means of transport or the objects as far as the law of the place allows."),
        "2009/917/JHA Art. 5(1), 6(2)",
    ),
)
KEYS = (
    ("/", _("Go to the search field")),
    ("?", _("Show this list")),
    ("↓", _("From the field of a check to its first candidate")),
    ("Y", _("Hit: the same")),
    ("N", _("Hit: different")),
    ("U", _("Hit: unsure")),
    ("R", _("Hit: report it to the owner")),
    ("S", _("Hit: skip to the next")),
    ("Z", _("Hit: take the last decision back")),
)
