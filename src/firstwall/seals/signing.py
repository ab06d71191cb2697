"""Signed notes (C2SP signed-note) with Ed25519: the form of the ledger's checkpoints (SEC-29).

A note is text, a blank line, and one line per signature: an em dash, the key's name, and base64 of a 4-byte key hash
and the signature. A reader skips signatures of keys it does not know, which leaves room for witnesses and for a second
algorithm.
"""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings

from firstwall.seals import key_files
from firstwall.seals.errors import KeyMissing

LEDGER, BACKUP = "ledger", "backup"
_ED25519 = b"\x01"
_DASH = "\u2014 "


class NoteInvalid(ValueError):
    """The text is no note, or no known key has validly signed it."""


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key with its name."""

    name: str
    public: bytes

    @property
    def key_hash(self) -> bytes:
        """The 4 bytes that tell keys of one name apart."""
        return hashlib.sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """The C2SP verifier key: name, key hash and key in one line."""
        return f"{self.name}+{self.key_hash.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a verifier key line; a line whose hash and key disagree is refused."""
        try:
            name, key_hash, encoded = text.strip().split("+", 2)
            raw = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            raise NoteInvalid("not a verifier key") from None
        verifier = cls(name, raw[1:])
        if raw[:1] != _ED25519 or len(raw) != 33 or verifier.key_hash.hex() != key_hash:
            raise NoteInvalid("not an Ed25519 verifier key")
        return verifier


@dataclass(frozen=True, slots=True)
class Signer:
    """The private half, held by the sequencer only."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())


def sign_note(text: str, signer: Signer) -> str:
    """Sign a text that ends with a newline."""
    if not text.endswith("\n"):
        raise ValueError("a note's text ends with a newline")
    signature = signer.verifier.key_hash + signer.key.sign(text.encode())
    return f"{text}\n{_DASH}{signer.name} {base64.b64encode(signature).decode()}\n"


def verify_note(note: str, verifiers: list[Verifier]) -> str:
    """Return the text of a note that at least one known key has signed; one bad signature of a known key refuses it."""
    text, lines = signature_lines(note)
    known = {(v.name, v.key_hash): v for v in verifiers}
    good = 0
    for _, name, raw in lines:
        verifier = known.get((name, raw[:4]))
        if verifier is not None:
            _check(verifier, raw[4:], text)
            good += 1
    if not good:
        raise NoteInvalid("signed by no known key")
    return text


def signature_lines(note: str) -> tuple[str, list[tuple[str, str, bytes]]]:
    """Take a note apart: its text, and of each signature the line, the key's name, and key hash with signature."""
    text, separator, signatures = note.rpartition("\n\n")
    if not separator or not signatures.endswith("\n"):
        raise NoteInvalid("no signature")
    return f"{text}\n", [(line, *_signature_line(line)) for line in signatures[:-1].split("\n")]


def ensure_signing_key(of: str = LEDGER) -> Verifier:
    """Make a signing key when there is none, and put its public half beside the key folder's other files."""
    private = _private_path(of)
    key_files.read_or_create(private)
    verifier = load_signer(of).verifier
    public = public_path(of)
    if not public.exists():
        key_files.create_once(public, f"{verifier.text}\n".encode())
    return verifier


def rotate_signing_key(of: str = LEDGER) -> tuple[Signer, Verifier]:
    """Put a new signing key in use and return the signer before and the verifier after it.

    The public half is added first: no moment has a signature that nobody can check.
    """
    before = load_signer(of)
    seed = secrets.token_bytes(key_files.KEY_BYTES)
    after = Signer(before.name, Ed25519PrivateKey.from_private_bytes(seed)).verifier
    lines = [verifier.text for verifier in (*load_verifiers(of), after)]
    key_files.replace(public_path(of), "".join(f"{line}\n" for line in lines).encode())
    key_files.replace(_private_path(of), seed)
    return before, after


def load_signer(of: str = LEDGER) -> Signer:
    """Load a signing key: the ledger's for the sequencer alone, the backup's for the backup alone."""
    try:
        seed = _private_path(of).read_bytes()
    except FileNotFoundError:
        raise KeyMissing(f"{of}/signing.key") from None
    return Signer(origin(of), Ed25519PrivateKey.from_private_bytes(seed))


def load_verifier(of: str = LEDGER) -> Verifier:
    """Load the public half in use, which anybody may hold."""
    return load_verifiers(of)[-1]


def load_verifiers(of: str = LEDGER) -> list[Verifier]:
    """Load every public half there was, oldest first: what an earlier key signed still verifies."""
    try:
        return read_verifiers(public_path(of).read_text())
    except FileNotFoundError:
        raise KeyMissing(f"{of}-public.key") from None


def read_verifiers(text: str) -> list[Verifier]:
    """Read the lines of a file of public halves.

    Raises:
        NoteInvalid: one is no verifier key, or there is none.
    """
    found = [Verifier.parse(line) for line in text.splitlines() if line.strip()]
    if not found:
        raise NoteInvalid("no verifier key")
    return found


def origin(of: str = LEDGER) -> str:
    """Return the signer's name: for the ledger, the first line of its checkpoints."""
    return f"firstwall/{settings.FIRSTWALL_NODE}" if of == LEDGER else f"firstwall-{of}/{settings.FIRSTWALL_NODE}"


def public_path(of: str = LEDGER) -> Path:
    """Return where the public halves lie."""
    return key_files.folder() / f"{of}-public.key"


def _private_path(of: str) -> Path:
    return key_files.folder(of) / "signing.key"


def _signature_line(line: str) -> tuple[str, bytes]:
    name, separator, encoded = line.removeprefix(_DASH).rpartition(" ")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        raw = b""
    if not line.startswith(_DASH) or not separator or len(raw) < 5:
        raise NoteInvalid("malformed signature line")
    return name, raw


def _check(verifier: Verifier, signature: bytes, text: str) -> None:
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(signature, text.encode())
    except InvalidSignature:
        raise NoteInvalid(f"bad signature of {verifier.name}") from None
