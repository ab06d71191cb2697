"""RFC 9162, section 2.1, against a second implementation written straight from its definitions (SEC-28, SEC-31)."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firstwall.ledger import merkle

SIZES = range(1, 258)
DATA = [number.to_bytes(2, "big") for number in range(257)]
LEAVES = [merkle.leaf_hash(data) for data in DATA]
OVER = merkle.over_leaves(LEAVES)


def naive_root(data: list[bytes]) -> bytes:
    """MTH of the RFC, on the data itself, with its own idea of the split."""
    if not data:
        return hashlib.sha256().digest()
    if len(data) == 1:
        return hashlib.sha256(b"\0" + data[0]).digest()
    k = 1
    while k * 2 < len(data):
        k *= 2
    return hashlib.sha256(b"\1" + naive_root(data[:k]) + naive_root(data[k:])).digest()


def naive_path(m: int, data: list[bytes]) -> list[bytes]:
    """PATH(m, D_n) of the RFC."""
    if len(data) == 1:
        return []
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m < k:
        return [*naive_path(m, data[:k]), naive_root(data[k:])]
    return [*naive_path(m - k, data[k:]), naive_root(data[:k])]


def naive_subproof(m: int, data: list[bytes], whole: bool) -> list[bytes]:
    """SUBPROOF(m, D_n, b) of the RFC."""
    if m == len(data):
        return [] if whole else [naive_root(data)]
    k = 1
    while k * 2 < len(data):
        k *= 2
    if m <= k:
        return [*naive_subproof(m, data[:k], whole), naive_root(data[k:])]
    return [*naive_subproof(m - k, data[k:], False), naive_root(data[:k])]


def test_empty_tree() -> None:
    assert merkle.root([]) == merkle.Frontier().root() == naive_root([])


def test_roots_and_frontier_agree_for_all_sizes() -> None:
    frontier = merkle.Frontier()
    for size in SIZES:
        frontier.append(LEAVES[size - 1])
        assert frontier.root() == merkle.root(LEAVES[:size]) == naive_root(DATA[:size])


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proofs(size: int) -> None:
    over, root = merkle.over_leaves(LEAVES[:size]), merkle.root(LEAVES[:size])
    for index in {0, size // 3, size // 2, max(size - 2, 0), size - 1}:
        proof = merkle.inclusion_proof(index, size, over)
        assert proof == naive_path(index, DATA[:size])
        assert merkle.verify_inclusion(LEAVES[index], index, size, proof, root)
        assert not merkle.verify_inclusion(LEAVES[(index + 1) % 257], index, size, proof, root)
        assert not merkle.verify_inclusion(LEAVES[index], index, size, [*proof, root], root)
        assert not proof or not merkle.verify_inclusion(LEAVES[index], index, size, proof[:-1], root)


@pytest.mark.parametrize("new", SIZES)
def test_consistency_proofs(new: int) -> None:
    over, root = merkle.over_leaves(LEAVES[:new]), merkle.root(LEAVES[:new])
    for old in {1, max(new // 3, 1), max(new // 2, 1), max(new - 1, 1), new}:
        proof = merkle.consistency_proof(old, new, over)
        old_root = merkle.root(LEAVES[:old])
        assert proof == naive_subproof(old, DATA[:new], True)
        assert merkle.verify_consistency(old, new, old_root, root, proof)
        assert not merkle.verify_consistency(old, new, merkle.leaf_hash(b"other"), root, proof)
        assert not merkle.verify_consistency(old, new, old_root, merkle.leaf_hash(b"other"), proof)


@given(st.integers(1, 257), st.data())
def test_no_flipped_bit_passes(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(index, size, merkle.over_leaves(LEAVES[:size]))
    if proof:
        at = data.draw(st.integers(0, len(proof) - 1))
        bad = bytearray(proof[at])
        bad[data.draw(st.integers(0, 31))] ^= 1 << data.draw(st.integers(0, 7))
        proof[at] = bytes(bad)
        assert not merkle.verify_inclusion(LEAVES[index], index, size, proof, merkle.root(LEAVES[:size]))


def test_proof_outside_the_tree_is_refused() -> None:
    with pytest.raises(ValueError):
        merkle.inclusion_proof(5, 5, OVER)
    with pytest.raises(ValueError):
        merkle.consistency_proof(0, 5, OVER)
    assert not merkle.verify_inclusion(LEAVES[0], 9, 5, [], LEAVES[0])
    assert not merkle.verify_consistency(6, 5, LEAVES[0], LEAVES[0], [])
