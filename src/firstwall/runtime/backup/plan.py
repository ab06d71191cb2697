"""Where a node's backups go and to which key they are sealed, from the environment: FIRSTWALL_BACKUP_TO, FIRSTWALL_BACKUP_KEY."""

import os
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from firstwall.runtime.backup.store import Store
from firstwall.runtime.errors import CannotStart
from firstwall.seals.outward import KeyTextUnreadable, SealedTo

LONGEST = 35  # SEC-42: days
_KEPT, _EVERY = "28", "60"
_MAKE = "Make a pair of keys with: firstwall backup make-key. Keep the private half away from this machine."


@dataclass(frozen=True, slots=True)
class Plan:
    """How this node is backed up."""

    store: Store
    key: SealedTo
    kept: timedelta
    every: float


def read_plan() -> Plan:
    """Read it from the environment.

    Raises:
        CannotStart: what is missing or wrong, and the cure.
    """
    to, key = os.environ.get("FIRSTWALL_BACKUP_TO", ""), os.environ.get("FIRSTWALL_BACKUP_KEY", "")
    if not to:
        raise CannotStart("FIRSTWALL_BACKUP_TO is not set.", cure="Set it to the folder of backups.")
    store = Store(Path(to).absolute())
    store.must_exist()
    days = _number("FIRSTWALL_BACKUP_DAYS", _KEPT, most=LONGEST)
    every = _number("FIRSTWALL_BACKUP_EVERY", _EVERY, most=300)
    return Plan(store, read_public_key(key), timedelta(days=days), float(every))


def read_public_key(given: str) -> SealedTo:
    """Read the public half from a file, or from the line itself.

    Raises:
        CannotStart: no such file, or no such key.
    """
    if not given:
        raise CannotStart("FIRSTWALL_BACKUP_KEY is not set.", cure=_MAKE)
    try:
        return SealedTo.parse(Path(given).read_text() if ":" not in given or Path(given).is_file() else given)
    except (OSError, UnicodeDecodeError):
        raise CannotStart(f"The public key {given[:80]} cannot be read.", cure=_MAKE) from None
    except KeyTextUnreadable as wrong:
        raise CannotStart(f"FIRSTWALL_BACKUP_KEY holds no public key: {wrong}.", cure=_MAKE) from None


def _number(name: str, usual: str, *, most: int) -> int:
    text = os.environ.get(name, usual)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= most:
        raise CannotStart(f"{name} is {text!r}.", cure=f"Give a number from 1 to {most}.")
    return int(text)
