"""Every key kind and its algorithm in one table: docs/reference/keys.md is made from it (SEC-40, SEC-43)."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from firstwall.kernel.sentences import N_


@dataclass(frozen=True, slots=True)
class KeyKind:
    """One kind of key: where it lies, what it does, how it ends, and the word that changes it (`firstwall keys rotate WORD`)."""

    word: str
    kind: str
    algorithm: str
    lies_in: str
    use: str
    ends: str
    is_rotated: bool = True


KEY_KINDS = (
    KeyKind(
        "kek",
        "key-encryption key",
        "AES-256-GCM",
        "kek.key",
        N_("Wraps the authorities' data keys."),
        N_("By rotation: data keys are wrapped anew, then it is destroyed."),
    ),
    KeyKind(
        "data",
        "data key",
        "AES-256-GCM",
        "table seals_datakey, wrapped",
        N_("Seals the personal values of one supplying authority's records."),
        N_("After its not-after it opens old values only."),
    ),
    KeyKind(
        "day",
        "key of the day",
        "AES-256-GCM, HMAC-SHA-256",
        "days/YYYY-MM-DD.key",
        N_("Seals the personal parts of one day's ledger entries and keys their digests."),
        N_("Destroyed after six calendar months, its sealed copy beside the backups in the minute after."),
        is_rotated=False,
    ),
    KeyKind(
        "digest",
        "digest key",
        "HMAC-SHA-256",
        "digest.key",
        N_("Recognises a value seen before without keeping it: a file's line, a remembered decision."),
        N_("Never: what it recognises is forgotten with its records."),
        is_rotated=False,
    ),
    KeyKind(
        "index",
        "index key",
        "AES-256-GCM in chunks (STREAM), HMAC-SHA-256",
        "index.key",
        N_("Seals the saved form of the matching indexes; each saved form has a key derived from it."),
        N_("By rotation: the saved forms no longer open and are made anew from the database."),
    ),
    KeyKind(
        "context",
        "context key",
        "HMAC-SHA-256",
        "context.key",
        N_("Binds the request context to its database transaction."),
        N_("By rotation: the database accepts both until every transaction under the old one has ended."),
    ),
    KeyKind(
        "ledger",
        "ledger signing key",
        "Ed25519",
        "ledger/signing.key",
        N_("Signs the checkpoints of the ledger; only the sequencer loads it."),
        N_("By rotation; its public half stays for as long as checkpoints are verified."),
    ),
    KeyKind(
        "witness",
        "witness's key",
        "Ed25519",
        "a witness's own machine; the public half in table ledger_witness",
        N_("Confirms checkpoints of the ledger with a time of its own; this node checks it and never holds it."),
        N_("Its public half stays for as long as its cosignatures are verified."),
        is_rotated=False,
    ),
    KeyKind(
        "session",
        "session key",
        "HMAC-SHA-256",
        "session.key",
        N_("Signs the browser's session cookie."),
        N_("By rotation; cookies of the one before it are still read until the next rotation."),
    ),
    KeyKind(
        "backup",
        "backup signing key",
        "Ed25519",
        "backup/signing.key",
        N_("Signs every file of a backup; a restore believes no other."),
        N_("By rotation; the old key hands over to the new one in a note beside the backups."),
    ),
    KeyKind(
        "backup-pair",
        "backup key",
        "HPKE (RFC 9180): ML-KEM-768 and X25519, HKDF-SHA-256, AES-256-GCM in chunks (STREAM)",
        "FIRSTWALL_BACKUP_KEY; the private half is elsewhere",
        N_("Seals what is backed up; the node itself cannot open it again."),
        N_(
            "By firstwall backup make-key and a new base; the private half stays until the last backup under it has ended."
        ),
        is_rotated=False,
    ),
)
OTHER_ALGORITHMS = (
    ("Merkle tree of the ledger", "SHA-256, RFC 9162 section 2.1"),
    ("canonical JSON", "RFC 8785"),
    ("files under a passphrase", "scrypt (RFC 7914; N = 2^17, r = 8, p = 1), AES-256-GCM"),
)


def key_id_of(key: bytes) -> UUID:
    """Return the public id of a secret key: it tells keys apart and tells nothing about them."""
    return UUID(bytes=hashlib.sha256(b"firstwall key id" + key).digest()[:16])
