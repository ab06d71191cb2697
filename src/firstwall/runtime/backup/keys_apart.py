"""The keys that open values, in one file under a passphrase, kept apart from the backups: together they open everything.

The days' keys are not in it: they lie sealed beside the backups, each as long as it lives, so that destroying one reaches its
copies as well (LOG-05). Nor are the index key and the session key: both are made anew.
"""

import base64
import json
from pathlib import Path

from firstwall.runtime.backup.store import write
from firstwall.runtime.errors import CannotStart
from firstwall.seals import passphrase
from firstwall.seals.errors import SealBroken, SealUnreadable

USE = "firstwall keys"
_APART = ("*.key", "kek*", "ledger/*.key", "backup/*.key")
_MADE_ANEW = ("index.key", "session.key", "session-before.key")


def save(keys: Path, to: Path, words: str) -> list[str]:
    """Write the file; return the names of what is in it.

    Raises:
        CannotStart: the passphrase is too short, or there is a file already.
    """
    if to.exists():
        raise CannotStart(
            f"{to} is there already.", cure="Give another name; delete the old one when the new one is safe."
        )
    found = {path.relative_to(keys).as_posix(): path for pattern in _APART for path in keys.glob(pattern)}
    content = {n: base64.b64encode(p.read_bytes()).decode() for n, p in sorted(found.items()) if n not in _MADE_ANEW}
    try:
        write(to, [passphrase.close(json.dumps(content).encode(), words, use=USE)])
    except passphrase.PassphraseTooShort:
        raise CannotStart(
            f"The passphrase is shorter than {passphrase.SHORTEST} characters.", cure="Take five words or more."
        ) from None
    return list(content)


def read(path: Path, words: str) -> dict[str, bytes]:
    """Open the file again.

    Raises:
        CannotStart: no such file, or another passphrase.
    """
    try:
        content = json.loads(passphrase.unclose(path.read_bytes(), words, use=USE))
    except OSError as wrong:
        raise CannotStart(f"The file of keys {path} cannot be read: {wrong.strerror}.") from None
    except SealUnreadable:
        raise CannotStart(
            f"{path} is no file of keys.", cure="It is the one that `firstwall backup keys` wrote."
        ) from None
    except SealBroken:
        raise CannotStart(f"{path} does not open: another passphrase, or the file was altered.") from None
    return {name: base64.b64decode(text) for name, text in content.items()}
