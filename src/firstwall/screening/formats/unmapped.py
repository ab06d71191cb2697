"""What a message says and no movement holds: named once each, with its first place and how often (EXC-05)."""

from collections.abc import Iterator

from firstwall.screening.types import Problem

MOST_NAMES = 200


class Unmapped:
    """A list that does not grow with the file."""

    def __init__(self) -> None:
        self._rows: dict[str, list[int]] = {}

    def add(self, name: str, number: int, times: int = 1) -> None:
        """One more of this name."""
        name = name[:30]
        if name in self._rows or len(self._rows) < MOST_NAMES:
            self._rows.setdefault(name, [number, 0])[1] += times

    def add_all(self, other: "Unmapped") -> None:
        """What another list holds."""
        for name, (number, times) in other._rows.items():
            self.add(name, number, times)

    def problems(self, last: int, end: int) -> Iterator[Problem]:
        """The list at the end of a file whose last place was this."""
        for name, (number, times) in sorted(self._rows.items(), key=lambda row: row[1]):
            yield Problem(number, end, "not_mapped", field=name, detail=times, kept=True, through=last + 1)
