"""Bytes to lines, flat in memory, each with its number and the byte where the next one begins."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from firstwall.screening.types import Problem

BOM = b"\xef\xbb\xbf"
LONGEST_LINE = 64 * 1024  # EXC-06: line formats are streamed, no file limit, 64 kB a line


class Line(NamedTuple):
    """One physical line without its break; `raw` is None when it was longer than the limit and was skipped."""

    number: int
    end: int
    raw: bytes | None


def lines_of(chunks: Iterable[bytes], *, number: int = 0, offset: int = 0) -> Iterator[Line]:
    """Cut a stream of bytes into lines; a line without end never grows beyond the limit in memory.

    Args:
        chunks: the bytes, in pieces of any size.
        number: how many lines came before.
        offset: the byte at which the first piece begins.
    """
    rest = b""
    skipped = 0
    for chunk in chunks:
        pieces = (rest + chunk).split(b"\n")
        rest = pieces.pop()
        for piece in pieces:
            number += 1
            offset += skipped + len(piece) + 1
            too_long = skipped or len(piece) > LONGEST_LINE
            skipped = 0
            yield Line(number, offset, None if too_long else piece.rstrip(b"\r"))
        if len(rest) > LONGEST_LINE:
            skipped += len(rest)
            rest = b""
    if rest or skipped:
        yield Line(number + 1, offset + skipped + len(rest), None if skipped else rest.rstrip(b"\r"))


def text_of(line: Line) -> str | Problem:
    """The line as text, or what is wrong with its bytes; a byte-order mark before line 1 is left out."""
    if line.raw is None:
        return Problem(line.number, line.end, "line_too_long")
    raw = line.raw.removeprefix(BOM) if line.number == 1 else line.raw
    if b"\x00" in raw:
        return Problem(line.number, line.end, "zero_byte", raw.index(b"\x00") + 1)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Problem(line.number, line.end, "not_utf8", error.start + 1)
