"""Who may do what: the one place (SEC-01). Role by act; what the list of designations adds is decided in `designation.py`.

`may(actor, act)` raises and explains; nothing else in the product decides. Row-level security agrees with it below.
"""

from firstwall.kernel.actor import Actor
from firstwall.kernel.refusal import NotPermitted
from firstwall.kernel.sentences import N_, Label, say

ACTS: dict[str, str] = {
    "authorities.call_by_program": N_("call by program"),
    "authorities.change_roles": N_("give or take a role"),
    "authorities.check_list": N_("check a list of designations for proportion"),
    "authorities.close_mandate": N_("close a mandate"),
    "authorities.confirm_list": N_("confirm a list of designations"),
    "authorities.confirm_person": N_("confirm that a colleague needs access"),
    "authorities.decide_proposal": N_("decide on what a colleague proposed for an account"),
    "authorities.end_sessions": N_("end sessions"),
    "authorities.enter_office": N_("enter an office"),
    "authorities.enter_person": N_("enter and invite a person"),
    "authorities.keep_passkeys": N_("add or end one's own passkeys"),
    "authorities.keep_services": N_("keep service accounts and their tokens"),
    "authorities.open_mandate": N_("open a mandate"),
    "authorities.propose_list": N_("propose a list of designations"),
    "authorities.read_lists": N_("read the lists of designations"),
    "authorities.read_people": N_("read who has access in one's own authority"),
    "authorities.record_leaving": N_("record that a person leaves"),
    "authorities.reissue_link": N_("end a person's passkeys and make a new one-time link"),
    "authorities.sign_in": N_("sign in"),
    "cis.amend_alert": N_("amend an alert of one's own authority"),
    "cis.answer_claim": N_("answer a claim because of an alert of one's own authority"),
    "cis.ask_transfer": N_("ask a supplier to authorise another use or passing on"),
    "cis.attach_document": N_("attach a file to an alert of one's own authority"),
    "cis.claim_reimbursement": N_("claim what was paid for harm that another supplier's alert caused"),
    "cis.confirm_receipt": N_("confirm an erasure or correction that is owed"),
    "cis.consent_to_use": N_("answer for the use of what Europol or Eurojust found"),
    "cis.contest_decision": N_("contest that a registered decision is genuine"),
    "cis.decide_correction": N_("decide on a correction proposed for an alert of one's own authority"),
    "cis.decide_transfer": N_("decide on another use or passing on of an alert of one's own authority"),
    "cis.enter_alert": N_("enter an alert"),
    "cis.erase_copy": N_("say that a copy was erased"),
    "cis.execute_decision": N_("execute a final decision on an alert of one's own authority"),
    "cis.import_alerts": N_("import alerts from a file"),
    "cis.judge_contest": N_("judge whether a contested decision is genuine"),
    "cis.list_alerts": N_("list alerts"),
    "cis.list_copy_service": N_("list the services and analysts that may copy"),
    "cis.make_transfer": N_("make a document under an authorisation"),
    "cis.open_dispute": N_("tell an earlier supplier that an entry contradicts its own"),
    "cis.prolong_alert": N_("prolong an alert of one's own authority"),
    "cis.propose_correction": N_("propose a correction to the supplier of an alert"),
    "cis.read_alert": N_("read an alert"),
    "cis.read_attachment": N_("open a file attached to an alert"),
    "cis.read_copies": N_("read the register of copies and receipts"),
    "cis.read_corrections": N_("read proposed corrections, final decisions and disputes"),
    "cis.read_matches": N_("read what Europol or Eurojust found"),
    "cis.read_proceedings": N_("read in which proceedings alerts were used"),
    "cis.read_transfers": N_("read requests to use otherwise or pass on"),
    "cis.record_use": N_("record the use of what one's desk found"),
    "cis.register_copy": N_("register a copy of another supplier's alert"),
    "cis.register_decision": N_("register a final decision on an alert"),
    "cis.release_alert": N_("release an alert of one's own authority from quarantine"),
    "cis.remove_attachment": N_("remove a file from an alert of one's own authority"),
    "cis.retract_decision": N_("take back a final decision that was registered in error"),
    "cis.review_alert": N_("review an alert of one's own authority"),
    "cis.review_copy": N_("review the need for a copy"),
    "cis.revoke_transfer": N_("take back an authorisation to use otherwise or pass on"),
    "cis.settle_dispute": N_("state one's position in a dispute, refer it or settle it"),
    "cis.tell_proceedings": N_("tell a supplier that its alert was used in proceedings"),
    "cis.take_copy": N_("take the document of a registered copy"),
    "cis.withdraw_alert": N_("withdraw an alert of one's own authority"),
    "fide.ask": N_("ask whether anybody has a file on a person or business"),
    "fide.change_file": N_("change what FIDE says of a file of one's own authority"),
    "fide.clear_file": N_("erase from FIDE whoever is cleared of suspicion"),
    "fide.defer_entry": N_("defer the entry of a file into FIDE"),
    "fide.enter_file": N_("enter a file of one's own authority into FIDE"),
    "fide.give_offences": N_("give the others one's state's list of offences"),
    "fide.read_own": N_("read the entries of one's own authority in FIDE"),
    "screening.accept_handover": N_("accept what another shift left"),
    "screening.acknowledge_sighting": N_("acknowledge a sighting report"),
    "screening.assign_hit": N_("take over or assign a hit"),
    "screening.attach_evidence": N_("add a file to a report of one's own authority"),
    "screening.cancel_run": N_("stop the screening of a file"),
    "screening.check": N_("check one person, business, means or thing"),
    "screening.correct_seizure": N_("correct a seizure"),
    "screening.decide": N_("decide whether a candidate is the same"),
    "screening.hand_over": N_("hand over to the next shift"),
    "screening.read_hits": N_("read the candidates of one's own authority"),
    "screening.read_index": N_("read how the matching indexes stand"),
    "screening.read_seizures": N_("read the seizures of one's own authority"),
    "screening.read_sightings": N_("read sighting reports"),
    "screening.read_statistics": N_("read what the offices did with their hits"),
    "screening.record_outcome": N_("record the outcome of a sighting"),
    "screening.record_seizure": N_("record a seizure"),
    "screening.report_sighting": N_("report a sighting to the owner"),
    "screening.screen_file": N_("screen a file of traffic"),
    "screening.second_decision": N_("give a colleague's verdict the second word"),
    "screening.set_office_rule": N_("set an office's clock for hits, and its head"),
    "supervision.agree_export": N_("agree that a colleague exports more than a thousand records"),
    "supervision.export_accesses": N_("take the accesses and named users of an agency away, for its supervisor"),
    "supervision.answer_rights": N_("give the answer to a person's request"),
    "supervision.check_rights": N_("check, as a supervisor, what is held on a person who asked for it"),
    "supervision.decide_rights": N_("decide on a person's request"),
    "supervision.drop_reserve": N_("drop the room that is kept for a full disk"),
    "supervision.end_witness": N_("end a witness of the ledger"),
    "supervision.export_ledger": N_("take a period of the ledger away, to be verified elsewhere"),
    "supervision.give_check_answer": N_("hand over the supervisor's answer to a person"),
    "supervision.gather_holdings": N_("gather all that is held on a person who asks"),
    "supervision.give_position": N_("say one's position on a person's request to another authority"),
    "supervision.judge_query": N_("judge a query that was drawn for the sample"),
    "supervision.read_audit": N_("read the ready-made audit answers"),
    "supervision.read_health": N_("read how the node stands"),
    "supervision.read_ledger": N_("read the ledger"),
    "supervision.read_registers": N_("read the registers of the authorities supervised"),
    "supervision.read_restricted": N_("read an alert in the restricted part"),
    "supervision.read_retention": N_("read what comes to its end and what was erased"),
    "supervision.read_rights": N_("read a person's request and what is held on them"),
    "supervision.register_witness": N_("register a witness of the ledger"),
    "supervision.register_remedy": N_("register what a court or authority ordered for a person who asked"),
    "supervision.sort_holding": N_("say whether a holding concerns the person who asks"),
    "supervision.take_cosignature": N_("take a witness's cosignature back"),
    "supervision.take_rights": N_("take a person's request"),
    "supervision.watch_rights": N_("read how the requests of persons were decided"),
}

_ANYONE = {
    "authorities.call_by_program",
    "authorities.close_mandate",
    "authorities.end_sessions",
    "authorities.keep_passkeys",
    "authorities.open_mandate",
    "authorities.sign_in",
}
_LISTS = {"authorities.read_lists"}
_PEOPLE = {"authorities.confirm_person", "authorities.read_people"}
# SEC-12: who keeps accounts reads no content
_ACCOUNTS = {
    "authorities.change_roles",
    "authorities.decide_proposal",
    "authorities.enter_office",
    "authorities.enter_person",
    "authorities.keep_services",
    "authorities.record_leaving",
    "authorities.reissue_link",
}
# CIS-58, CIS-32f: whoever may read an alert may say what is wrong with it, the agencies' desks included
_READER = _ANYONE | {"cis.propose_correction", "cis.read_alert", "cis.read_corrections", "screening.check"}
_DESK = _READER | {"cis.read_matches", "cis.record_use", "fide.ask"}
_CONTROLLER = _READER | {
    "cis.list_alerts",
    "screening.accept_handover",
    "screening.assign_hit",
    "screening.attach_evidence",
    "cis.read_attachment",
    "screening.cancel_run",
    "screening.correct_seizure",
    "screening.decide",
    "screening.hand_over",
    "screening.read_hits",
    "screening.read_seizures",
    "screening.read_sightings",
    "screening.read_statistics",
    "screening.record_seizure",
    "screening.report_sighting",
    "screening.screen_file",
    "screening.second_decision",
}
# FIDE-03: nobody else, not even other users of the CIS
_FILES = {
    "fide.ask",
    "fide.change_file",
    "fide.clear_file",
    "fide.defer_entry",
    "fide.enter_file",
    "fide.read_own",
}
_SUPPLIER = _CONTROLLER | {
    "cis.amend_alert",
    "cis.answer_claim",
    "cis.ask_transfer",
    "cis.attach_document",
    "cis.claim_reimbursement",
    "cis.confirm_receipt",
    "cis.consent_to_use",
    "cis.contest_decision",
    "cis.decide_correction",
    "cis.decide_transfer",
    "cis.enter_alert",
    "cis.erase_copy",
    "cis.execute_decision",
    "cis.import_alerts",
    "cis.list_copy_service",
    "cis.make_transfer",
    "cis.open_dispute",
    "cis.prolong_alert",
    "cis.read_copies",
    "cis.read_matches",
    "cis.read_proceedings",
    "cis.read_transfers",
    "cis.register_copy",
    "cis.register_decision",
    "cis.release_alert",
    "cis.remove_attachment",
    "cis.retract_decision",
    "cis.review_alert",
    "cis.review_copy",
    "cis.revoke_transfer",
    "cis.settle_dispute",
    "cis.take_copy",
    "cis.tell_proceedings",
    "cis.withdraw_alert",
    "screening.acknowledge_sighting",
    "screening.record_outcome",
    "supervision.give_position",
}
_RIGHTS = _ANYONE | {
    "cis.read_alert",
    "cis.read_attachment",
    "cis.register_decision",
    "supervision.answer_rights",
    "supervision.decide_rights",
    "supervision.gather_holdings",
    "supervision.give_check_answer",
    "supervision.give_position",
    "supervision.read_rights",
    "supervision.register_remedy",
    "supervision.sort_holding",
    "supervision.take_rights",
}

_SUPERVISION = {
    "cis.judge_contest",
    "supervision.check_rights",
    "supervision.read_audit",
    "supervision.read_health",
    "supervision.read_ledger",
    "supervision.read_registers",
    "supervision.read_restricted",
    "supervision.read_retention",
    "supervision.watch_rights",
}

PERMITTED: dict[str, frozenset[str]] = {
    "administrator": frozenset(
        _ANYONE
        | _LISTS
        | _PEOPLE
        | _ACCOUNTS
        | {"authorities.check_list", "authorities.confirm_list", "authorities.propose_list", "screening.read_index"}
        | {"supervision.drop_reserve", "supervision.read_health"}
    ),
    "agency_desk": frozenset(_DESK),
    "border_officer": frozenset(_CONTROLLER),
    "coordinator": frozenset(
        _SUPPLIER
        | _FILES
        | _LISTS
        | _PEOPLE
        | {"authorities.check_list", "authorities.confirm_list", "fide.give_offences", "screening.set_office_rule"}
    ),
    "investigator": frozenset((_SUPPLIER | _FILES) - {"cis.import_alerts", "cis.list_copy_service"}),
    "rights_officer": frozenset(_RIGHTS),
    "supervisor": frozenset(
        _ANYONE
        | _LISTS
        | _SUPERVISION
        | {
            "screening.read_index",
            "supervision.end_witness",
            "supervision.agree_export",
            "supervision.export_accesses",
            "supervision.export_ledger",
            "supervision.judge_query",
            "supervision.register_witness",
            "supervision.take_cosignature",
        }
    ),
    "system": frozenset(),
}

# CIS-32b and CIS-32d: the desks read and search on screen; nothing they can reach may be connected, transferred or copied.
SCREEN_ONLY_TYPES = {
    "europol": ("CIS-32b", "Decision 2009/917/JHA Art. 11(5)"),
    "eurojust": ("CIS-32d", "Decision 2009/917/JHA Art. 12(4)"),
}


# CIS-31: beside reading, a desk keeps its own people and lists; its accesses go to its supervisor (CIS-32c). It has no
# programs of its own, since none of their calls would be answered (CIS-32b).
_DESK_AT_MOST = (
    _DESK
    | _LISTS
    | _PEOPLE
    | (_ACCOUNTS - {"authorities.keep_services"})
    | {
        "authorities.check_list",
        "authorities.confirm_list",
        "authorities.propose_list",
        "supervision.agree_export",
        "supervision.export_accesses",
    }
)


# SEC-17: keys, grants, exports and the owner's erasure: only while the person has just proved to be there. Pages ask for one
# touch on the way; a program is let through for the five minutes after its person's touch, and a service never
FRESH = _ACCOUNTS | {
    "authorities.confirm_list",
    "authorities.keep_passkeys",
    "cis.withdraw_alert",
    "supervision.agree_export",
    "supervision.export_accesses",
    "supervision.export_ledger",
}

# acts that every session needs, however narrow its token is
ALWAYS = frozenset({"authorities.open_mandate", "authorities.close_mandate", "authorities.call_by_program"})


def may(actor: Actor, act: str) -> None:
    """Pass in silence or refuse with the rule.

    Raises:
        NotPermitted: the role does not carry the act (SEC-01), or the desk may act on the screen only (CIS-32b).
        KeyError: an act that is not declared above: a bug.
    """
    ACTS[act]
    desk = SCREEN_ONLY_TYPES.get(actor.authority_type)
    if desk and actor.channel != "page":
        rule, article = desk
        raise NotPermitted(
            rule,
            N_("This desk reads and searches on the screen only. No call by program, export or copy is answered."),
            article=article,
            cure=N_("Sign in to the pages and search there."),
        )
    if desk and act not in _DESK_AT_MOST:
        raise NotPermitted(
            "CIS-31",
            say(N_("This desk reads and searches; it does not %(act)s."), act=Label(ACTS[act])),
            article="Decision 2009/917/JHA Art. 11(1), 12(1)",
            cure=N_("Tell the supplier what you found or what is wrong."),
        )
    if act not in PERMITTED.get(actor.role, frozenset()):
        raise NotPermitted(
            "SEC-01",
            say(N_("The role of this session does not include: %(act)s."), act=Label(ACTS[act])),
            cure=N_("Change the mandate to a role that includes it, or ask a colleague who has it."),
        )
    if actor.must_prove and act in FRESH:
        raise NotPermitted(
            "SEC-17",
            N_("This needs a proof, not older than five minutes, that it is you who calls."),
            cure=N_("Touch your passkey on the page How you sign in, then send it again."),
        )
    if actor.scope and act not in actor.scope | ALWAYS:
        raise NotPermitted(
            "SEC-19",
            say(N_("The scope of this token does not include: %(act)s."), act=Label(ACTS[act])),
            cure=N_("Use a token that includes it, or ask your administrator."),
        )


def is_permitted(actor: Actor, act: str) -> bool:
    """Whether `may` would pass: for buttons and menus, never for the decision itself."""
    try:
        may(actor, act)
    except NotPermitted:
        return False
    return True
