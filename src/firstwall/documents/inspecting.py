"""Look into a file before it comes in: its name, its size, its kind by its first bytes, nothing active, nothing hidden."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from firstwall.documents.pdf import look_into_pdf
from firstwall.documents.types import Inspected, Unfit
from firstwall.kernel.sentences import N_, say
from firstwall.law.reading import Unreadable, read_text

LONGEST_NAME = 120
MIB = 1024 * 1024
_KINDS_CURE = N_("Send a PDF without pictures, or plain text (.txt) in UTF-8.")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: how its name ends, what it is called on the wire, how large it may be, how one looks into it."""

    code: str
    ending: str
    media_type: str
    largest: int
    look: Callable[[bytes], str | None]


def inspect(name: str, data: bytes) -> Inspected:
    """Return what the look tells of a file.

    Raises:
        Unfit: no kind that comes in, too large, empty, active, closed to the look, or not what its name says.
    """
    plain = _name(name)
    kind = next((one for one in KINDS.values() if plain.lower().endswith(one.ending)), None)
    if kind is None:
        raise Unfit(N_("Files of this kind do not come in."), _KINDS_CURE)
    if not data:
        raise Unfit(N_("The file is empty."), N_("Choose it again."))
    if len(data) > kind.largest:
        sentence = say(N_("The file is larger than %(size)s MiB."), size=kind.largest // MIB)
        raise Unfit(sentence, N_("Send the part of it that is needed."))
    text = kind.look(data)
    digest = hashlib.sha256(data).hexdigest()
    return Inspected(plain, kind.code, len(data), digest, is_read=text is not None, text=text or "")


def largest() -> int:
    """Return how large a file of any kind may be, so that a door reads no more."""
    return max(kind.largest for kind in KINDS.values())


def _name(raw: str) -> str:
    last = raw.replace("\\", "/").rsplit("/", 1)[-1]
    try:
        name = read_text(last, max_length=LONGEST_NAME)
    except Unreadable as unread:
        raise Unfit(unread.sentence, unread.cure) from None
    if not name or name.startswith("."):
        raise Unfit(N_("The file has no name."), N_("Give it a name."))
    return name


def _look_into_text(data: bytes) -> str:
    """Return the text; what is hidden in it is refused, so that everybody reads what the supplier read."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unfit(N_("This text is not in UTF-8."), N_("Save it as UTF-8 and send it again.")) from None
    try:
        return read_text(text, max_length=len(data), one_line=False)
    except Unreadable as unread:
        raise Unfit(unread.sentence, unread.cure) from None


KINDS = {
    "pdf": Kind("pdf", ".pdf", "application/pdf", 5 * MIB, look_into_pdf),
    "text": Kind("text", ".txt", "text/plain; charset=utf-8", MIB, _look_into_text),
}
