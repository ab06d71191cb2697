"""Passphrases and keys that a person brings: from FIRSTWALL_PASSPHRASE_FILE, else the keyboard; never the command line."""

import os
from pathlib import Path

import typer

from firstwall.runtime.errors import CannotStart
from firstwall.seals import outward, passphrase, signing
from firstwall.seals.errors import SealBroken

PRIVATE_USE = "firstwall backup private key"


def ask(what: str, *, twice: bool = False) -> str:
    """The passphrase, without the end of its line."""
    file = os.environ.get("FIRSTWALL_PASSPHRASE_FILE", "")
    if not file:
        return str(typer.prompt(what, hide_input=True, confirmation_prompt=twice, err=True))
    try:
        return Path(file).read_text(encoding="utf-8").rstrip("\n")
    except (OSError, UnicodeDecodeError) as wrong:
        raise CannotStart(f"FIRSTWALL_PASSPHRASE_FILE cannot be read: {wrong}.") from None


def read_private_key(path: Path) -> outward.OpenedBy:
    """Read the private half, asking for its passphrase where it has one.

    Raises:
        CannotStart: no such file, no such key, another passphrase.
    """
    try:
        content = path.read_bytes()
        if passphrase.is_closed(content):
            content = passphrase.unclose(content, ask("Passphrase of the private key"), use=PRIVATE_USE)
        return outward.OpenedBy.parse(content.decode())
    except OSError as wrong:
        raise CannotStart(f"The private key {path} cannot be read: {wrong.strerror}.") from None
    except SealBroken:
        raise CannotStart(f"{path} does not open: another passphrase, or the file was altered.") from None
    except (outward.KeyTextUnreadable, UnicodeDecodeError) as wrong:
        raise CannotStart(f"{path} holds no private key of backups: {wrong}.") from None


def read_signers(path: Path) -> list[signing.Verifier]:
    """Read the public halves by which the node's backups are known.

    Raises:
        CannotStart: no such file, or no such key.
    """
    try:
        return signing.read_verifiers(path.read_text())
    except (OSError, UnicodeDecodeError) as wrong:
        raise CannotStart(f"The public key {path} cannot be read: {wrong}.") from None
    except signing.NoteInvalid as wrong:
        raise CannotStart(f"{path} holds no public key of a node: {wrong}.") from None
