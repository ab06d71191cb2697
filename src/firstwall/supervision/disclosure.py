"""What this room can tell a person about data held on them (RTS-01 to RTS-06, SEC-47)."""

from firstwall.cis.disclosure import Held

DISCLOSURE = (
    Held("supervision_retention_run", "nothing on any person: counts and times of runs", "-", "-"),
    Held(
        "supervision_rights_request",
        "who asked, in their own words, how it was decided and why, sealed",
        "the reference on the person's letter",
        "the authority that took the request; the reason of a refusal is for the supervisor",
    ),
    Held(
        "supervision_rights_holding",
        "which alerts may concern who asked, and what their suppliers say",
        "as its request",
        "as the alerts themselves",
    ),
)
