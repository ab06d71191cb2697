"""What kind of file this is, said before anything is stored: by its first bytes, never by its name. Pure (REL-19)."""

import codecs
import csv
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from firstwall.kernel.mapping import delimiter_of
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say
from firstwall.screening.formats.declaration_words import ROOTS
from firstwall.screening.formats.document_words import ROOTS as NAMES_OF_DOCUMENTS
from firstwall.screening.formats.segments import BLANKS
from firstwall.screening.lines import BOM, LONGEST_LINE

LOOK = LONGEST_LINE
LARGEST_RATIO = 200  # a traffic file packs 5 to 20 times; beyond this it is an attack on the disk
ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8", "iso-8859-1": "latin-1", "latin-1": "latin-1", "windows-1252": "cp1252"}
_FREE = 10 * 1024 * 1024

# EXC-06: what is one message and no file of lines is held to a size, in bytes
LARGEST = {"edifact": 50_000_000, "x12": 50_000_000, "xml": 20_000_000, "json": 10_000_000, "xlsx": 20_000_000}
MEDIA_TYPES = {
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "mrz": "text/plain",
    "edifact": "application/EDIFACT",
    "x12": "application/EDI-X12",
    "xml": "application/xml",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMATS = ("jsonl", "csv", "mrz", *LARGEST)
# the first line of a travel document: its kind, its country, and fillers in one of three lengths
_ZONE = re.compile(rb"(?=[^\r\n]*<)[A-Z][A-Z<][A-Z0-9<]{26,86}\s")
_ROOT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_DOCUMENT = re.compile(rb'"(?:%s)"\s*:' % "|".join(NAMES_OF_DOCUMENTS).encode("ascii"))
_X12 = re.compile(rb"ISA[^A-Za-z0-9]")
_PASSENGERS = re.compile(rb"PAXLST|PNRGOV")
_EDIFACT = re.compile(rb"UN[ABGH][^A-Za-z0-9]")

_ZIP = b"PK\x03\x04"
_FORMS = (
    (_ZIP, N_("This is a zip file, and no spreadsheet.")),
    (b"%PDF", N_("This is a PDF, not text.")),
    (b"\xd0\xcf\x11\xe0", N_("This is an old office file, not text.")),
    (b"\xff\xfe", N_("This file is UTF-16, not UTF-8.")),
    (b"\xfe\xff", N_("This file is UTF-16, not UTF-8.")),
    (b"BZh", N_("This is a bz2 file, not text.")),
    (b"7z\xbc\xaf", N_("This is a 7z file, not text.")),
    (b"\x89PNG", N_("This is a picture, not text.")),
    (b"\x7fELF", N_("This is a program, not text.")),
)


@dataclass(frozen=True, slots=True)
class Form:
    """One of `FORMATS`; for a table also its header, its delimiter and the byte at which the records begin."""

    format: str
    header: tuple[str, ...] = ()
    delimiter: str = ","
    body_at: int = 0

    def as_json(self) -> dict:
        """The part a run keeps, so that it can be resumed without the first line."""
        return {"header": list(self.header), "delimiter": self.delimiter, "body_at": self.body_at}


def opened(chunks: Iterable[bytes], *, encoding: str = "utf-8") -> tuple[bytes, Iterator[bytes]]:
    """The first bytes to look at, and the whole stream again from its start: unpacked, in UTF-8.

    Raises:
        Fault: an encoding that is not read.
    """
    if encoding.lower() not in ENCODINGS:
        raise Fault(
            "unknown_encoding",
            N_("This encoding is not read."),
            place=encoding[:20],
            cure=N_("Use utf-8, iso-8859-1 or windows-1252."),
        )
    stream = iter(chunks)
    first, stream = _peek(stream, 2)
    if first[:2] == b"\x1f\x8b":
        stream = _unpacked(stream)
    first, stream = _peek(stream, len(_ZIP))
    if ENCODINGS[encoding.lower()] != "utf-8" and first != _ZIP:
        stream = codecs.iterencode(codecs.iterdecode(stream, ENCODINGS[encoding.lower()], "replace"), "utf-8")
    return _peek(stream, LOOK)


def form_of(look: bytes, *, wanted: str = "auto", delimiter: str = "") -> Form:
    """Recognise the form from the first bytes.

    Raises:
        Fault: empty, not text, or a header that cannot be read; says what it is and what to do.
    """
    if wanted not in {"auto", *FORMATS}:
        raise Fault(
            "unknown_format",
            N_("This format is not read."),
            place=wanted[:20],
            cure=say(N_("Use one of: %(formats)s."), formats=", ".join(FORMATS)),
        )
    if not look.strip():
        raise Fault("empty", N_("The file is empty."), cure=N_("Choose the file again."))
    text = look.removeprefix(BOM).lstrip()
    named = wanted if wanted != "auto" else _message(look, text)
    for magic, sentence in _FORMS:
        if look.startswith(magic) and named != "xlsx":
            raise Fault("not_text", sentence, place="byte 1", cure=N_("Save it as CSV in UTF-8, or as JSON lines."))
    if named == "xml":
        return _xml(text, is_said=wanted == "xml")
    if named:
        return Form(named) if named != "csv" else _table(look, delimiter)
    if text.startswith((b"[", b"{")):
        raise Fault(
            "not_lines",
            N_("This document of JSON is no message that is known."),
            place="line 1",
            cure=N_("Write one JSON object on each line, or name the format json to have it read by its names."),
        )
    return _table(look, delimiter)


def _is_one_object(text: bytes) -> bool:
    """Whether a JSON object goes over several lines: then it is one document."""
    return text.split(b"\n", 1)[0].strip() == b"{"


def _message(look: bytes, text: bytes) -> str:
    """The format whose files begin like this; empty for a table and for nothing known."""
    if look.startswith(_ZIP):
        return "xlsx" if b"[Content_Types].xml" in look or b"xl/" in look else ""
    if _EDIFACT.match(look.lstrip(BLANKS)):
        return "edifact"
    if _X12.match(look.lstrip(BLANKS)):
        return "x12"
    if text.startswith(b"<"):
        return "xml"
    if text.startswith((b"[", b"{")):
        return _json(text)
    return "mrz" if _ZONE.match(text) else ""


def names_passengers(data: bytes) -> bool:
    """Whether an interchange may hold lists of passengers or bookings, which are held in memory only (EXC-10).

    >>> names_passengers(b"UNH+1+PAXLST:D:12B:UN'"), names_passengers(b"UNH+1+CUSCAR:D:95B:UN'")
    (True, False)
    """
    return _PASSENGERS.search(data) is not None


def _json(text: bytes) -> str:
    """A document whose names are known, or objects on a line each; empty for a document that is neither."""
    is_list = text.startswith(b"[")
    first = text.split(b"\n", 1)[0]
    if _DOCUMENT.search(text if is_list or first.strip() == b"{" else first):
        return "json"
    return "" if is_list or _is_one_object(text) else "jsonl"


def _xml(text: bytes, *, is_said: bool) -> Form:
    """A declaration, by the name of its first element; another document of XML only when the sender says so."""
    root = _ROOT.search(text)
    if not is_said and not (root and ROOTS.fullmatch(root.group(1).decode("ascii"))):
        raise Fault(
            "unknown_xml",
            N_("This document of XML is no message that is known."),
            place=root.group(1).decode("ascii")[:40] if root else "line 1",
            cure=N_("Send a declaration, or name the format xml to have it read by the names of its elements."),
        )
    return Form("xml")


def _table(look: bytes, named: str) -> Form:
    end = look.find(b"\n")
    raw = look if end < 0 else look[:end]
    try:
        text = raw.removeprefix(BOM).decode("utf-8").rstrip("\r")
    except UnicodeDecodeError as error:
        raise Fault(
            "not_utf8",
            N_("The header is not UTF-8 text."),
            place=f"line 1, byte {error.start + 1}",
            cure=N_("Save the file as UTF-8."),
        ) from error
    if "\x00" in text or len(raw) >= LOOK:
        raise Fault(
            "not_text", N_("The first line is not a header of text."), place="line 1", cure=N_("Export it as CSV.")
        )
    delimiter = delimiter_of(text, named)
    header = next(csv.reader([text], delimiter=delimiter), [])
    return Form("csv", tuple(cell.strip()[:60] for cell in header), delimiter, len(look) if end < 0 else end + 1)


def _peek(stream: Iterator[bytes], size: int) -> tuple[bytes, Iterator[bytes]]:
    held: list[bytes] = []
    while sum(map(len, held)) < size and (piece := next(stream, None)) is not None:
        held.append(piece)
    return b"".join(held)[:size], chain(held, stream)


def _unpacked(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack, flat in memory; several members one after the other are one file, and the last must be whole."""
    unpacker = zlib.decompressobj(wbits=31)
    packed = plain = 0
    inside = False
    try:
        for piece in stream:
            packed += len(piece)
            waiting = piece
            while waiting:
                out = unpacker.decompress(waiting, 1024 * 1024)
                plain += len(out)
                if plain > _FREE and plain > packed * LARGEST_RATIO:
                    raise Fault("too_packed", N_("The file unpacks to far more than it holds."), status=413)
                if out:
                    yield out
                inside = not unpacker.eof
                waiting = unpacker.unconsumed_tail
                if unpacker.eof:
                    waiting = unpacker.unused_data
                    unpacker = zlib.decompressobj(wbits=31)
    except zlib.error as error:
        raise _damaged(packed) from error
    if inside:
        raise _damaged(packed)


def _damaged(packed: int) -> Fault:
    return Fault(
        "broken_gzip",
        N_("The gzip file is damaged or ends too early."),
        place=f"byte {packed}",
        cure=N_("Pack it again and send it again."),
    )
