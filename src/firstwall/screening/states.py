"""The moves of a candidate and of a run: from, to. A move that is not here cannot happen."""

# candidate: the officer's verdict, changeable until the sighting is reported
VERDICTS: dict[str, frozenset[str]] = {
    "open": frozenset({"same", "different", "unsure"}),
    "unsure": frozenset({"same", "different", "open"}),
    "same": frozenset({"open"}),
    "different": frozenset({"open"}),
}
# run: a person may resume it while its traffic is held, also when its worker was lost and it still counts as working
RUNS: dict[str, frozenset[str]] = {
    "accepted": frozenset({"working", "cancelled"}),
    "working": frozenset({"accepted", "done", "cancelled", "failed"}),
    "cancelled": frozenset({"accepted"}),
    "failed": frozenset({"accepted"}),
    "done": frozenset(),
}

# the closed list of reasons that an officer may give with a verdict
REASONS = (
    "name_only",
    "other_birth_date",
    "other_nationality",
    "other_document",
    "other_appearance",
    "document_seen",
    "person_confirmed",
    "number_seen",
    "cannot_tell",
)


def may_move(moves: dict[str, frozenset[str]], start: str, end: str) -> bool:
    """Whether the table holds this move."""
    return end in moves.get(start, frozenset())
