"""RFC 9162, section 2.1, written a second time straight from its definitions and shared by the tests of every verifier.

The product and `tools/verify.py` walk up from a leaf; this walks down from the data, so that the two share no thought.
"""

import hashlib
from functools import cache

DATA = tuple(number.to_bytes(2, "big") for number in range(257))


def k_of(size: int) -> int:
    """The largest power of two smaller than the size."""
    k = 1
    while k * 2 < size:
        k *= 2
    return k


@cache
def mth(low: int, high: int) -> bytes:
    """MTH of DATA[low:high]."""
    if high == low:
        return hashlib.sha256().digest()
    if high - low == 1:
        return hashlib.sha256(b"\0" + DATA[low]).digest()
    k = k_of(high - low)
    return hashlib.sha256(b"\1" + mth(low, low + k) + mth(low + k, high)).digest()


def path(m: int, low: int, high: int) -> list[bytes]:
    """PATH(m, DATA[low:high])."""
    if high - low == 1:
        return []
    k = k_of(high - low)
    if m < k:
        return [*path(m, low, low + k), mth(low + k, high)]
    return [*path(m - k, low + k, high), mth(low, low + k)]


def proof(m: int, low: int, high: int, whole: bool = True) -> list[bytes]:
    """SUBPROOF(m, DATA[low:high], whole)."""
    if m == high - low:
        return [] if whole else [mth(low, high)]
    k = k_of(high - low)
    if m <= k:
        return [*proof(m, low, low + k, whole), mth(low + k, high)]
    return [*proof(m - k, low + k, high, False), mth(low, low + k)]
