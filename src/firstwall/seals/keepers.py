"""Who keeps the key-encryption key: a file, a file under a passphrase, or a device that only a program can ask (SEC-39, SEC-40).

FIRSTWALL_KEK_KEEPER says which: empty, `passphrase`, or `command PROGRAM ARG...`. What lies in `kek.key` is what the keeper
made of the key. A program is called with one word more, `close` or `open`; it reads the one form from its standard input and
writes the other to its standard output. That is all that a PKCS#11 token or a key service needs (examples/keeper-openssl.sh).
"""

import os
import shlex
import subprocess
from pathlib import Path
from typing import Protocol

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_
from firstwall.seals import passphrase

USE = "firstwall key-encryption key"
_KEY_BYTES = 32
_LONGEST_SECONDS = 30


class Keeper(Protocol):
    """Turns the key into what lies in the file, and back."""

    def close(self, key: bytes) -> bytes: ...
    def open(self, kept: bytes) -> bytes: ...


class InFile:
    """The file holds the key itself; its mode is its guard."""

    def close(self, key: bytes) -> bytes:
        return key

    def open(self, kept: bytes) -> bytes:
        if passphrase.is_closed(kept):
            raise _keeper_fault(N_("The key-encryption key lies under a passphrase, and none was given."))
        return kept


class UnderPassphrase:
    """The file opens with the words in FIRSTWALL_KEK_PASSPHRASE_FILE, which a service manager can hold in memory only."""

    def close(self, key: bytes) -> bytes:
        return passphrase.close(key, self._words(), use=USE)

    def open(self, kept: bytes) -> bytes:
        # one that was never closed is read as it is, so that a rotation can put it under a passphrase
        return passphrase.unclose(kept, self._words(), use=USE) if passphrase.is_closed(kept) else kept

    def _words(self) -> str:
        try:
            return Path(os.environ["FIRSTWALL_KEK_PASSPHRASE_FILE"]).read_text(encoding="utf-8").rstrip("\n")
        except (KeyError, OSError, UnicodeDecodeError):
            raise _keeper_fault(N_("The passphrase of the key-encryption key cannot be read.")) from None


class ByCommand:
    """A program asks the device; the key never lies on the disk in a form that opens without it."""

    def __init__(self, command: list[str]) -> None:
        self._command = command

    def close(self, key: bytes) -> bytes:
        return self._ask("close", key)

    def open(self, kept: bytes) -> bytes:
        key = kept if len(kept) == _KEY_BYTES else self._ask("open", kept)
        if len(key) != _KEY_BYTES:
            raise _keeper_fault(N_("The keeper of the key-encryption key gave something that is no key."))
        return key

    def _ask(self, word: str, content: bytes) -> bytes:
        try:
            done = subprocess.run(
                [*self._command, word], input=content, capture_output=True, check=True, timeout=_LONGEST_SECONDS
            )
        except (OSError, subprocess.SubprocessError):
            raise _keeper_fault(N_("The keeper of the key-encryption key does not answer.")) from None
        return done.stdout


def keeper() -> Keeper:
    """The keeper of this site.

    Raises:
        Fault: FIRSTWALL_KEK_KEEPER names none.
    """
    kind, *command = shlex.split(os.environ.get("FIRSTWALL_KEK_KEEPER", "")) or ["file"]
    if kind == "command" and command:
        return ByCommand(command)
    known: dict[str, type[InFile] | type[UnderPassphrase]] = {"file": InFile, "passphrase": UnderPassphrase}
    if kind not in known:
        raise _keeper_fault(N_("FIRSTWALL_KEK_KEEPER names no keeper."))
    return known[kind]()


def _keeper_fault(sentence: str) -> Fault:
    cure = N_("Look at FIRSTWALL_KEK_KEEPER and at what it names; no value is lost.")
    return Fault("seal_keeper", sentence, cure=cure, status=503, safe_to_retry=True)
