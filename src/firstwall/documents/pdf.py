"""Look into a PDF without drawing it: every part is opened, and what acts by itself, hides or shows a picture is refused.

The look does not parse the document as a viewer does, since a hostile file is written for the differences between parsers. It
reads the file as bytes, opens each compressed stream where it begins and looks for the names that matter, in all of it. A stream
that it cannot open (another filter than Flate, encryption, a filter named elsewhere) refuses the file. So it refuses more than
it must, and what passes holds no script, no launch, no other file, no picture that a viewer would find.
"""

import re
import zlib
from collections.abc import Iterator

from firstwall.documents.types import Unfit
from firstwall.kernel.sentences import N_, Label, say

MOST_STREAMS = 5_000
MOST_INFLATED = 16 * 1024 * 1024
MOST_ESCAPES = 20_000
_DICTIONARY = 4_096
_HEAD = re.compile(rb"%PDF-[12]\.\d")
_STREAM = re.compile(rb"(?<!end)stream[ \t]*(?:\r\n|\n|\r)")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_DELIMITERS = frozenset(b"\x00\t\n\x0c\r ()<>[]{}/%")
_FILTER = re.compile(rb"/Filter(?![A-Za-z])\s*(/[A-Za-z0-9]+|\[[^\]]*\])?")
_NUMBERED = re.compile(rb"[\r\n][ \t]*\d+[ \t]+\d+\Z")
_ELSEWHERE = re.compile(rb"/F\s*[(<]|/FFilter")
_PIECE = 64 * 1024
_INLINE_PICTURE = re.compile(rb"(?:^|\s)BI\s[^\x80-\xff]{0,400}?\sID\s")
ACTIVE = {
    **dict.fromkeys((b"JavaScript", b"JS"), N_("a script")),
    **dict.fromkeys(
        (b"Launch", b"SubmitForm", b"ImportData", b"GoToR", b"GoToE"), N_("an action that reaches outside")
    ),
    **dict.fromkeys((b"EmbeddedFile", b"EmbeddedFiles", b"EF"), N_("another file inside")),
    **dict.fromkeys((b"RichMedia", b"Rendition", b"Movie", b"Sound", b"3D"), N_("moving pictures or sound")),
    b"XFA": N_("a form that acts"),
    b"Encrypt": N_("a lock that hides what it says"),
    b"Image": N_("a picture"),
}

_CURE = N_("Print it to a new PDF as text, or send what it says as plain text.")


def look_into_pdf(data: bytes) -> None:
    """Pass in silence; what a PDF says is not read.

    Raises:
        Unfit: no PDF, too deep to look into, or with something that acts, hides or shows.
    """
    if _HEAD.match(data) is None or b"%%EOF" not in data[-1_024:]:
        raise Unfit(N_("This is not a PDF, whatever its name says."), N_("Send the document itself."))
    _refuse_names(data)
    left = MOST_INFLATED
    for number, part in enumerate(_opened(data)):
        left -= len(part)
        if number >= MOST_STREAMS or left < 0:
            raise Unfit(N_("This PDF is too deep to look into."), _CURE)
        _refuse_names(part)
        if _INLINE_PICTURE.search(part):
            raise _holds(ACTIVE[b"Image"])


def _opened(data: bytes) -> Iterator[bytes]:
    """Every stream's content; a stream's own bytes are not searched for another one's beginning."""
    at = 0
    while (found := _STREAM.search(data, at)) is not None:
        at = found.end()
        dictionary = _dictionary(data[max(0, found.start() - _DICTIONARY) : found.start()])
        filters = _filters(dictionary)
        if filters not in ([], [b"FlateDecode"], [b"Fl"]) or _ELSEWHERE.search(dictionary):
            raise _closed()
        if not filters:
            end = data.find(b"endstream", at)
            part = data[at : end if end >= 0 else len(data)]
        else:
            if b"/ObjStm" in dictionary and b"/DecodeParms" in dictionary:
                raise _closed()
            part, taken = _inflated(data, at)
            at += taken
        yield part


def _dictionary(before: bytes) -> bytes:
    """A stream's dictionary: whole, and without the strings and comments in which a second one could hide from the look."""
    head, _obj, said = before.rpartition(b" obj")
    said = _ESCAPED.sub(_letter, said).strip()
    whole = _NUMBERED.search(head) is not None and said.startswith(b"<<") and said.endswith(b">>")
    pairs = ((b"<<", b">>"), (b"<", b">"))
    if (
        not whole
        or any(said.count(one) != said.count(other) for one, other in pairs)
        or any(one in said for one in b"()%")
    ):
        raise _closed()
    return said


def _filters(dictionary: bytes) -> list[bytes]:
    """The names of a stream's filters; one that is named elsewhere counts as one we cannot open."""
    return [name for said in _FILTER.findall(dictionary) for name in re.findall(rb"/([A-Za-z0-9]+)", said) or [b"?"]]


def _inflated(data: bytes, at: int) -> tuple[bytes, int]:
    """What a stream says, and how many bytes it is; a piece at a time, so that many streams cost what their bytes cost."""
    inflate, parts, size, taken = zlib.decompressobj(), list[bytes](), 0, at
    while not inflate.eof and taken < len(data) and size <= MOST_INFLATED:
        piece = inflate.unconsumed_tail or data[taken : taken + _PIECE]
        taken += 0 if inflate.unconsumed_tail else len(piece)
        try:
            parts.append(inflate.decompress(piece, MOST_INFLATED))
        except zlib.error:
            raise _closed() from None
        size += len(parts[-1])
    if not inflate.eof:
        raise _closed()
    return b"".join(parts), taken - at - len(inflate.unused_data)


def _refuse_names(part: bytes) -> None:
    """A name may be written with escapes (#4A for J): read without them. By plain search, which no file can slow down."""
    if b"#" in part:
        part, escapes = _ESCAPED.subn(_letter, part, count=MOST_ESCAPES)
        if escapes == MOST_ESCAPES:
            raise _closed()
    for name, held in ACTIVE.items():
        if _stands_in(b"/" + name, part):
            raise _holds(held)


def _stands_in(name: bytes, part: bytes) -> bool:
    at = part.find(name)
    while at >= 0:
        at += len(name)
        if at == len(part) or part[at] in _DELIMITERS:
            return True
        at = part.find(name, at)
    return False


def _letter(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape.group(1), 16)])


def _holds(what: str) -> Unfit:
    return Unfit(say(N_("This PDF holds %(what)s."), what=Label(what)), _CURE)


def _closed() -> Unfit:
    return Unfit(N_("This PDF holds a part that cannot be looked into."), _CURE)
