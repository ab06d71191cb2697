"""Places in PostgreSQL's write-ahead log, and the names of its segments. Pure."""

_SPAN = 1 << 32


def read_lsn(text: str) -> int:
    """Read PostgreSQL's way of writing a place, such as 0/1A2B3C4D."""
    high, _, low = text.partition("/")
    return (int(high, 16) << 32) + int(low, 16)


def write_lsn(place: int) -> str:
    """Write a place PostgreSQL's way."""
    return f"{place >> 32:X}/{place & (_SPAN - 1):X}"


def segment_name(timeline: int, number: int, size: int) -> str:
    """The name of a segment's file."""
    each = _SPAN // size
    return f"{timeline:08X}{number // each:08X}{number % each:08X}"


def segment_number(name: str, size: int) -> tuple[int, int]:
    """The timeline and the running number of a segment, from its name."""
    each = _SPAN // size
    return int(name[:8], 16), int(name[8:16], 16) * each + int(name[16:24], 16)
