"""What this room can tell a person about data held on them, and who decides (RTS-01 to RTS-06, SEC-47)."""

from firstwall.kernel.keeping import Held

_OWNER = "the authority that entered it: its position is asked first (RTS-03)"

DISCLOSURE = (
    Held(
        "fide_entry",
        "that a file on the person or business exists: identity, field, status, file number, contact; sealed",
        "the keys of the names, dates and numbers that the person gives",
        _OWNER,
    ),
    Held("fide_entry_key", "keyed digests of names, dates and numbers: nothing readable", "as the entry", _OWNER),
    Held("fide_offence_list", "nothing on any person", "-", "-"),
    Held(
        "fide_deferral", "the number of a file that is not entered for now, and why (sealed)", "the file number", _OWNER
    ),
    Held("fide_ended_count", "nothing on any person", "-", "-"),
)
