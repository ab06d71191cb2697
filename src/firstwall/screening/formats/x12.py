"""X12 transaction sets of what happens to containers and shipments (DIR-03): 315, 322, 214, and by their rules the rest.

The separators are read from ISA, whose width many senders do not keep; its sixteenth element says the last two.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from firstwall.matching.identifiers import recognise
from firstwall.screening.formats.dates import moment
from firstwall.screening.formats.doubles import Doubles
from firstwall.screening.formats.gathering import MOST_IN_A_MOVEMENT
from firstwall.screening.formats.movement import (
    Equipment,
    Goods,
    Happening,
    Location,
    Means,
    Moment,
    MovementParty,
    Place,
    Read,
    Reference,
    Seal,
)
from firstwall.screening.formats.segments import BLANKS, LONGEST_SEGMENT, Cutter, Marks, Segment, segments_of
from firstwall.screening.formats.unit import Unit
from firstwall.screening.formats.unmapped import Unmapped
from firstwall.screening.types import Number, Problem

_ELEMENTS_OF_ISA = 16
_LOOK = 400
_LONGEST_ADDRESS = 500  # shown, never compared
ROLES = {
    "SH": "shipper",
    "SF": "ship from",
    "ST": "ship to",
    "CN": "consignee",
    "BT": "payer",
    "N1": "notify party",
    "NP": "notify party",
    "FW": "forwarder",
    "CA": "carrier",
    "RR": "railway",
}
# sets with one movement in each of these segments
_BEGINS = {"214": "LX", "322": "Q5", "309": "LX", "310": "LX"}
"""What a new movement begins with; a set that is not here is one movement."""


class X12Reader:
    """The state of reading one file."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self._unit = Unit()
        self._head: Unit | None = None
        self._set = ""
        self._reference = ""
        self._in_set = False
        self._segments = self._sets = self._groups = 0
        self._control = ""
        self._ended = True
        self._taken = 0
        self._before = 0
        self._last = Segment(0, 0, (("",),), "")
        self._unmapped = Unmapped()
        self._doubles = Doubles()
        self._handlers = {
            "N1": self._n1,
            "N3": self._address,
            "N4": self._address,
            "N7": self._n7,
            "M7": self._m7,
            "B4": self._b4,
            "N9": self._n9,
            "L11": self._l11,
            "B10": self._b10,
            "Q2": self._q2,
            "Q5": self._q5,
            "V1": self._v1,
            "R4": self._r4,
            "AT7": self._at7,
            "DTM": self._dtm,
            "MS1": self._ms1,
            "MS2": self._ms2,
            "L5": self._l5,
            "G62": self._g62,
            "VID": self._vid,
            "M10": self._m10,
            "N10": self._n10,
            "LX": lambda segment: True,
        }

    def read(self, segments: Iterable[Segment]) -> Iterator[Read]:
        """Every movement and everything that was wrong, in the order of the file."""
        for segment in segments:
            yield from self._segment(segment)
            self._before, self._last = segment.end, segment
        yield from self._flush()
        if self._in_set:
            yield from self._end_doubles(self._last)
        if not self._ended:
            # behind the last segment: at its own place a party may be committed already, and what stands there is not said again
            yield replace(self._problem(self._last, "truncated"), line=self._last.number + 1)
        yield from self._unmapped.problems(self._last.number + 1, self._last.end)

    def _segment(self, segment: Segment) -> Iterator[Read]:
        if segment.state == "too_long":
            self._unit.remarks.append(self._problem(segment, "segment_too_long"))
            self._segments += 1
            self._doubles.add(segment)
            return
        if segment.state == "cut" and segment.tag != "IEA":
            self._unit.remarks.append(self._problem(segment, "truncated"))
            self._ended = True
            return
        if segment.state == "mixed":
            self._remark(segment, "mixed_encoding")
        self._segments += 1
        match segment.tag:
            case "ISA":
                yield from self._begin(segment)
            case "GS":
                self._groups += 1
            case "GE":
                pass
            case "ST":
                yield from self._begin_set(segment)
            case "SE":
                yield from self._end_set(segment)
            case "IEA":
                yield from self._end(segment)
            case tag:
                self._taken += 1
                if tag == _BEGINS.get(self._set) or self._taken > MOST_IN_A_MOVEMENT:
                    yield from self._flush(is_head=True)
                self._doubles.add(segment)
                handler = self._handlers.get(tag)
                if handler is None or not handler(segment):
                    self._unmapped.add(tag, segment.number)

    def _begin(self, segment: Segment) -> Iterator[Read]:
        yield from self._flush()
        if not self._ended:
            yield self._problem(segment, "no_interchange_end", kept=True)
        self._ended, self._control, self._groups = False, segment.value(13), 0
        at = moment(segment.value(9) + segment.value(10), today=self.today)
        if at and at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            yield self._problem(segment, "future_clock", kept=True)

    def _begin_set(self, segment: Segment) -> Iterator[Read]:
        if self._in_set:
            self._remark(segment, "no_message_end")
        yield from self._flush()
        if self._in_set:
            yield from self._end_doubles(segment)
        self._head = None
        self._in_set, self._segments = True, 1
        self._set, self._reference = segment.value(1), segment.value(2)
        self._doubles.begin((self._control, self._set, self._reference))
        self._ended = False
        if self._set not in {"214", "301", "309", "310", "315", "322", "404", "417"}:
            self._remark(segment, "unknown_message")

    def _end_set(self, segment: Segment) -> Iterator[Read]:
        yield from self._flush()
        if not self._in_set:
            yield self._problem(segment, "no_message_start", kept=True)
            return
        yield from self._end_doubles(segment)
        self._in_set = False
        if segment.value(1).isdigit() and int(segment.value(1)) != self._segments:
            yield self._problem(segment, "wrong_count", detail=self._segments, kept=True)
        if segment.value(2) != self._reference:
            yield self._problem(segment, "wrong_reference", kept=True)

    def _end(self, segment: Segment) -> Iterator[Read]:
        if self._in_set:
            self._remark(segment, "no_message_end")
        yield from self._flush()
        if self._in_set:
            yield from self._end_doubles(segment)
        self._in_set, self._ended = False, True
        if segment.value(1).isdigit() and int(segment.value(1)) != self._groups:
            yield self._problem(segment, "wrong_count", detail=self._groups, kept=True)
        if segment.value(2) != self._control:
            yield self._problem(segment, "wrong_reference", kept=True)

    def _end_doubles(self, segment: Segment) -> Iterator[Read]:
        held_back, is_double = self._doubles.end()
        yield from held_back
        if is_double:
            yield self._problem(segment, "duplicate_message", kept=True)

    def _flush(self, *, is_head: bool = False) -> Iterator[Read]:
        if self._unit.size():
            yield from self._doubles.give([self._unit.movement(f"X12 {self._set}".strip(), self._before, self._head)])
            if is_head and self._head is None:
                self._head = self._unit.head()
        self._unit, self._taken = Unit(), 0

    def _remark(self, segment: Segment, code: str) -> None:
        self._unit.remarks.append(self._problem(segment, code, kept=True))

    def _problem(self, segment: Segment, code: str, *, detail: int | None = None, kept: bool = False) -> Problem:
        return Problem(segment.number, segment.end, code, field=segment.tag[:30], detail=detail, kept=kept)

    def _place(self, segment: Segment) -> Place:
        return Place(segment.number, segment.tag[:20])

    def _n1(self, segment: Segment) -> bool:
        role = segment.value(1)
        self._unit.parties.append(MovementParty(self._place(segment), ROLES.get(role, role), name=segment.value(2)))
        return bool(segment.value(2))

    def _address(self, segment: Segment) -> bool:
        if not self._unit.parties:
            return False
        had = self._unit.parties[-1]
        more = ", ".join(segment.value(at) for at in range(1, 5) if segment.value(at))
        country = segment.value(4)[:2] if segment.tag == "N4" else had.country
        address = f"{had.address}, {more}".strip(", ")[:_LONGEST_ADDRESS]
        self._unit.parties[-1] = MovementParty(
            had.place, had.role, had.kind, had.name, country=country, address=address
        )
        return True

    def _box(self, segment: Segment, owner: str, serial: str, *, status: str = "", size: str = "") -> bool:
        """Owner's letters and digits stand apart, and the check digit often in a third place or not at all."""
        value = "".join((owner + serial).split())
        if not value:
            return False
        is_container = recognise(value).scheme == "container"
        number = Number("container" if is_container else "registration", value)
        kind = "container" if is_container else "any"
        self._unit.equipment.append(Equipment(self._place(segment), kind, number, size, status))
        return True

    def _n7(self, segment: Segment) -> bool:
        return self._box(segment, segment.value(1), segment.value(2) + segment.value(18), size=segment.value(22))

    def _b4(self, segment: Segment) -> bool:
        at = moment(segment.value(4) + segment.value(5), today=self.today)
        if at:
            self._time(segment, segment.value(3), at)
        return self._box(
            segment,
            segment.value(7),
            segment.value(8) + segment.value(13),
            status=segment.value(9),
            size=segment.value(10),
        )

    def _m7(self, segment: Segment) -> bool:
        on = self._unit.equipment[-1].number.value if self._unit.equipment else ""
        for value in (segment.value(at) for at in range(1, 5)):
            if value:
                self._unit.seals.append(Seal(self._place(segment), value, on))
        return True

    def _n9(self, segment: Segment) -> bool:
        if segment.value(1) == "EQ":
            return self._box(segment, segment.value(2), "")
        return self._refer(segment, segment.value(1), segment.value(2))

    def _l11(self, segment: Segment) -> bool:
        return self._refer(segment, segment.value(2), segment.value(1))

    def _b10(self, segment: Segment) -> bool:
        return self._refer(segment, "shipment", segment.value(2)) or self._refer(segment, "shipment", segment.value(1))

    def _refer(self, segment: Segment, kind: str, value: str) -> bool:
        if value:
            self._unit.references.append(Reference(self._place(segment), kind, value))
        return bool(value)

    def _q2(self, segment: Segment) -> bool:
        digits = segment.value(1).upper().removeprefix("IMO")
        numbers: tuple[Number, ...] = ()
        if segment.value(1):
            is_imo = digits.isdigit() and len(digits) == 7
            numbers = (Number("imo", digits) if is_imo else Number("call_sign", segment.value(1)),)
        country = segment.value(2)[:2]
        self._unit.means.append(
            Means(self._place(segment), "vessel", segment.value(13), numbers, country, segment.value(9))
        )
        return True

    def _v1(self, segment: Segment) -> bool:
        digits = segment.value(1).upper().removeprefix("IMO")
        numbers = (Number("imo", digits),) if digits.isdigit() and len(digits) == 7 else ()
        country = segment.value(3)[:2]
        self._unit.means.append(
            Means(self._place(segment), "vessel", segment.value(2), numbers, country, segment.value(4))
        )
        return True

    def _q5(self, segment: Segment) -> bool:
        self._time(segment, segment.value(1), moment(segment.value(2) + segment.value(3)[:4], today=self.today))
        self._unit.locations.append(Location(self._place(segment), "event", name=segment.value(6)))
        return True

    def _at7(self, segment: Segment) -> bool:
        self._time(
            segment,
            segment.value(1) or segment.value(3),
            moment(segment.value(5) + segment.value(6)[:4], today=self.today),
        )
        return True

    def _dtm(self, segment: Segment) -> bool:
        at = moment(segment.value(2) + segment.value(3)[:4], today=self.today)
        self._unit.times.append(Moment(self._place(segment), segment.value(1), at or segment.value(2)))
        return bool(segment.value(2))

    def _g62(self, segment: Segment) -> bool:
        at = moment(segment.value(2) + segment.value(4)[:4], today=self.today)
        self._unit.times.append(Moment(self._place(segment), segment.value(1), at or segment.value(2)))
        return True

    def _time(self, segment: Segment, role: str, at: str) -> None:
        """When something happened: not tomorrow."""
        self._unit.times.append(Moment(self._place(segment), role, at))
        if role:
            self._unit.happenings.append(Happening(self._place(segment), role))
        if at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            self._remark(segment, "future_clock")

    def _r4(self, segment: Segment) -> bool:
        self._unit.locations.append(
            Location(self._place(segment), segment.value(1), segment.value(3), segment.value(4))
        )
        return True

    def _ms1(self, segment: Segment) -> bool:
        name = ", ".join(segment.value(at) for at in range(1, 4) if segment.value(at))
        self._unit.locations.append(Location(self._place(segment), "event", name=name))
        return True

    def _ms2(self, segment: Segment) -> bool:
        if not segment.value(2):
            return False
        kind = Number("registration", segment.value(2))
        self._unit.equipment.append(Equipment(self._place(segment), "vehicle", kind))
        return True

    def _vid(self, segment: Segment) -> bool:
        found = self._box(segment, segment.value(2), segment.value(3))
        for value in filter(None, (segment.value(4), segment.value(5))):
            self._unit.seals.append(
                Seal(self._place(segment), value, self._unit.equipment[-1].number.value if found else "")
            )
        return found

    def _m10(self, segment: Segment) -> bool:
        digits = segment.value(4).upper().removeprefix("IMO")
        numbers = (Number("imo", digits),) if digits.isdigit() and len(digits) == 7 else ()
        self._unit.means.append(
            Means(self._place(segment), "vessel", segment.value(5), numbers, segment.value(3)[:2], segment.value(6))
        )
        return True

    def _n10(self, segment: Segment) -> bool:
        packages, text = segment.value(1), segment.value(2)
        self._unit.goods.append(Goods(self._place(segment), text, packages=packages, mass=segment.value(5)))
        return bool(text)

    def _l5(self, segment: Segment) -> bool:
        self._unit.goods.append(Goods(self._place(segment), segment.value(2), tuple(filter(None, (segment.value(3),)))))
        return True


def read_x12(chunks: Iterable[bytes], *, today: date) -> Iterator[Read]:
    """Movements and problems of a stream of X12."""
    stream = iter(chunks)
    look = b""
    while len(look) < _LOOK and (piece := next(stream, None)) is not None:
        look += piece
    marks = marks_of(look)

    def again() -> Iterator[bytes]:
        yield look
        yield from stream

    yield from X12Reader(today=today).read(segments_of(again(), Cutter(marks, charset="latin-1")))


def marks_of(look: bytes) -> Marks:
    """The separators that an ISA segment says; the usual ones when it cannot be read."""
    isa = look.lstrip(BLANKS)
    element = isa[3:4] or b"*"
    at = 0
    for _ in range(_ELEMENTS_OF_ISA):
        at = isa.find(element, at + 1)
        if at < 0 or at > LONGEST_SEGMENT:
            return Marks(b":", element, b"", b"~")
    component, rest = isa[at + 1 : at + 2] or b":", isa[at + 2 : at + 12]
    terminator = rest.split(b"GS", 1)[0] if b"GS" in rest else rest[:1]
    return Marks(component, element, b"", terminator.strip(b" \t\r\n") or b"\n")
