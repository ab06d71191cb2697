"""The stored tree: leaf hashes in ledger_place, and the hashes of complete blocks of 256, 256**2, ... in ledger_node.

With these, any range of leaves is hashed from a few hundred rows, whatever the size of the ledger: for a restart of the
sequencer as for a proof.
"""

from collections.abc import Iterable

from firstwall.ledger.merkle import Frontier, RangeHash, range_hasher
from firstwall.ledger.models import Node, Place

BLOCK_BITS = 8
TOP_LEVEL = 4
_BLOCK = 1 << BLOCK_BITS


def completed_blocks(size_after: int, completed: list[bytes]) -> Iterable[Node]:
    """Return the rows to keep after a leaf was appended, from the subtree hashes it completed."""
    for level in range(1, TOP_LEVEL + 1):
        height = level * BLOCK_BITS
        if height < len(completed):
            yield Node(level=level, place=(size_after >> height) - 1, hash=completed[height])


def hasher_at(indexes: Iterable[int], size: int, *, using: str) -> RangeHash:
    """Load what is needed to hash the ranges beside these leaves, and along the tree's right edge, in few queries."""
    edges = {*indexes, max(size - 1, 0)}
    stored: dict[tuple[int, int], bytes] = {}
    for level in range(TOP_LEVEL + 1):
        for block in {edge >> (BLOCK_BITS * (level + 1)) for edge in edges}:
            _load(stored, level, block, size, using)
    return range_hasher(lambda low, high: stored.get((low, high)))


def frontier_at(size: int, *, using: str) -> Frontier:
    """Rebuild the frontier of the tree's first `size` leaves exactly."""
    over = hasher_at([], size, using=using)
    peaks, low = [], 0
    for bit in range(size.bit_length() - 1, -1, -1):
        width = 1 << bit
        if size & width:
            peaks.append(over(low, low + width))
            low += width
    return Frontier(size, peaks)


def _load(stored: dict[tuple[int, int], bytes], level: int, block: int, size: int, using: str) -> None:
    width = 1 << (BLOCK_BITS * level)
    first, last = block * _BLOCK, min((block + 1) * _BLOCK, size // width)
    if first >= last:
        return
    for place, content in _hashes(level, first, last, using):
        stored[place * width, (place + 1) * width] = bytes(content)


def _hashes(level: int, first: int, last: int, using: str) -> list[tuple[int, bytes | memoryview]]:
    if level:
        blocks = Node.objects.using(using).filter(level=level, place__gte=first, place__lt=last)
        return list(blocks.values_list("place", "hash"))
    places = Place.objects.using(using).filter(seq__gte=first, seq__lt=last)
    return list(places.values_list("seq", "leaf_hash"))
