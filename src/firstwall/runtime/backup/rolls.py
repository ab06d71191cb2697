"""The roll: one signed, numbered page that says what the folder of backups must hold (SEC-42). Pure but for reading its file.

Whoever can write into the folder can take a list of what was erased away with its note, or lay an older file back. The roll
names each list, the newest checkpoint and how far the log went; each segment and base says which roll stood when it was
written. So what is missing, or older than the rest, is found. A folder that was set back as a whole agrees with itself: only
a checkpoint that is kept elsewhere tells (`firstwall restore --checkpoint`).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from firstwall.kernel.ids import canonical_json
from firstwall.runtime.backup import notes
from firstwall.runtime.backup.store import Store
from firstwall.seals import signing

FILE = "roll.note"


@dataclass(frozen=True, slots=True)
class Roll:
    """What lies in the folder, in the words of the node that wrote it; number 0: nothing was written yet."""

    number: int = 0
    before: str = ""  # digest of the roll before this one
    listed_until: str = ""  # the moment up to which the lists are complete
    erased: Mapping[str, str] = field(default_factory=dict)  # each list's name and the digest of its file
    checkpoint: str = ""  # the ledger's newest, as the ledger signed it; what it counts is listed
    timeline: int = 0
    place: int = 0

    @property
    def stamp(self) -> dict[str, Any]:
        """What a segment or a base says of the roll that stood when it was written."""
        lists = hashlib.sha256(canonical_json(dict(self.erased))).hexdigest()
        return {"roll": self.number, "lists": lists}

    def sign(self, signer: signing.Signer) -> bytes:
        """The note that goes into the folder."""
        return notes.sign("roll", asdict(self), signer)


def read(note: bytes, verifiers: Sequence[signing.Verifier]) -> Roll:
    """Read a roll.

    Raises:
        NoteInvalid: it is not signed by this node.
    """
    return Roll(**notes.read("roll", note, verifiers))


def in_store(store: Store) -> bytes:
    """The roll's note as it lies there; empty without one."""
    path = store.root / FILE
    return path.read_bytes() if path.exists() else b""


def is_older(roll: Roll, written: Iterable[Mapping[str, Any]]) -> bool:
    """Whether a segment or a base was written under a later roll which named other lists."""
    newest: Mapping[str, Any] = max(written, key=lambda said: said.get("roll", 0), default={})
    return newest.get("roll", 0) > roll.number and newest["lists"] != roll.stamp["lists"]
