#!/usr/bin/env python3
"""Check an exported Firstwall ledger on a machine that has never seen Firstwall (SEC-31).

This file stands alone: Python 3.11 or newer, its standard library, and the package `cryptography` for Ed25519.

    python3 verify.py ledger.jsonl --key ledger-public.key [--earlier saved-checkpoint ...] [--witness key ...] [--entry ID]
    python3 verify.py proof.json --key ledger-public.key
    python3 verify.py witness init NAME FOLDER
    python3 verify.py witness cosign REQUEST ANSWER --folder FOLDER --key ledger-public.key

The key comes from the node's operator at installation, the earlier checkpoints from your own safe: neither from the
bundle, which says nothing about itself that this program believes. Exit code 0: OK. 1: something is wrong, and the
first wrong thing is named. 2: nothing could be checked.

As a witness (SEC-30) it signs a checkpoint a second time, with a key of your own, but only after it has checked that the
ledger still begins with all that you saw of it before.

What a bundle holds, line by line, is written in docs/reference/ledger.md.
"""

import argparse
import base64
import binascii
import hashlib
import json
import os
import re
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORM = "firstwall-ledger/1"
EXPORT_ACT = "supervision.export_ledger"
PRUNING_ACT = "supervision.prune_ledger"
# Acts get their place when they are committed, their time when they are done: a long act may follow a short later one.
CLOCK_SLACK = timedelta(minutes=15)
MEMBERS = {
    "id", "at", "node", "actor_id", "actor_name", "office_id", "authority_id", "mandate_id", "strand", "role", "purpose",
    "reference", "place", "channel", "act", "object_type", "object_id", "result", "details", "prior_hash", "request_id",
    "personal_commitment",
}  # fmt: skip
_ENTRY_LINE = re.compile(rb',"kind":"entry","leaf":"([0-9a-f]{64})","seq":(0|[1-9][0-9]{0,15})\}\n\Z')
_ENTRY_START = b'{"entry":'


class Wrong(Exception):
    """The first thing that is wrong, in one sentence, and the place of the entry where there is one."""

    def __init__(self, sentence: str, seq: int | None = None) -> None:
        super().__init__(sentence)
        self.sentence, self.seq = sentence, seq


# --- The tree of RFC 9162, section 2.1 -------------------------------------------------------------------------------


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """A growing tree, held as the hashes of its complete subtrees, largest first."""

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        if len(peaks) != size.bit_count():
            raise Wrong("The hashes before the first entry are not as many as their number asks for.")
        self.size, self.peaks = size, list(peaks)

    def append(self, leaf: bytes) -> None:
        rest = self.size
        while rest & 1:
            leaf = node_hash(self.peaks.pop(), leaf)
            rest >>= 1
        self.peaks.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        if not self.peaks:
            return hashlib.sha256(b"").digest()
        current = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            current = node_hash(peak, current)
        return current


def verify_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Section 2.1.3.2: does this leaf stand at this place of the tree with this root?"""
    if not 0 <= index < size:
        return False
    place, last, current = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = node_hash(sibling, current)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and current == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> bool:
    """Section 2.1.4.2: does the larger tree begin with the smaller one? Every tree begins with the empty one."""
    if old == 0:
        return not path and old_root == hashlib.sha256(b"").digest()
    if not 0 < old <= new:
        return False
    if old == new:
        return not path and old_root == new_root
    rest = list(path) if old & (old - 1) else [old_root, *path]
    if not rest:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = rest[0]
    for sibling in rest[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(sibling, older), node_hash(sibling, newer)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            newer = node_hash(newer, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and older == old_root and newer == new_root


# --- Signed checkpoints: C2SP signed notes ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Key:
    """A ledger's public key. Keys are given oldest first; `age` is the place in that order."""

    name: str
    hash: bytes
    public: bytes
    age: int

    @classmethod
    def parse(cls, text: str, age: int = 0) -> "Key":
        """Read a verifier key: name, four bytes of hash, algorithm and key."""
        name, short, public = _verifier_key(text, b"\x01")
        return cls(name, short, public, age)


def _verifier_key(text: str, algorithm: bytes) -> tuple[str, bytes, bytes]:
    name, _, rest = text.strip().partition("+")
    short, _, encoded = rest.partition("+")
    raw = _from_base64(encoded)
    expected = hashlib.sha256(name.encode() + b"\n" + raw).digest()[:4]
    if len(raw) != 33 or raw[:1] != algorithm or expected.hex() != short:
        raise ValueError("not an Ed25519 verifier key")
    return name, expected, raw[1:]


@dataclass(frozen=True)
class Checkpoint:
    """What a signed checkpoint says, and the age of the youngest key that signed it."""

    size: int
    root: bytes
    age: int


def read_checkpoint(note: object, keys: Sequence[Key], what: str) -> Checkpoint:
    """Check the signatures of a note and return what it says; signatures of witnesses unknown here are left aside."""
    text, separator, signatures = note.rpartition("\n\n") if isinstance(note, str) else ("", "", "")
    if not separator or not signatures.endswith("\n"):
        raise Wrong(f"{what} is not a signed checkpoint.")
    ages = [
        age for line in signatures[:-1].split("\n") if (age := _signed_by(line, f"{text}\n", keys, what)) is not None
    ]
    if not ages:
        raise Wrong(f"{what} is signed by an unknown key.")
    lines = text.split("\n")
    size = int(lines[1]) if len(lines) > 2 and re.fullmatch(r"0|[1-9][0-9]{0,15}", lines[1]) else -1
    root = _from_base64(lines[2]) if len(lines) > 2 else b""
    if size < 0 or len(root) != 32:
        raise Wrong(f"{what} is signed, but is not a checkpoint.")
    if lines[0] not in {key.name for key in keys}:
        raise Wrong(f"{what} belongs to another ledger.")
    return Checkpoint(size, root, max(ages))


def _signed_by(line: str, text: str, keys: Sequence[Key], what: str) -> int | None:
    name, separator, encoded = line.removeprefix("\u2014 ").rpartition(" ")
    raw = _from_base64(encoded)
    if not line.startswith("\u2014 ") or not separator or len(raw) < 5:
        raise Wrong(f"{what} has a malformed signature line.")
    for key in keys:
        if (key.name, key.hash) == (name, raw[:4]):
            try:
                Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], text.encode())
            except InvalidSignature:
                raise Wrong(f"{what} bears a false signature.") from None
            return key.age
    return None


# --- Witnesses: C2SP tlog-cosignature, with Ed25519 ------------------------------------------------------------------

_WITNESS = b"\x04"
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - the mark of the form, no secret
_LONGEST_PROOF = 63
_END_OF_TIME = 253_402_300_800  # the year 10000


@dataclass(frozen=True)
class Witness:
    """A witness's public key. Its type is another than a ledger's, so that one is never taken for the other."""

    name: str
    hash: bytes
    public: bytes

    @classmethod
    def parse(cls, text: str) -> "Witness":
        """Read a witness's verifier key."""
        return cls(*_verifier_key(text, _WITNESS))

    @property
    def text(self) -> str:
        """The verifier key in one line."""
        return f"{self.name}+{self.hash.hex()}+{base64.b64encode(_WITNESS + self.public).decode()}"


@dataclass(frozen=True)
class WitnessSigner:
    """A witness's own key."""

    name: str
    key: Ed25519PrivateKey

    @property
    def witness(self) -> Witness:
        """The public half."""
        public = self.key.public_key().public_bytes_raw()
        return Witness(self.name, hashlib.sha256(self.name.encode() + b"\n" + _WITNESS + public).digest()[:4], public)

    @property
    def text(self) -> str:
        """The secret half in one line."""
        seed = base64.b64encode(_WITNESS + self.key.private_bytes_raw()).decode()
        return f"{_SECRET}{self.name}+{self.witness.hash.hex()}+{seed}"

    @classmethod
    def parse(cls, text: str) -> "WitnessSigner":
        """Read the secret half; a line whose name, hash and key disagree is refused."""
        name, _, encoded = text.strip().removeprefix(_SECRET).partition("+")
        raw = _from_base64(encoded.partition("+")[2])
        if len(raw) != 33 or raw[:1] != _WITNESS:
            raise ValueError("not a witness's key")
        found = cls(name, Ed25519PrivateKey.from_private_bytes(raw[1:]))
        if found.text != text.strip():
            raise ValueError("not a witness's key")
        return found

    def sign(self, text: str, at: int) -> str:
        """The signature line over a checkpoint's text: the eight bytes of the time, then the signature."""
        stamped = at.to_bytes(8, "big") + self.key.sign(_cosigned(text, at))
        return f"\u2014 {self.name} {base64.b64encode(self.witness.hash + stamped).decode()}\n"


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def read_cosignatures(note: str, witnesses: Sequence[Witness], what: str) -> dict[str, int]:
    """When each of these witnesses cosigned a checkpoint, in seconds since 1970; one false cosignature refuses it."""
    text, _, signatures = note.rpartition("\n\n")
    found: dict[str, int] = {}
    for line in signatures[:-1].split("\n"):
        name, _, encoded = line.removeprefix("\u2014 ").rpartition(" ")
        raw = _from_base64(encoded)
        for witness in witnesses:
            if (witness.name, witness.hash) != (name, raw[:4]):
                continue
            at = int.from_bytes(raw[4:12], "big")
            if at >= _END_OF_TIME:
                raise Wrong(f"{what} bears a cosignature of {name} without a sensible time.")
            try:
                Ed25519PublicKey.from_public_bytes(witness.public).verify(raw[12:], _cosigned(f"{text}\n", at))
            except InvalidSignature:
                raise Wrong(f"{what} bears a false cosignature of {name}.") from None
            found[name] = max(at, found.get(name, 0))
    return found


def cosign(request: str, signer: WitnessSigner, keys: Sequence[Key], seen: str, now: int) -> str:
    """Cosign the checkpoint of a request, once it is shown to continue the one seen last; return it with the cosignature.

    Args:
        request: the body of C2SP tlog-witness's `add-checkpoint`: old size, proof of consistency, checkpoint.
        signer: the witness.
        keys: of the ledger, oldest first.
        seen: the checkpoint cosigned last; empty, when there is none yet.
        now: seconds since 1970.

    Raises:
        Wrong: a fork, a ledger that shrank, another key: with the reason, and nothing is signed.
    """
    old, path, note = _read_request(request)
    new = read_checkpoint(note, keys, "The checkpoint to be cosigned")
    last = read_checkpoint(seen, keys, "The checkpoint kept in this folder") if seen else Checkpoint(0, empty_root(), 0)
    if new.age < last.age:
        raise Wrong("The checkpoint is signed by an old key after a newer one had taken over.")
    if new.size < last.size:
        raise Wrong(f"The ledger was cut: this witness saw {last.size} entries, the checkpoint counts {new.size}.")
    if new.size == last.size and new.root != last.root:
        raise Wrong(f"Two signed checkpoints of {new.size} entries differ: a fork.", new.size)
    if new.size != last.size and old != last.size:
        raise Wrong(f"The proof begins at {old} entries, this witness last saw {last.size}: ask for one from there.")
    if new.size != last.size and not verify_consistency(last.size, new.size, last.root, new.root, path):
        raise Wrong(f"The ledger does not continue the {last.size} entries that this witness saw: a fork.", last.size)
    if seen and now < max(read_cosignatures(seen, [signer.witness], "The checkpoint kept here").values(), default=0):
        raise Wrong("The clock of this machine stands before the last cosignature: set it right.")
    text = note.rpartition("\n\n")[0] + "\n"
    return note + signer.sign(text, now)


def empty_root() -> bytes:
    """The root of the empty tree."""
    return hashlib.sha256(b"").digest()


def _read_request(request: str) -> tuple[int, list[bytes], str]:
    head, separator, note = request.partition("\n\n")
    first, *lines = head.split("\n")
    path = [_from_base64(line) for line in lines]
    if not separator or not re.fullmatch(r"old (0|[1-9][0-9]{0,15})", first) or len(path) > _LONGEST_PROOF:
        raise Wrong("This is no request for a cosignature.")
    if any(len(step) != 32 for step in path):
        raise Wrong("The proof of consistency is damaged.")
    return int(first[4:]), path, note


def _from_base64(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""
    # one value has one way to be written: the idle bits of the last letter must be none
    return found if base64.b64encode(found).decode() == text else b""


# --- The bundle ------------------------------------------------------------------------------------------------------


@dataclass
class Report:
    """What was checked."""

    first: int = 0
    size: int = 0
    shown: int = 0
    withheld: int = 0
    pruned: int = 0
    checkpoints: int = 0
    signed: int = 0
    # by witness: how many entries its youngest cosignature covers, and when it was given
    cosigned: dict[str, tuple[int, int]] = field(default_factory=dict)
    found: tuple[int, dict[str, Any]] | None = None


@dataclass
class _Bundle:
    """One pass over a bundle, with what it has seen so far."""

    keys: Sequence[Key]
    wanted: str
    witnesses: Sequence[Witness] = ()
    report: Report = field(default_factory=Report)
    tree: Tree = field(default_factory=Tree)
    known: dict[int, Checkpoint] = field(default_factory=dict)
    proved: dict[tuple[int, int], list[bytes]] = field(default_factory=dict)
    # Places without content: those that somebody else may read, and those whose entry is gone.
    withheld: list[int] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    declared: list[dict[str, Any]] = field(default_factory=list)
    latest: str = ""
    last_age: int = 0
    final: Checkpoint | None = None

    def open(self, line: bytes) -> None:
        """The first line: from which place to which, and the hashes of the tree before."""
        said = _object(line, None)
        if said.get("form") != FORM or said.get("kind") != "bundle":
            raise Wrong("This is not a ledger bundle of the form that this program reads.")
        first, size, peaks = said.get("first"), said.get("size"), said.get("peaks")
        if not _is_count(first) or not _is_count(size) or first > size or not isinstance(peaks, list):
            raise Wrong("The bundle's first line makes no sense.")
        self.report.first, self.report.size = first, size
        self.tree = Tree(first, [_hash(text) for text in peaks])
        self._compare_root()

    def entry(self, line: bytes) -> None:
        """A line with an entry: the text itself is hashed, exactly as it stands."""
        end = _ENTRY_LINE.search(line)
        if not end:
            raise Wrong("A line is damaged.", self.tree.size)
        seq, leaf = int(end[2]), bytes.fromhex(end[1].decode())
        content = line[len(_ENTRY_START) : end.start()]
        self._expect(seq)
        if hashlib.sha256(b"\x00" + content).digest() != leaf:
            raise Wrong("This entry is not the one that was recorded: its content and its leaf hash differ.", seq)
        self._accept(seq, _object(content, seq))
        self.report.shown += 1
        self._grow(leaf)

    def leaf(self, said: dict[str, Any]) -> None:
        """A place without content; whether it may be without is decided at the end."""
        self._expect(said.get("seq"))
        (self.gone if said.get("gone") is True else self.withheld).append(self.tree.size)
        self._grow(_hash(said.get("leaf")))

    def checkpoint(self, said: dict[str, Any]) -> None:
        """A checkpoint of the ledger: at the place it counts to, or the last one, beyond the bundle's own places."""
        found = read_checkpoint(said.get("note"), self.keys, f"The checkpoint after place {self.tree.size}")
        if found.age < self.last_age:
            raise Wrong("A checkpoint is signed by an old key after a newer one had taken over.", self.tree.size)
        self.last_age = found.age
        self.report.checkpoints += 1
        self.remember(found)
        self.cosignatures(str(said["note"]), found.size)
        if found.size == self.tree.size:
            self._compare_root()
            self.report.signed = found.size
        elif found.size < self.tree.size or self.tree.size < self.report.size or self._has_last():
            raise Wrong(f"A checkpoint counts {found.size} entries, the bundle {self.tree.size}.", self.tree.size)
        self.final = found

    def remember(self, found: Checkpoint) -> None:
        """Two signed checkpoints of one size must say the same."""
        if self.known.setdefault(found.size, found).root != found.root:
            raise Wrong(f"Two signed checkpoints of {found.size} entries differ: a fork.", found.size)

    def cosignatures(self, note: str, size: int) -> None:
        """Who among the known witnesses confirmed this checkpoint."""
        for name, at in read_cosignatures(note, self.witnesses, f"The checkpoint of {size} entries").items():
            self.report.cosigned[name] = max((size, at), self.report.cosigned.get(name, (0, 0)))

    def consistency(self, said: dict[str, Any]) -> None:
        """A proof that the tree of one size begins with that of another."""
        old, new, path = said.get("from"), said.get("to"), said.get("path")
        if not _is_count(old) or not _is_count(new) or not isinstance(path, list):
            raise Wrong("A proof of consistency makes no sense.")
        self.proved[old, new] = [_hash(text) for text in path]

    def proof(self, said: dict[str, Any]) -> None:
        """An entry with its own proof: what declares this export, or a pruning."""
        if self.final is None:
            raise Wrong("A declaration stands before the checkpoint that proves it.")
        self.declared.append(check_proof(said, self.final))

    def close(self, earlier: Iterable[Checkpoint]) -> Report:
        """What only the whole can show: truncation, forks, pruning that nobody declared."""
        if self.tree.size != self.report.size:
            raise Wrong(f"The bundle ends at {self.tree.size} of {self.report.size} entries.", self.tree.size)
        final = self.final
        if final is None or final.size < self.tree.size:
            raise Wrong("No checkpoint covers the end of the bundle: it was cut, or never signed.", self.tree.size)
        if final.age < max(key.age for key in self.keys):
            raise Wrong("The last checkpoint is signed by an old key, and a newer one is known.", self.tree.size)
        own = self.tree.root()
        path = self.proved.get((self.tree.size, final.size), [])
        if not verify_consistency(self.tree.size, final.size, own, final.root, path):
            raise Wrong(
                "The entries since the last good checkpoint do not lead to the last signed root.", self.tree.size - 1
            )
        for saved in earlier:
            self._compare_saved(saved, final)
        self._judge_absent()
        self.report.signed = final.size
        return self.report

    def _compare_saved(self, saved: Checkpoint, final: Checkpoint) -> None:
        if saved.size > final.size:
            raise Wrong(f"An earlier checkpoint counts {saved.size} entries, this ledger {final.size}: it was cut.")
        if saved.size in self.known and self.known[saved.size].root != saved.root:
            raise Wrong(f"Two signed checkpoints of {saved.size} entries differ: a fork.", saved.size)
        if saved.size == 0 or self.report.first <= saved.size <= self.report.size or saved.size == final.size:
            return  # compared on the way
        path = self.proved.get((saved.size, final.size))
        if path is None:
            raise Wrong(
                f"An earlier checkpoint of {saved.size} entries lies outside this bundle: export again and name it."
            )
        if not verify_consistency(saved.size, final.size, saved.root, final.root, path):
            raise Wrong(f"This ledger does not continue the checkpoint of {saved.size} entries: a fork.", saved.size)

    def _judge_absent(self) -> None:
        export = next((one for one in self.declared if one["act"] == EXPORT_ACT), None)
        if export is None:
            raise Wrong("No ledger entry declares this export: what it leaves out cannot be judged.")
        said = export["details"]
        if (said.get("first"), said.get("size")) != (self.report.first, self.report.size):
            raise Wrong("The ledger entry of this export speaks of other places: the bundle was cut or widened.")
        spans = [span for one in self.declared if one["act"] == PRUNING_ACT for span in _spans(one["details"])]
        for seq in self.gone:
            if not any(low <= seq <= high for low, high in spans):
                raise Wrong("This entry is gone, and no ledger entry declares its pruning.", seq)
        if (said.get("withheld"), said.get("withheld_hash")) != (len(self.withheld), hash_of_places(self.withheld)):
            first = self.withheld[0] if self.withheld else None
            raise Wrong("Other entries are left out than the ledger entry of this export declares.", first)
        self.report.withheld, self.report.pruned = len(self.withheld), len(self.gone)

    def _has_last(self) -> bool:
        return self.final is not None and self.final.size > self.tree.size

    def _expect(self, seq: object) -> None:
        if seq != self.tree.size or isinstance(seq, bool):
            raise Wrong(f"A gap: place {self.tree.size} should come here, and {seq!r} does.", self.tree.size)
        if self.tree.size >= self.report.size:
            raise Wrong("There are more entries than the bundle announces.", self.tree.size)

    def _accept(self, seq: int, entry: dict[str, Any]) -> None:
        if entry.keys() != MEMBERS:
            raise Wrong("This entry lacks a member, or has one too many.", seq)
        at = entry["at"]
        if not isinstance(at, str):
            raise Wrong("This entry has no time.", seq)
        if at < self.latest and _moment(at, seq) + CLOCK_SLACK < _moment(self.latest, seq):
            raise Wrong(f"The clock went back: {at} follows {self.latest}.", seq)
        self.latest = max(self.latest, at)
        if entry["id"] == self.wanted:
            self.report.found = (seq, entry)

    def _grow(self, leaf: bytes) -> None:
        self.tree.append(leaf)
        if self.tree.size in self.known:
            self._compare_root()

    def _compare_root(self) -> None:
        size = self.tree.size
        if size in self.known and self.known[size].root != self.tree.root():
            since = self.report.signed
            raise Wrong(f"The entries {since} to {size - 1} do not give the root that was signed.", max(size - 1, 0))


def check_bundle(
    lines: Iterable[bytes],
    keys: Sequence[Key],
    earlier: Sequence[Checkpoint] = (),
    wanted: str = "",
    witnesses: Sequence[Witness] = (),
) -> Report:
    """Check a bundle against keys and checkpoints that did not come with it.

    Raises:
        Wrong: the first thing that is wrong.
    """
    bundle = _Bundle(keys, wanted, witnesses)
    for saved in earlier:
        bundle.remember(saved)
    stream = iter(lines)
    bundle.open(next(stream, b""))
    for line in stream:
        if line.startswith(_ENTRY_START) and b',"kind":"entry"' in line[-130:]:
            bundle.entry(line)
            continue
        said = _object(line, bundle.tree.size)
        match said.get("kind"):
            case "leaf":
                bundle.leaf(said)
            case "checkpoint":
                bundle.checkpoint(said)
            case "consistency":
                bundle.consistency(said)
            case "proof":
                bundle.proof(said)
            case "end":
                _nothing_after(stream)
                return bundle.close(earlier)
            case kind:
                raise Wrong(f"A line of an unknown kind: {kind!r}.", bundle.tree.size)
    raise Wrong("The bundle has no end: it was cut.", bundle.tree.size)


def check_proof(said: Mapping[str, Any], signed: Checkpoint) -> dict[str, Any]:
    """Check that an entry stands where its proof says; return the entry."""
    entry, seq, path = said.get("entry"), said.get("seq"), said.get("path")
    if not isinstance(entry, dict) or entry.keys() != MEMBERS or not _is_count(seq) or not isinstance(path, list):
        raise Wrong("A proof makes no sense.")
    if not verify_inclusion(leaf_hash(canonical(entry)), seq, signed.size, [_hash(text) for text in path], signed.root):
        raise Wrong("The proof does not lead from this entry to the signed root.", seq)
    return entry


def canonical(value: object) -> bytes:
    """RFC 8785 for what a ledger holds: no number with a fraction and none beyond 2^53 occurs in it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def hash_of_places(places: Iterable[int]) -> str:
    """The digest by which an export declares the places that it leaves out."""
    return hashlib.sha256(",".join(map(str, places)).encode()).hexdigest()


def _object(text: bytes, seq: int | None) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Wrong("A line is damaged.", seq)
    return found


def _hash(text: object) -> bytes:
    if not isinstance(text, str) or not re.fullmatch(r"[0-9a-f]{64}", text):
        raise Wrong("A hash is damaged.")
    return bytes.fromhex(text)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _moment(text: str, seq: int) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Wrong("This entry has no time.", seq) from None


def _spans(details: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    places = details.get("places")
    for span in places if isinstance(places, list) else ():
        if isinstance(span, list) and len(span) == 2 and all(map(_is_count, span)):
            yield span[0], span[1]


def _nothing_after(stream: Iterator[bytes]) -> None:
    if next(stream, None) is not None:
        raise Wrong("Something follows the end of the bundle.")


# --- The command -----------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files, check, and say it."""
    words = sys.argv[1:] if arguments is None else list(arguments)
    if words[:1] == ["witness"]:
        return _witness(words[1:])
    asked = _asked(words)
    try:
        keys = _keys(asked.key)
        earlier = [read_checkpoint(_text(path), keys, f"The earlier checkpoint {path}") for path in asked.earlier]
        started = time.monotonic()
        lines = _check(asked, keys, earlier)
    except Wrong as wrong:
        print(f"WRONG: {wrong.sentence}")
        if wrong.seq is not None:
            print(f"Place: {wrong.seq}")
        return 1
    except (OSError, UnicodeDecodeError, ValueError) as unusable:
        print(f"Nothing was checked: {unusable}", file=sys.stderr)
        return 2
    print("\n".join(lines))
    print(f"Checked in {time.monotonic() - started:.1f} s.", file=sys.stderr)
    return 0


def _check(asked: argparse.Namespace, keys: Sequence[Key], earlier: Sequence[Checkpoint]) -> list[str]:
    with open(asked.bundle, "rb") as stream:
        start = stream.readline()
        if b'"kind":"proof"' in start[-120_000:] and start.startswith(_ENTRY_START):
            return _proof_said(_object(start, None), keys)
        stream.seek(0)
        witnesses = [_witness_key(path) for path in asked.witness]
        report = check_bundle(stream, keys, earlier, asked.entry, witnesses)
    for path, saved in zip(asked.earlier, earlier, strict=True):
        for name, at in read_cosignatures(_text(path), witnesses, f"The earlier checkpoint {path}").items():
            report.cosigned[name] = max((saved.size, at), report.cosigned.get(name, (0, 0)))
    return [*_bundle_said(report, asked.entry, len(earlier)), *_witnesses_said(report, witnesses)]


def _witnesses_said(report: Report, witnesses: Sequence[Witness]) -> list[str]:
    lines = []
    for witness in witnesses:
        size, at = report.cosigned.get(witness.name, (0, 0))
        when = datetime.fromtimestamp(at, UTC).isoformat(sep=" ").replace("+00:00", "Z") if size else ""
        said = f"confirmed the first {size} entries at {when}." if size else "confirmed no checkpoint of this bundle."
        lines.append(f"Witness {witness.name} {said}")
    return lines


def _bundle_said(report: Report, wanted: str, earlier: int) -> list[str]:
    if wanted and report.found is None:
        raise Wrong("The entry asked for is not shown in this bundle.")
    lines = [
        f"OK: places {report.first} to {report.size - 1}: {report.shown} entries shown, {report.withheld} withheld from"
        f" this supervisor, {report.pruned} pruned as declared. {report.checkpoints} checkpoints; signed up to"
        f" {report.signed} entries; {earlier} earlier checkpoints agree."
    ]
    if report.found:
        seq, entry = report.found
        lines += [f"Entry {wanted} stands at place {seq}:", json.dumps(entry, ensure_ascii=False, indent=1)]
    return lines


def _proof_said(said: dict[str, Any], keys: Sequence[Key]) -> list[str]:
    signed = read_checkpoint(said.get("note"), keys, "The checkpoint of the proof")
    entry = check_proof(said, signed)
    head = f"OK: this entry stands at place {said['seq']} of the {signed.size} entries that were signed:"
    return [head, json.dumps(entry, ensure_ascii=False, indent=1)]


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("bundle", help="the exported bundle, or the proof of one entry")
    parser.add_argument("--key", action="append", required=True, help="the ledger's public key; several: oldest first")
    parser.add_argument("--earlier", action="append", default=[], help="a checkpoint that you kept; may be repeated")
    parser.add_argument("--witness", action="append", default=[], help="a witness's public key; may be repeated")
    parser.add_argument("--entry", default="", help="show this entry as well, once all is checked")
    return parser.parse_args(arguments)


def _keys(paths: Sequence[str]) -> list[Key]:
    """One key in each line of each file, oldest first: a node that changed its key keeps the lines of those before."""
    lines = [(path, line) for path in paths for line in _text(path).splitlines() or [""]]
    return [_key(path, line, age) for age, (path, line) in enumerate(lines)]


def _key(path: str, line: str, age: int) -> Key:
    try:
        return Key.parse(line, age)
    except ValueError:
        raise ValueError(f"{path} holds no Ed25519 verifier key") from None


def _witness_key(path: str) -> Witness:
    try:
        return Witness.parse(_text(path))
    except ValueError:
        raise ValueError(f"{path} holds no witness's key") from None


def _witness(words: Sequence[str]) -> int:
    """The two words of a witness."""
    parser = argparse.ArgumentParser(prog="verify.py witness", description="Confirm a ledger with a key of your own.")
    commands = parser.add_subparsers(required=True)
    init = commands.add_parser("init", help="make a witness's key; its public half is printed")
    init.add_argument("name", help="who confirms, for example inspectorate.example/witness")
    init.add_argument("folder", help="a new folder, kept by the witness alone")
    init.set_defaults(do=_init)
    signing = commands.add_parser("cosign", help="confirm a checkpoint that continues the one seen last")
    signing.add_argument("request", help="the file from the node")
    signing.add_argument("answer", help="the file to take back to the node")
    signing.add_argument("--folder", required=True, help="the witness's folder")
    signing.add_argument("--key", action="append", required=True, help="the ledger's public key; several: oldest first")
    signing.set_defaults(do=_cosign)
    asked = parser.parse_args(words)
    try:
        print(asked.do(asked))
    except Wrong as wrong:
        print(f"REFUSED: {wrong.sentence}")
        return 1
    except (OSError, UnicodeDecodeError, ValueError) as unusable:
        print(f"Nothing was signed: {unusable}", file=sys.stderr)
        return 2
    return 0


def _init(asked: argparse.Namespace) -> str:
    if not re.fullmatch(r"[^\s+]{1,100}", asked.name):
        raise ValueError("a witness's name holds neither blanks nor +")
    signer, folder = WitnessSigner(asked.name, Ed25519PrivateKey.generate()), Path(asked.folder)
    folder.mkdir(mode=0o700)
    with open(
        folder / "witness.key", "x", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
    ) as new:
        new.write(f"{signer.text}\n")
    (folder / "witness-public.key").write_text(f"{signer.witness.text}\n", encoding="utf-8")
    return signer.witness.text


def _cosign(asked: argparse.Namespace) -> str:
    folder, request, answer = Path(asked.folder), _text(asked.request), Path(asked.answer)
    if answer.exists():
        raise ValueError(f"{answer} exists already")
    keys = _keys(asked.key)
    signer = WitnessSigner.parse(_text(str(folder / "witness.key")))
    origin = _read_request(request)[2].partition("\n")[0]
    kept = folder / f"seen-{hashlib.sha256(origin.encode()).hexdigest()[:16]}.checkpoint"
    fresh = kept.with_suffix(".new")
    # opened before anything is compared: two at once would each confirm a different history
    with open(fresh, "x", encoding="utf-8", newline="") as stream:
        try:
            seen = _text(str(kept)) if kept.exists() else ""
            own = [key for key in keys if key.name == origin]
            stream.write(cosigned := cosign(request, signer, own, seen, int(time.time())))
            stream.flush()
            os.fsync(stream.fileno())
        except BaseException:
            fresh.unlink()
            raise
    # kept before it is given away: what was signed once is remembered, whatever happens to this program
    os.replace(fresh, kept)
    with open(answer, "x", encoding="utf-8", newline="") as stream:
        stream.write(cosigned)
    size = cosigned.split("\n")[1]
    return f"OK: {signer.name} confirms the first {size} entries of {origin}." + (
        "" if seen else " It saw none before."
    )


def _text(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as stream:
        return stream.read()


if __name__ == "__main__":
    sys.exit(main())
