"""What crosses the door of evidence."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from firstwall.kernel.sentences import N_

# of the seven parts of a report, those that a file may show: no person, no companion, no face (CIS-33)
SHOWS = {
    "means": N_("Means of transport"),
    "objects": N_("Objects carried"),
    "circumstances": N_("Circumstances of the find"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """A file as its reporter offers it: which part it shows, and the statement that it shows no person."""

    name: str
    data: bytes
    shows: str
    shows_no_person: bool


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One file beside a report, without its bytes."""

    id: UUID
    sighting_id: UUID
    name: str
    shows: str
    kind: str
    size: int
    sha256: str
    added_at: datetime
