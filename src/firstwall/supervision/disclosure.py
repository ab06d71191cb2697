"""What this room can tell a person about data held on them (RTS-01 to RTS-06, SEC-47)."""

from firstwall.kernel.keeping import Held

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
    Held(
        "supervision_rights_remedy",
        "what a court or authority ordered for who asked, sealed",
        "as its request",
        "the person knows it: it was ordered for them",
    ),
    Held(
        "supervision_rights_check",
        "that a supervisor checked what is held on who asked, and what it found, sealed",
        "as its request",
        "the supervisor: the person is told that all necessary checks were made, and nothing of what was found",
    ),
    Held(
        "supervision_check_question",
        "that a supervisor asked another state's supervisor about an alert, and the reply, sealed",
        "as its check",
        "as its check",
    ),
)
