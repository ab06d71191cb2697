"""Lines of an import file, one at a time, from whatever was sent (REL-19, REL-20). No line can stop the others.

The file is read as a stream: memory stays flat however big it is, and a line longer than the limit is skipped, not held.
"""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say

LONGEST_LINE = 64 * 1024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text with the number that the person sees in an editor."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line was left out, or a remark on a line that was `kept`: one sentence, the column, and what to do."""

    number: int
    sentence: str
    cure: str
    column: str = ""
    kept: bool = False


def opened(stream: BinaryIO, *, encoding: str = "utf-8") -> BinaryIO:
    """The stream ready to be read line by line: gzip unpacked on the fly, a zip or UTF-16 file refused.

    Raises:
        Fault: nothing in the file can be read in this form.
    """
    try:
        codecs.lookup(encoding)
    except LookupError:
        raise Fault(
            "unknown-encoding",
            say(N_("The encoding %(encoding)s is not known."), encoding=encoding[:40]),
            cure=N_("Write utf-8, iso-8859-1 or windows-1252 in the mapping."),
        ) from None
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(_ZIP):
        raise Fault(
            "unreadable",
            N_("This is a zip archive, whatever its name says."),
            place="byte 1",
            cure=N_("Unpack it and send the file inside."),
        )
    if head.startswith(_UTF16) and not encoding.lower().startswith("utf-16"):
        raise Fault(
            "unreadable",
            N_("This file is UTF-16 text."),
            place="byte 1",
            cure=N_("Save it as UTF-8 and send it again."),
        )
    if head.startswith(_GZIP):
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    return stream


def read_lines(stream: BinaryIO, *, encoding: str = "utf-8", start: int = 1) -> Iterator[Line | LineProblem]:
    """Every line or why it is left out. Empty lines are passed over; a torn gzip ends with one problem."""
    number = start - 1
    while True:
        number += 1
        try:
            raw = stream.readline(LONGEST_LINE + 1)
            if len(raw) > LONGEST_LINE:
                _skip_rest(stream, raw)
        except (EOFError, gzip.BadGzipFile, zlib.error):
            yield LineProblem(number, N_("The packed file is torn here."), N_("Send the whole file again."))
            return
        if not raw:
            return
        if number == 1 and raw.startswith(codecs.BOM_UTF8):
            raw = raw[len(codecs.BOM_UTF8) :]
        found = _decoded(number, raw, encoding)
        if found is not None:
            yield found


def _decoded(number: int, raw: bytes, encoding: str) -> Line | LineProblem | None:
    if len(raw) > LONGEST_LINE:
        return LineProblem(
            number, N_("The line is longer than 64 kB."), N_("Check that every record ends with a line break.")
        )
    zero = raw.find(b"\x00")
    if zero >= 0:
        return LineProblem(
            number, N_("The line holds a zero byte."), N_("Export the file again as plain text."), str(zero + 1)
        )
    try:
        text = raw.decode(encoding).rstrip("\r\n")
    except UnicodeDecodeError as wrong:
        return LineProblem(
            number,
            say(N_("The line is not %(encoding)s text."), encoding=encoding.upper()),
            N_("Save the file as UTF-8, or name its encoding in the mapping."),
            str(wrong.start + 1),
        )
    return Line(number, text) if text.strip() else None


def _skip_rest(stream: BinaryIO, raw: bytes) -> None:
    while raw and not raw.endswith(b"\n"):
        raw = stream.readline(LONGEST_LINE)
