"""Put one sealed file with its signed note into the store: file first, note last, so that what has no note is nothing yet."""

import zlib
from collections.abc import Iterable
from typing import Any

from firstwall.runtime.backup import notes
from firstwall.runtime.backup.plan import Plan
from firstwall.runtime.backup.store import SEALED, note_of, write
from firstwall.seals import outward, signing


def seal_file(plan: Plan, folder: str, stem: str, plain: Iterable[bytes], signer: signing.Signer, **said: Any) -> None:
    """Seal, write, sign; `said` stands in the note beside size and hash, readable without a key."""
    path = plan.store.folder(folder) / f"{stem}{SEALED}"
    written = write(path, outward.seal_outward(plain, plan.key, name=f"{folder} {stem}"))
    facts = said | {"name": stem, "size": written.size, "sha256": written.sha256, "sealed_to": str(plan.key.key_id)}
    write(note_of(path), [notes.sign(folder, facts, signer)])


def packed(plain: bytes) -> bytes:
    """Pack a segment: an unfinished one is mostly empty."""
    return zlib.compress(plain, 1)
