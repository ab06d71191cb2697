"""A message that comes twice in one file, with the same references and the same text, is given once.

The references alone decide nothing: who sends harmless words first could hide others behind them. So a message whose
references were seen before is held back until its end, and left out only when every segment is the same.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from firstwall.screening.formats.movement import Movement
from firstwall.screening.formats.segments import Segment

MOST_HELD_BACK = 20_000  # movements; a longer double is screened twice rather than held in memory
Key = tuple[str, ...]


class Doubles:
    """What was read of one file: a digest for each message."""

    def __init__(self) -> None:
        self._seen: dict[Key, bytes] = {}
        self._key: Key = ()
        self._digest = blake2b(digest_size=16)
        self._held_back: list[Movement] | None = None

    def begin(self, key: Key) -> None:
        """A message with these references begins."""
        self._key = key
        self._digest = blake2b(digest_size=16)
        self._held_back = [] if key in self._seen else None

    def add(self, segment: Segment) -> None:
        """One of its segments; of one that is too long nobody can say that it is the same."""
        said = segment.number if segment.state == "too_long" else segment.elements
        self._digest.update(repr(said).encode("utf-8", "replace"))

    def give(self, movements: Iterable[Movement]) -> Iterator[Movement]:
        """Its movements, unless they are held back."""
        for movement in movements:
            if self._held_back is None:
                yield movement
                continue
            self._held_back.append(movement)
            if len(self._held_back) > MOST_HELD_BACK:
                yield from self._held_back
                self._held_back = None

    def end(self) -> tuple[list[Movement], bool]:
        """What was held back and is to be given after all, and whether the message was a double."""
        held, digest = self._held_back, self._digest.digest()
        is_double = held is not None and self._seen.get(self._key) == digest
        self._seen[self._key] = digest
        self._held_back = None
        return ([] if is_double or held is None else held), is_double
