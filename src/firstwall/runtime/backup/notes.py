"""The signed statements beside the sealed files: what a file is, how large, its hash. Pure but for the key they are given.

A note is one line that says its kind and one line of canonical JSON, signed with the node's backup key (C2SP signed-note), so
that a restore believes no file which this node did not write (SEC-42).
"""

import json
from collections.abc import Sequence
from typing import Any

from firstwall.kernel.ids import canonical_json
from firstwall.seals import signing

FORM = "firstwall-backup/1"


def sign(kind: str, said: dict[str, Any], signer: signing.Signer) -> bytes:
    """Write a note of this kind."""
    return signing.sign_note(f"{FORM} {kind}\n{canonical_json(said).decode()}\n", signer).encode()


def read(kind: str, note: bytes, verifiers: Sequence[signing.Verifier]) -> dict[str, Any]:
    """Return what a note says, once its signature and kind are found good.

    Raises:
        NoteInvalid: with the reason, in a few words.
    """
    try:
        text = signing.verify_note(note.decode(), list(verifiers))
    except UnicodeDecodeError:
        raise signing.NoteInvalid("not a text") from None
    head, _, body = text.partition("\n")
    if head != f"{FORM} {kind}":
        raise signing.NoteInvalid(f"a note of another kind than {kind}")
    return dict(json.loads(body))
