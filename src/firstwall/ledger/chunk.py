"""One entry for a whole chunk of automated checks that commits to every query in it, each provable alone (SEC-26).

The entry's details carry a Merkle root over one salted commitment per query. Salts come from one seed in the sealed
personal part: who is shown a query, its number and the proof learns nothing about its neighbours.
"""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from firstwall.ledger import leaf, merkle


@dataclass(frozen=True, slots=True)
class ChunkCommitment:
    """The commitment to a chunk: `details()` goes into the accountability part, `personal(...)` into the sealed one."""

    root_hex: str
    count: int
    seed: bytes

    def details(self) -> dict[str, Any]:
        """What anybody who may read the entry sees: how many queries, and the root over them."""
        return {"queries": self.count, "queries_root": self.root_hex}

    def personal(self, queries: Sequence[Mapping[str, Any]] | None = None) -> dict[str, Any]:
        """What is sealed: the seed, and the queries unless they live elsewhere, with the movement (SEC-49)."""
        part: dict[str, Any] = {"seed": self.seed.hex()}
        return part if queries is None else part | {"queries": list(queries)}


@dataclass(frozen=True, slots=True)
class ChunkProof:
    """Proof that one query stands at one place of a chunk."""

    number: int
    count: int
    salt: bytes
    path: tuple[bytes, ...]


def commit_chunk(queries: Sequence[Mapping[str, Any]]) -> ChunkCommitment:
    """Commit to the queries of a chunk in their order."""
    seed = secrets.token_bytes(leaf.SALT_BYTES)
    return ChunkCommitment(merkle.root(_leaves(queries, seed)).hex(), len(queries), seed)


def prove_many(queries: Sequence[Mapping[str, Any]], seed: bytes, numbers: Iterable[int]) -> dict[int, ChunkProof]:
    """Prove some queries of a chunk while all of them are at hand: the traffic itself is not kept (SEC-49)."""
    # the proofs of a chunk share their inner hashes: each range is hashed once
    tree = cache(merkle.over_leaves(_leaves(queries, seed)))
    return {
        number: ChunkProof(
            number, len(queries), _salt(seed, number), tuple(merkle.inclusion_proof(number, len(queries), tree))
        )
        for number in numbers
    }


def verify_in_chunk(query: Mapping[str, Any], proof: ChunkProof, root_hex: str) -> bool:
    """Check one query against the root in the entry, without any other query."""
    committed = _leaf(query, proof.salt)
    return merkle.verify_inclusion(committed, proof.number, proof.count, proof.path, bytes.fromhex(root_hex))


def _leaves(queries: Sequence[Mapping[str, Any]], seed: bytes) -> list[bytes]:
    return [_leaf(query, _salt(seed, number)) for number, query in enumerate(queries)]


def _leaf(query: Mapping[str, Any], salt: bytes) -> bytes:
    return merkle.leaf_hash(leaf.commitment(salt, leaf.canonical(leaf.plain(query))))


def _salt(seed: bytes, number: int) -> bytes:
    return hmac.digest(seed, number.to_bytes(8, "big"), hashlib.sha256)
