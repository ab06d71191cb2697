"""Written by hand: may this actor do this to this record for this purpose now.

Not blind: whoever wrote it had read the permissions and the policies before, and the acts of later rooms were entered from the
product's own table and looked over. What it proves is that nothing changes unnoticed; that it is the law, a lawyer must read.

It knows the world of `everything.py`: who stands on the list, what each record is. It asks neither the tables nor the database.
"""

from dataclasses import dataclass

from tests.law.oracle import ACCESS

C, A = "C", "A"
# D24 1(2), R 23(2), D 10, R 36, D24 26: which work a role does at all
WORK = {
    "border_officer": {"border_control"},
    "investigator": {"investigation", "prosecution", "supply"},
    "coordinator": {"border_control", "investigation", "prosecution", "supply", "joint_coordination"},
    "agency_desk": {"investigation", "prosecution", "joint_coordination"},
    "rights_officer": {"rights"},
    "supervisor": {"supervision"},
    "administrator": {"administration"},
    "system": set(),
}
# CIS-29: who keeps accounts reads nothing; a supervisor reads through the ledger (D24 26), never an alert by itself
READERS = {"border_officer", "investigator", "coordinator", "agency_desk", "rights_officer"}
# D 13(1), CIS-56: of the supplying partner, those who supply
CHANGERS = {"investigator", "coordinator"}
ROLES = tuple(WORK)
PURPOSES = (
    "border_control",
    "investigation",
    "prosecution",
    "supply",
    "joint_coordination",
    "rights",
    "supervision",
    "administration",
    "curiosity",
)
CATEGORIES = "abcdefgh"
HANDLING = ("H0", "H1", "H2", "H3")
# quarantine: of before 2024 and not reviewed since (CIS-66); withdrawn, restricted and erased have ended; blocked by a final
# decision (CIS-60); its last day is today (CLK-01)
STATES = ("active", "quarantine", "withdrawn", "restricted", "erased", "blocked", "last_day")
AUDIENCES = ("all", "named", "others")


@dataclass(frozen=True)
class Asker:
    """Somebody of an authority, in a role, for a purpose, in a strand. `listed`: what the list of designations says today."""

    authority: str
    type: str
    listed: str
    role: str
    purpose: str
    strand: str


@dataclass(frozen=True)
class Record:
    """An alert: whose, and what the law looks at."""

    owner: str
    strand: str
    category: str
    handling: str
    state: str
    audience: str


# What the list says: of which categories, for which purposes, with which rights. Nobody is listed for the last category; that the
# accounts' and the supervisor's purposes stand on it is a mistake of this world.
ON_LIST = set(PURPOSES) - {"curiosity"}
LISTED_CATEGORIES = set("abcdefg")
LISTED = {
    "fully": (ON_LIST, {"read", "enter"}),
    "one purpose": ({"investigation"}, {"read", "enter"}),
    "one strand": (ON_LIST, {"read", "enter"}),  # the criminal one
    "enters only": (ON_LIST, {"enter"}),
    "uses only": (ON_LIST, {"use"}),
    "no longer": (set(), set()),
    "not yet": (set(), set()),
    "not at all": (set(), set()),
}


def may_read(who: Asker, what: Record) -> bool:
    """D 5 to 8, 11 to 13; R 24, 29, 30: CIS-01, CIS-04, CIS-24, CIS-25, CIS-28, CIS-31, CIS-60, CIS-71, CLK-01."""
    if who.strand != what.strand or who.role not in READERS or not has_mandate(who):
        return False
    if what.state in ("restricted", "erased", "last_day"):
        return False
    if what.owner == who.authority:
        return True  # the supplier its own, ended or blocked as well
    return (
        what.state == "active"
        and "read" in LISTED[who.listed][1]
        and what.category in LISTED_CATEGORIES
        and what.audience in ("all", "named")
    )


def may_change(who: Asker, what: Record) -> bool:
    """D 13(1), R 31: CIS-56, CIS-31: the supplier alone, while it is in force."""
    is_own = what.owner == who.authority
    reads_only = access(who) == "read_on_screen"
    return (
        is_own
        and not reads_only
        and who.role in CHANGERS
        and what.state in ("active", "quarantine", "blocked")
        and may_read(who, what)
    )


def has_mandate(who: Asker) -> bool:
    """D 7, R 29: a kind of authority with access, a purpose of the role, and a list that names both rights and purpose."""
    if access(who) in ("none", "supervision") or who.purpose not in WORK[who.role]:
        return False
    if access(who) == "read_on_screen" and who.purpose == "rights":
        return False  # CIS-31: a desk does not answer the requests of persons
    purposes, rights = LISTED[who.listed]
    if who.listed == "one strand" and who.strand == A:
        return False
    return who.purpose in purposes and bool(rights & {"read", "enter"})


def access(who: Asker) -> str:
    """CIS-24, CIS-30: the Council's decision of this world opens the criminal strand alone."""
    given = ACCESS[who.type][0 if who.strand == C else 1]
    return given if given != "by_decision" or who.strand == C else "none"


_ALL = "border_officer investigator coordinator agency_desk rights_officer supervisor administrator"
_READ = "border_officer investigator coordinator agency_desk"
_CONTROL = "border_officer investigator coordinator"
_SUPPLY = "investigator coordinator"
_NAMED = "rights_officer"
_WATCH = "supervisor"
_PEOPLE = "administrator coordinator"
_LISTS = "administrator coordinator supervisor"
# who does what, act by act, by the duties of each role (CIS-24 to CIS-32, SEC-12, SEC-32); a new act is entered here by a person
ROLES_OF = {
    "authorities.call_by_program": _ALL,
    "authorities.change_roles": "administrator",
    "authorities.check_list": _PEOPLE,
    "authorities.close_mandate": _ALL,
    "authorities.confirm_list": _PEOPLE,
    "authorities.confirm_person": _PEOPLE,
    "authorities.decide_proposal": "administrator",
    "authorities.end_sessions": _ALL,
    "authorities.enter_office": "administrator",
    "authorities.enter_person": "administrator",
    "authorities.keep_passkeys": _ALL,
    "authorities.keep_services": "administrator",
    "authorities.open_mandate": _ALL,
    "authorities.propose_list": "administrator",
    "authorities.read_lists": _LISTS,
    "authorities.read_people": _PEOPLE,
    "authorities.record_leaving": "administrator",
    "authorities.reissue_link": "administrator",
    "authorities.sign_in": _ALL,
    "cis.amend_alert": _SUPPLY,
    "cis.answer_claim": _SUPPLY,
    "cis.ask_transfer": _SUPPLY,
    "cis.attach_document": _SUPPLY,
    "cis.claim_reimbursement": _SUPPLY,
    "cis.confirm_receipt": _SUPPLY,
    "cis.consent_to_use": _SUPPLY,
    "cis.contest_decision": _SUPPLY,
    "cis.decide_correction": _SUPPLY,
    "cis.decide_transfer": _SUPPLY,
    "cis.enter_alert": _SUPPLY,
    "cis.erase_copy": _SUPPLY,
    "cis.execute_decision": _SUPPLY,
    "cis.import_alerts": "coordinator",
    "cis.judge_contest": _WATCH,
    "cis.list_alerts": _CONTROL,
    "cis.list_copy_service": "coordinator",
    "cis.make_transfer": _SUPPLY,
    "cis.open_dispute": _SUPPLY,
    "cis.prolong_alert": _SUPPLY,
    "cis.propose_correction": _READ,
    "cis.read_alert": f"{_READ} {_NAMED}",
    "cis.read_attachment": f"{_CONTROL} {_NAMED}",  # CIS-32b: a desk takes no file away
    "cis.read_copies": _SUPPLY,
    "cis.read_corrections": _READ,
    "cis.read_matches": f"{_SUPPLY} agency_desk",
    "cis.read_proceedings": _SUPPLY,
    "cis.read_transfers": _SUPPLY,
    "cis.record_use": "agency_desk",
    "cis.register_copy": _SUPPLY,
    "cis.register_decision": f"{_SUPPLY} {_NAMED}",  # RTS-08: a remedy may end in one
    "cis.release_alert": _SUPPLY,
    "cis.remove_attachment": _SUPPLY,
    "cis.retract_decision": _SUPPLY,
    "cis.review_alert": _SUPPLY,
    "cis.review_copy": _SUPPLY,
    "cis.revoke_transfer": _SUPPLY,
    "cis.settle_dispute": _SUPPLY,
    "cis.take_copy": _SUPPLY,
    "cis.tell_proceedings": _SUPPLY,
    "cis.withdraw_alert": _SUPPLY,
    "fide.ask": "agency_desk coordinator investigator",
    "fide.change_file": "coordinator investigator",
    "fide.clear_file": "coordinator investigator",
    "fide.defer_entry": "coordinator investigator",
    "fide.enter_file": "coordinator investigator",
    "fide.give_offences": "coordinator",
    "fide.read_own": "coordinator investigator",
    "screening.accept_handover": _CONTROL,
    "screening.acknowledge_sighting": _SUPPLY,
    "screening.assign_hit": _CONTROL,
    "screening.attach_evidence": _CONTROL,
    "screening.cancel_run": _CONTROL,
    "screening.check": _READ,
    "screening.correct_seizure": _CONTROL,
    "screening.decide": _CONTROL,
    "screening.hand_over": _CONTROL,
    "screening.read_hits": _CONTROL,
    "screening.read_index": "administrator supervisor",
    "screening.read_seizures": _CONTROL,
    "screening.read_sightings": _CONTROL,
    "screening.read_statistics": _CONTROL,
    "screening.record_outcome": _SUPPLY,
    "screening.record_seizure": _CONTROL,
    "screening.report_sighting": _CONTROL,
    "screening.screen_file": _CONTROL,
    "screening.second_decision": _CONTROL,
    "screening.set_office_rule": "coordinator",
    "supervision.answer_rights": _NAMED,
    "supervision.check_rights": _WATCH,
    "supervision.decide_rights": _NAMED,
    "supervision.drop_reserve": "administrator",
    "supervision.end_witness": _WATCH,
    "supervision.export_accesses": _WATCH,
    "supervision.agree_export": _WATCH,
    "supervision.export_ledger": _WATCH,
    "supervision.gather_holdings": _NAMED,
    "supervision.give_check_answer": _NAMED,
    "supervision.give_position": f"{_NAMED} {_SUPPLY}",
    "supervision.judge_query": _WATCH,
    "supervision.read_audit": _WATCH,
    "supervision.read_health": "administrator supervisor",
    "supervision.read_ledger": _WATCH,
    "supervision.read_registers": _WATCH,
    "supervision.read_restricted": _WATCH,
    "supervision.read_retention": _WATCH,
    "supervision.read_rights": _NAMED,
    "supervision.register_remedy": _NAMED,
    "supervision.register_witness": _WATCH,
    "supervision.sort_holding": _NAMED,
    "supervision.take_cosignature": _WATCH,
    "supervision.take_rights": _NAMED,
    "supervision.watch_rights": _WATCH,
}
