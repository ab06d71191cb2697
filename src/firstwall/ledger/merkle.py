"""The Merkle tree of RFC 9162, section 2.1: hashes, roots, inclusion and consistency proofs. Pure."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

EMPTY_ROOT = hashlib.sha256(b"").digest()
# The hash over leaves [low, high), from whatever the caller has stored.
RangeHash = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """Hash one leaf (prefix 00)."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees (prefix 01)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(size: int) -> int:
    """Return the largest power of two smaller than `size` (at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def range_hasher(stored: Callable[[int, int], bytes | None]) -> RangeHash:
    """Hash any range of leaves by splitting it until `stored` knows a part; `stored` must know every single leaf.

    Raises:
        LookupError: when hashing, a single leaf is not known: a place is missing.
    """

    def over(low: int, high: int) -> bytes:
        known = stored(low, high)
        if known is not None:
            return known
        if high - low <= 1:
            raise LookupError(f"place {low} is missing")
        middle = low + split(high - low)
        return node_hash(over(low, middle), over(middle, high))

    return over


def over_leaves(leaves: Sequence[bytes]) -> RangeHash:
    """Return the range hash over leaf hashes held in memory."""
    return range_hasher(lambda low, high: leaves[low] if high - low == 1 else None)


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree's root over leaf hashes."""
    return over_leaves(leaves)(0, len(leaves)) if leaves else EMPTY_ROOT


def inclusion_proof(index: int, size: int, over: RangeHash) -> list[bytes]:
    """Return the siblings from the leaf up to the root (section 2.1.3.1)."""
    if not 0 <= index < size:
        raise ValueError("the leaf is not in a tree of this size")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            path.append(over(middle, high))
            high = middle
        else:
            path.append(over(low, middle))
            low = middle
    return path[::-1]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes) -> bool:
    """Check an inclusion proof without the tree (section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, current = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            current = node_hash(sibling, current)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            current = node_hash(current, sibling)
        place, last = place >> 1, last >> 1
    return last == 0 and current == expected_root


def consistency_proof(old: int, new: int, over: RangeHash) -> list[bytes]:
    """Prove that the tree of size `new` begins with the tree of size `old` (section 2.1.4.1)."""
    if not 0 < old <= new:
        raise ValueError("sizes must grow from at least one leaf")
    path: list[bytes] = []
    low, high, complete = 0, new, True
    while high != old:
        middle = low + split(high - low)
        if old <= middle:
            path.append(over(middle, high))
            high = middle
        else:
            path.append(over(low, middle))
            low, complete = middle, False
    if not complete:
        path.append(over(low, high))
    return path[::-1]


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Check a consistency proof without the tree (section 2.1.4.2)."""
    if not 0 < old <= new:
        return False
    if old == new:
        return not proof and old_root == new_root
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for sibling in path[1:]:
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


@dataclass(slots=True)
class Frontier:
    """The complete subtrees of a growing tree: all that is needed to append a leaf and to know the root."""

    size: int = 0
    # Hashes of the complete subtrees, largest first: one for each bit that is set in `size`.
    peaks: list[bytes] = field(default_factory=list)

    def append(self, leaf: bytes) -> list[bytes]:
        """Add a leaf; return the hashes of the subtrees it completes, of 1, 2, 4, ... leaves."""
        completed = [leaf]
        rest = self.size
        while rest & 1:
            completed.append(node_hash(self.peaks.pop(), completed[-1]))
            rest >>= 1
        self.peaks.append(completed[-1])
        self.size += 1
        return completed

    def root(self) -> bytes:
        """Return the root of the tree as it stands."""
        if not self.peaks:
            return EMPTY_ROOT
        current = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            current = node_hash(peak, current)
        return current
