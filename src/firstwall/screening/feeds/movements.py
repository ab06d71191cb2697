"""The bytes of one message to its movements, each with the key that recognises it when it comes again changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from firstwall.kernel.ids import canonical_json
from firstwall.kernel.refusal import Fault
from firstwall.kernel.sentences import N_, say
from firstwall.screening.columns import check_header
from firstwall.screening.formats.movement import Movement
from firstwall.screening.formats.parties import items_of
from firstwall.screening.parsing.apart import items_apart, movements_apart
from firstwall.screening.reading import MESSAGES, Source
from firstwall.screening.sniff import LARGEST, form_of, opened
from firstwall.screening.types import Party, Problem

MOST_PARTIES = 10_000  # of one message, as SEC-53 bounds a parser; more come as a file
LARGEST_LINES = 10_000_000
# references that stand for the movement itself: the declaration, the consignment's own document
_OWN = frozenset({"MRN", "LRN", "UCR", "ARC", "transport document", "BM", "MB", "AWB", "booking", "shipment"})


@dataclass(slots=True)
class Read:
    """One movement of a message: its key, what people call it, its parties."""

    key: bytes
    label: str
    parties: list[Party] = field(default_factory=list)


def read_message(body: bytes, *, today: date) -> tuple[list[Read], list[Problem]]:
    """All movements of a message in order, those with one key as one, and all that could not be read.

    Raises:
        Fault: no form that is known, or more than one message may hold.
    """
    look, stream = opened([body])
    form = form_of(look)
    data = _within(stream, LARGEST.get(form.format, LARGEST_LINES))
    problems: dict[tuple, Problem] = {}
    found: dict[bytes, Read] = {}
    if form.format in MESSAGES:
        pieces = _of_messages(movements_apart(data, form.format, today=today))
    else:
        if form.format == "csv":
            check_header(list(form.header), {})
        source = Source(form.format, {"columns": {}, **form.as_json()}, 0, 0, today)
        pieces = _of_lines(items_apart(lambda offset: [data[offset:]], source))
    parties = 0
    for piece in pieces:
        if isinstance(piece, Problem):
            problems.setdefault((piece.line, piece.column, piece.field, piece.code), piece)
            continue
        found.setdefault(piece.key, Read(piece.key, piece.label)).parties += piece.parties
        parties += len(piece.parties)
        if parties > MOST_PARTIES:
            raise _too_large(say(N_("The message names more than %(most)d parties."), most=MOST_PARTIES))
    return list(found.values()), list(problems.values())


def _of_messages(reads: Iterable[Movement | Problem]) -> Iterator[Read | Problem]:
    for read in reads:
        if isinstance(read, Problem):
            yield read
            continue
        items = list(items_of([read]))
        yield from (item for item in items if isinstance(item, Problem))
        parties = [item for item in items if isinstance(item, Party)]
        if parties:
            key, label = _key(read, parties)
            yield Read(key, label, parties)


def _of_lines(items: Iterable[Party | Problem]) -> Iterator[Read | Problem]:
    for item in items:
        if isinstance(item, Problem):
            yield item
        else:
            said: object = item.label or item.facts.as_json()
            yield Read(canonical_json(["line", said]), item.label, [item])


def _key(movement: Movement, parties: list[Party]) -> tuple[bytes, str]:
    """By the movement's own document; without one by all that its message says of it, at last by who is in it."""
    named = [(one.kind, one.value) for one in movement.references if one.value]
    own = sorted({pair for pair in named if pair[0] in _OWN})
    carried = [] if own else sorted({one.number.value for one in movement.equipment if one.number.value})
    said: object = [own or sorted(set(named)), carried]
    if not (own or named or carried):
        said = [party.facts.as_json() for party in parties]
    label = next((value for _kind, value in own or named[-1:]), "")
    return canonical_json([movement.message, said]), label


def _within(stream: Iterable[bytes], most: int) -> bytes:
    held = bytearray()
    for piece in stream:
        held += piece
        if len(held) > most:
            raise _too_large(say(N_("The message is larger than %(most)d MB."), most=most // 1_000_000))
    return bytes(held)


def _too_large(sentence: str) -> Fault:
    cure = N_("Send it in several messages, or as a file of traffic.")
    return Fault("too_large", sentence, cure=cure, status=413)
