"""A stream of bytes cut into segments of EDIFACT (ISO 9735): flat in memory, wherever the stream was cut into pieces.

Tolerant as real traffic needs it: blanks and line breaks around and inside segments, UNA given or not, several
interchanges one after the other, a last segment without its terminator. A segment beyond 64 kB is skipped and named.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

LONGEST_SEGMENT = 64 * 1024  # EXC-06
BLANKS = b" \t\r\n\x1a\xef\xbb\xbf"  # also the end-of-file mark of old systems, and a byte-order mark
_TAG = 3

# ISO 9735: which characters the sender says it uses
CHARSETS = {
    "UNOA": "ascii",
    "UNOB": "ascii",
    "UNOC": "latin-1",
    "UNOD": "iso8859-2",
    "UNOE": "iso8859-5",
    "UNOF": "iso8859-7",
    "UNOG": "iso8859-3",
    "UNOH": "iso8859-4",
    "UNOI": "iso8859-6",
    "UNOJ": "iso8859-8",
    "UNOK": "iso8859-9",
    "UNOW": "utf-8",
    "UNOX": "utf-8",
    "UNOY": "utf-8",
}


class Segment(NamedTuple):
    """One segment: its number in the file, the byte after it, its elements with their components, its name.

    `state` is empty, or `mixed` (characters that the sender said it does not use), `too_long` (skipped) or `cut` (the
    stream ended in it).
    """

    number: int
    end: int
    elements: tuple[tuple[str, ...], ...]
    tag: str
    state: str = ""

    def value(self, element: int, component: int = 0) -> str:
        """One component without blanks around it; empty when it is not there."""
        if element < len(self.elements) and component < len(self.elements[element]):
            return self.elements[element][component].strip()
        return ""

    def values(self, element: int) -> tuple[str, ...]:
        """The components of one element that hold something."""
        if element >= len(self.elements):
            return ()
        return tuple(text for part in self.elements[element] if (text := part.strip()))


class Marks(NamedTuple):
    """What separates components, elements and segments, and what takes a separator's meaning away (empty: nothing does)."""

    component: bytes = b":"
    element: bytes = b"+"
    release: bytes = b"?"
    terminator: bytes = b"'"


class Cutter:
    """Takes pieces of a stream, gives whole segments; the same ones, however the stream was cut."""

    def __init__(self, marks: Marks | None = None, *, charset: str = "ascii") -> None:
        self.marks = marks or Marks()
        self.charset = charset
        self._held = b""
        self._base = 0
        self._number = 0
        self._skipped: bytes | None = None  # how a segment that is too long begins

    def feed(self, piece: bytes) -> Iterator[Segment]:
        """The segments that this piece completes."""
        self._held += piece
        yield from self._whole(is_last=False)
        self._skip()

    def close(self) -> Iterator[Segment]:
        """What is left when the stream has ended."""
        yield from self._whole(is_last=True)
        rest = self._held.strip(BLANKS)
        if self._skipped is not None or len(rest) > LONGEST_SEGMENT:
            yield self._too_long(self._skipped or rest, self._base + len(self._held))
        elif rest:
            yield self._segment(rest, self._base + len(self._held))._replace(state="cut")

    def _whole(self, *, is_last: bool) -> Iterator[Segment]:
        at = 0
        while True:
            if self._skipped is None:
                at = self._begin(at)
                service = self._held[at : at + 9]
                if service.startswith(b"UNA") and len(service) == 9:
                    self._read_marks(service)
                    at += 9
                    continue
                if not is_last and len(service) < 9 and b"UNA".startswith(service[:_TAG]):
                    break  # too little to tell
            stop = self._stop(at)
            if stop < 0:
                break
            end = stop + len(self.marks.terminator)
            raw = self._held[at:stop]
            if self._skipped is not None or len(raw) > LONGEST_SEGMENT:
                yield self._too_long(self._skipped or raw, self._base + end)
                self._skipped = None
            elif raw.strip(BLANKS):
                yield self._segment(raw, self._base + end)
            at = end
        self._base += at
        self._held = self._held[at:]

    def _begin(self, at: int) -> int:
        while at < len(self._held) and self._held[at] in BLANKS:
            at += 1
        return at

    def _stop(self, at: int) -> int:
        release = self.marks.release
        stop = self._held.find(self.marks.terminator, at)
        while release and stop > at:
            before = stop
            while before > at and self._held[before - 1 : before] == release:
                before -= 1
            if (stop - before) % 2 == 0:
                break
            stop = self._held.find(self.marks.terminator, stop + 1)
        return stop

    def _skip(self) -> None:
        """A segment without end never grows beyond the limit in memory."""
        if len(self._held) <= LONGEST_SEGMENT:
            return
        if self._skipped is None:
            self._skipped = self._held[:_TAG]
        release = self.marks.release
        kept = 0
        if release:  # what releases the next character must not be lost
            ending = len(self._held) - len(self._held.rstrip(release))
            kept = ending % 2
        self._base += len(self._held) - kept
        self._held = release * kept

    def _read_marks(self, una: bytes) -> None:
        release = una[6:7]
        self.marks = Marks(una[3:4], una[4:5], b"" if release == b" " else release, una[8:9])

    def _too_long(self, raw: bytes, end: int) -> Segment:
        self._number += 1
        tag = "".join(char for char in raw[:_TAG].decode("ascii", "replace") if char.isalnum())
        return Segment(self._number, end, ((tag,),), tag.upper(), "too_long")

    def _segment(self, raw: bytes, end: int) -> Segment:
        self._number += 1
        text, is_mixed = self._text(raw.replace(b"\r", b"").replace(b"\n", b""))
        elements = _split(text, self.marks)
        segment = Segment(self._number, end, elements, elements[0][0].strip().upper(), "mixed" if is_mixed else "")
        if segment.tag == "UNB":
            self.charset = CHARSETS.get(segment.value(1).upper(), "latin-1")
        elif segment.tag == "UNZ":
            self.marks, self.charset = Marks(), "ascii"  # the next interchange says for itself
        return segment

    def _text(self, raw: bytes) -> tuple[str, bool]:
        """The text and whether it is written otherwise than the sender says. Valid UTF-8 is hardly ever anything else."""
        if raw.isascii():
            return raw.decode("ascii"), False
        try:
            return raw.decode("utf-8"), self.charset != "utf-8"
        except UnicodeDecodeError:
            if self.charset in ("ascii", "utf-8"):
                return raw.decode("cp1252", "replace"), True
            return raw.decode(self.charset, "replace"), False


def segments_of(chunks: Iterable[bytes], cutter: Cutter | None = None) -> Iterator[Segment]:
    """Cut a stream into segments."""
    cutter = cutter or Cutter()
    for chunk in chunks:
        yield from cutter.feed(chunk)
    yield from cutter.close()


def _split(text: str, marks: Marks) -> tuple[tuple[str, ...], ...]:
    component, element, release = (mark.decode("latin-1") for mark in marks[:3])
    if not release or release not in text:
        return tuple(tuple(part.split(component)) for part in text.split(element))
    elements: list[tuple[str, ...]] = []
    parts: list[str] = []
    held: list[str] = []
    is_released = False
    for char in text:
        if char == release and not is_released:
            is_released = True
            continue
        if char in (element, component) and not is_released:
            parts.append("".join(held))
            held.clear()
            if char == element:
                elements.append(tuple(parts))
                parts.clear()
        else:
            held.append(char)
        is_released = False
    if is_released:  # a release character with nothing after it is a character
        held.append(release)
    return (*elements, (*parts, "".join(held)))
