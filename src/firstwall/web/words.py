"""Words that only the pages need: names of roles, states and outcomes, and the glossary with its articles."""

from django.utils.translation import gettext_lazy as _

STRANDS = {"C": _("Criminal strand"), "A": _("Administrative strand")}
ROLES = {
    "administrator": _("Administrator of people"),
    "agency_desk": _("Agency desk"),
    "border_officer": _("Border officer"),
    "coordinator": _("Coordinating unit"),
    "investigator": _("Investigator"),
    "supervisor": _("Data-protection supervisor"),
}
ROLE_ICONS = {
    "administrator": "keys",
    "agency_desk": "book",
    "border_officer": "check",
    "coordinator": "desk",
    "investigator": "search",
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
    "any": _("Name or number"),
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
ALERT_STATES = {"active": _("In force"), "withdrawn": _("Withdrawn"), "erased": _("Erased")}
ALERT_TONES = {"active": "good"}
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
GRADES = {"strong": _("Strong"), "likely": _("Likely"), "possible": _("Possible")}
OUTCOMES = {
    "true_match": _("It was the one sought"),
    "false_match": _("It was another"),
    "unclear": _("It stays unclear"),
}
FINDINGS = {
    "same": ("=", _("same"), "good"),
    "near": ("≈", _("nearly the same"), "good"),
    "similar": ("≈", _("nearly the same"), "good"),
    "differs": ("≠", _("differs"), "warn"),
    "different": ("≠", _("differs"), "warn"),
    "silent": ("·", _("no finding"), "bare"),
    "none": ("·", _("no finding"), "bare"),
    "": ("·", _("no finding"), "bare"),
}
DECISION_REASONS = {
    "same_identifier": _("Same number on the document or the object"),
    "same_person_seen": _("Seen and compared by the officer"),
    "other_birth_date": _("Other date of birth"),
    "other_identifier": _("Other number"),
    "other_name": _("Another name"),
    "needs_owner": _("The owner must say"),
}
WITHDRAWAL_REASONS = {
    "purpose_reached": _("The purpose is reached"),
    "entered_in_error": _("Entered in error"),
    "ground_gone": _("The ground no longer exists"),
}
VERSION_ACTS = {"entered": _("Entered"), "amended": _("Amended"), "withdrawn": _("Withdrawn")}
RESULTS = {"done": _("Done"), "refused": _("Refused"), "failed": _("Failed"), "none": _("Nothing found")}
RESULT_TONES = {"refused": "stop", "failed": "warn"}
CHANNELS = {
    "page": _("page"),
    "api": _("API"),
    "cli": _("command line"),
    "job": _("job"),
    "system": _("system"),
}

GLOSSARY = (
    (_("Alert"), _("Data entered in the Customs Information System by an authority that owns them and asks others for one suggested action."), "2009/917/JHA Art. 3, 5"),
    (_("Authority"), _("A customs or other authority that a state or the Union has put on the list of designations, with the categories and purposes it may use."), "2009/917/JHA Art. 7; 515/97 Art. 29"),
    (_("Administrative strand"), _("The data set for operations in breach of customs and agricultural legislation of the Union."), "515/97 Art. 23"),
    (_("Criminal strand"), _("The data set for serious contraventions of national laws. Its records and those of the administrative strand are never mixed."), "2009/917/JHA Art. 1"),
    (_("Discreet surveillance"), _("Let pass, show no interest, note what is seen and report it. Nobody but the officer may notice."), "2009/917/JHA Art. 5(1), 6(1)"),
    (_("Grounds"), _("Why it is thought that the person has committed, is committing or will commit an offence. Without grounds no personal data may be entered."), "2009/917/JHA Art. 5(2); 515/97 Art. 27(2)"),
    (_("Handling code"), _("What the owner allows others to do with the data: H1 not in court, H2 no passing on, H3 read the condition, each without permission."), "2009/917/JHA Art. 8"),
    (_("Hit"), _("A candidate that an officer has confirmed to be the person or thing of an alert."), "2009/917/JHA Art. 6"),
    (_("Ledger"), _("The record of every search, reading, entry, decision and refusal. It can be added to and never changed."), "2009/917/JHA Art. 28; 515/97 Art. 38"),
    (_("Mandate"), _("What a session acts under: person, authority, strand, role, purpose and reference."), "2009/917/JHA Art. 8(1)"),
    (_("Owner"), _("The authority that entered an alert. Only the owner changes or withdraws it."), "2009/917/JHA Art. 13"),
    (_("Sighting and reporting"), _("Let pass, and report to the owner what was found, where and when."), "2009/917/JHA Art. 5(1), 6(1)"),
    (_("Specific check"), _("Search the person, the means of transport or the objects as far as the law of the place allows."), "2009/917/JHA Art. 5(1), 6(2)"),
)  # fmt: skip
KEYS = (
    ("/", _("Go to the search field")),
    ("?", _("Show this list")),
    ("Y", _("Hit: the same")),
    ("N", _("Hit: different")),
    ("U", _("Hit: unsure")),
    ("R", _("Hit: report it to the owner")),
    ("S", _("Hit: skip to the next")),
    ("Z", _("Hit: take the last decision back")),
)
