"""Which base and which segments bring a database back to a moment. Pure: what lies there comes in, what to open comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from firstwall.runtime.backup.lsn import segment_name, segment_number


@dataclass(frozen=True, slots=True)
class Missing:
    """A segment without which those after it are of no use."""

    name: str
    following: str


def base_for(manifests: Sequence[Mapping[str, Any]], until: datetime | None) -> Mapping[str, Any] | None:
    """The newest base that had come to its end by the moment."""
    fit = [said for said in manifests if until is None or datetime.fromisoformat(said["ended_at"]) <= until]
    return fit[-1] if fit else None


def log_for(base: Mapping[str, Any], names: Sequence[str]) -> list[str] | Missing:
    """The segments to lay beside a base, oldest first, without a gap; the base itself holds the log up to its own end.

    A base on its own is good for itself. A segment of an earlier timeline, or from before the base, is of no use to it.
    """
    size = base["segment_size"]
    timeline, end = segment_number(base["wal_to"], size)
    _, start = segment_number(base["wal_from"], size)
    numbers = {segment_number(name, size)[1]: name for name in names if segment_number(name, size)[0] == timeline}
    wanted = sorted(number for number in numbers if number >= start)
    if not wanted or wanted[-1] < end:
        return [numbers[number] for number in wanted]
    for number in range(max(end, start), wanted[-1] + 1):
        if number not in numbers:
            following = next(numbers[n] for n in wanted if n > number)
            return Missing(segment_name(timeline, number, size), following)
    return [numbers[number] for number in wanted]
