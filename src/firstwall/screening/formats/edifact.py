"""Interchanges of EDIFACT to movements: envelopes, counts, doubles and clocks are checked, and nothing stops at a fault.

What is wrong is named with its segment and a cure; the good parts are given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from firstwall.screening.formats.dates import moment
from firstwall.screening.formats.doubles import Doubles
from firstwall.screening.formats.gathering import Gatherer
from firstwall.screening.formats.movement import Read
from firstwall.screening.formats.pnrgov import PnrGatherer
from firstwall.screening.formats.profiles import GENERAL, PROFILES
from firstwall.screening.formats.segments import Segment, segments_of
from firstwall.screening.formats.unmapped import Unmapped
from firstwall.screening.types import Problem

MOST_REMARKS = 200  # of one code; the rest are counted
GATHERERS = {"PNRGOV": PnrGatherer}
_NO_START = ("", "", "", "")


@dataclass(slots=True)
class _Message:
    """One message between UNH and UNT."""

    reference: str
    gatherer: Gatherer
    key: tuple[str, ...]
    segments: int = 1


class EdifactReader:
    """The state of reading one file."""

    def __init__(self, *, today: date) -> None:
        self.today = today
        self._interchange: tuple[str, str] | None = None
        self._messages = 0
        self._groups = 0
        self._message: _Message | None = None
        self._doubles = Doubles()
        self._unmapped = Unmapped()
        self._remarked: dict[str, int] = {}
        self._ended = True
        self._before = 0
        self._last = Segment(0, 0, (("",),), "")

    def read(self, segments: Iterable[Segment]) -> Iterator[Read]:
        """Every movement and everything that was wrong, in the order of the file."""
        for segment in segments:
            yield from self._segment(segment)
            self._before, self._last = segment.end, segment
        yield from self._end_of_file()

    def _segment(self, segment: Segment) -> Iterator[Read]:
        if segment.state == "too_long":
            yield from self._said(segment, "segment_too_long")
            self._count(segment)
            return
        if segment.state == "cut" and segment.tag != "UNZ":
            yield from self._said(segment, "truncated")
            self._ended = True  # said already
            return
        if segment.state == "mixed":
            yield from self._said(segment, "mixed_encoding", kept=True)
        match segment.tag:
            case "UNB":
                yield from self._begin_interchange(segment)
            case "UNG":
                self._groups += 1
            case "UNE":
                pass
            case "UNZ":
                yield from self._end_interchange(segment)
            case "UNH":
                yield from self._begin_message(segment)
            case "UNT":
                yield from self._end_message(segment)
            case tag if len(tag) == 3 and tag.isalnum():
                yield from self._body(segment)
            case _:
                yield from self._said(segment, "no_tag")
                self._count(segment)

    def _begin_interchange(self, segment: Segment) -> Iterator[Read]:
        yield from self._close_message(segment, "no_message_end")
        if not self._ended:
            yield self._problem(segment, "no_interchange_end", kept=True)
        self._interchange = (segment.value(2), segment.value(5))
        self._messages = self._groups = 0
        self._ended = False
        at = moment(segment.value(4) + segment.value(4, 1), today=self.today)
        if at and at[:10] > date.fromordinal(self.today.toordinal() + 1).isoformat():
            yield from self._said(segment, "future_clock", kept=True)

    def _end_interchange(self, segment: Segment) -> Iterator[Read]:
        yield from self._close_message(segment, "no_message_end")
        self._ended = True
        counted = self._groups or self._messages
        if segment.value(1).isdigit() and int(segment.value(1)) != counted:
            yield from self._said(segment, "wrong_count", detail=counted, kept=True)
        if self._interchange and segment.value(2) != self._interchange[1]:
            yield from self._said(segment, "wrong_reference", kept=True)

    def _begin_message(self, segment: Segment) -> Iterator[Read]:
        yield from self._close_message(segment, "no_message_end")
        self._messages += 1
        self._ended = False
        name = segment.value(2).upper()
        profile = PROFILES.get(name)
        if profile is None:
            yield from self._said(segment, "unknown_message", kept=True)
        key = (*(self._interchange or ("", "")), segment.value(1), name)
        gatherer = GATHERERS.get(name, Gatherer)(name[:20], profile or GENERAL, today=self.today)
        self._doubles.begin(key)
        self._message = _Message(segment.value(1), gatherer, key)

    def _body(self, segment: Segment) -> Iterator[Read]:
        if self._message is None:  # no UNH was seen: read what is there by the general rules
            yield from self._said(segment, "no_message_start", kept=True)
            self._message = _Message("", Gatherer("", GENERAL, today=self.today), _NO_START)
            self._doubles.begin(_NO_START)
            self._messages += 1
            self._ended = False
        message = self._message
        message.segments += 1
        self._doubles.add(segment)
        yield from self._doubles.give(message.gatherer.take(segment, self._before))

    def _end_message(self, segment: Segment) -> Iterator[Read]:
        message = self._message
        if message is None:
            yield from self._said(segment, "no_message_start", kept=True)
            return
        counted = message.segments + 1
        yield from self._close_message(segment)
        if message.key == _NO_START:
            return
        if segment.value(1).isdigit() and int(segment.value(1)) != counted:
            yield from self._said(segment, "wrong_count", detail=counted, kept=True)
        if segment.value(2) != message.reference:
            yield from self._said(segment, "wrong_reference", kept=True)

    def _close_message(self, segment: Segment, missing: str = "") -> Iterator[Read]:
        message = self._message
        if message is None:
            return
        yield from self._doubles.give(message.gatherer.flush(self._before))
        held_back, is_double = self._doubles.end()
        yield from held_back
        if is_double:
            yield self._problem(segment, "duplicate_message", kept=True)
        self._message = None
        self._unmapped.add_all(message.gatherer.unmapped)
        if missing:
            yield from self._said(segment, missing, kept=True)

    def _end_of_file(self) -> Iterator[Read]:
        last = self._last
        yield from self._close_message(last)
        if not self._ended:
            # behind the last segment: at its own place a party may be committed already, and what stands there is not said again
            yield replace(self._problem(last, "truncated"), line=last.number + 1)
        yield from self._unmapped.problems(last.number + 1, last.end)

    def _said(self, segment: Segment, code: str, *, detail: int | None = None, kept: bool = False) -> Iterator[Read]:
        """A problem in its place: with the movement that is being gathered, or at once when there is none."""
        self._remarked[code] = self._remarked.get(code, 0) + 1
        if kept and self._remarked[code] > MOST_REMARKS:
            return
        problem = self._problem(segment, code, detail=detail, kept=kept)
        if self._message is not None and segment.tag not in {"UNH", "UNB"}:
            self._message.gatherer.remark(problem)
        else:
            yield problem

    def _problem(self, segment: Segment, code: str, *, detail: int | None = None, kept: bool = False) -> Problem:
        return Problem(segment.number, segment.end, code, field=segment.tag[:30], detail=detail, kept=kept)

    def _count(self, segment: Segment) -> None:
        if self._message is not None:
            self._message.segments += 1
            self._doubles.add(segment)


def read_edifact(chunks: Iterable[bytes], *, today: date) -> Iterator[Read]:
    """Movements and problems of a stream of EDIFACT."""
    yield from EdifactReader(today=today).read(segments_of(chunks))
