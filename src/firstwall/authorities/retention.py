"""How long the lists of this room stay: who was designated and who acted under which mandate explains the ledger's entries."""

from firstwall.kernel.keeping import Kept

_LIST = "Decision 2009/917/JHA Art. 7(2); Regulation (EC) 515/97 Art. 29(2)"
_EXPLAINS = "LOG-05 (b): the ledger's entries name it"

RETENTION = (
    Kept("authorities_state", "as long as the state takes part", _LIST, "all: no person"),
    Kept("authorities_authority", "as long as its entries are kept", _LIST, "all: no person"),
    Kept("authorities_office", "as long as its entries are kept", _LIST, "all: no person"),
    Kept("authorities_designation", "every version of the list", _LIST, "all: no person"),
    Kept("authorities_list_version", "every version of the list", _LIST, "all: who proposed, checked and confirmed it"),
    Kept("authorities_supervision", "as long as the supervision", "GOV-06, GOV-07", "nothing"),
    Kept("authorities_audience", "as long as an alert is narrowed to it", "CIS-28", "nothing"),
    Kept("authorities_access_class", "as long as an alert carries it", "CIS-28", "nothing"),
    Kept("authorities_person", "24 months after leaving", _EXPLAINS, "nothing"),
    Kept("authorities_role_grant", "as long as the role is granted", "SEC-14", "nothing"),
    Kept("authorities_mandate", "24 months", _EXPLAINS, "nothing"),
    Kept("authorities_token", "12 months at most", "SEC-19", "nothing"),
    Kept("authorities_enrolment", "seven days at most, or until used", "SEC-15", "nothing"),
    Kept("authorities_session", "24 months", _EXPLAINS, "nothing"),
    Kept("authorities_passkey", "24 months after it ended", _EXPLAINS, "nothing"),
    Kept("authorities_identity", "24 months after it ended", _EXPLAINS, "nothing"),
    Kept("authorities_fallback", "seven days at most, or a year for the sealed code", "SEC-15, SEC-20", "nothing"),
    Kept("authorities_refused_sign_in", "until the hour is summed up", "SEC-26", "one entry of the ledger"),
    Kept("authorities_used_challenge", "ten minutes", "SEC-15", "nothing"),
    Kept("authorities_proposal", "24 months", "SEC-12", "nothing"),
)
