"""A checkpoint: the ledger's origin, size and root, signed (SEC-29). Pure but for the key it is given."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass

from firstwall.seals import signing


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three signed lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign(size: int, root: bytes, signer: signing.Signer) -> str:
    """Return the signed note for a tree of this size and root."""
    return signing.sign_note(Statement(signer.name, size, root).text, signer)


def read(note: str, verifiers: Sequence[signing.Verifier]) -> Statement:
    """Return what a checkpoint says, once its signature by one of the ledger's keys and its origin are found good.

    Raises:
        NoteInvalid: with the reason, in a few words.
    """
    lines = signing.verify_note(note, list(verifiers)).split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), base64.b64decode(lines[2], validate=True)
    except (IndexError, ValueError, binascii.Error):
        raise signing.NoteInvalid("not a checkpoint") from None
    if origin not in {verifier.name for verifier in verifiers} or str(size) != lines[1] or len(root) != 32:
        raise signing.NoteInvalid("a checkpoint of another ledger")
    return Statement(origin, size, root)
