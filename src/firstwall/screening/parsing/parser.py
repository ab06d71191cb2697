"""What runs apart: one message from a pipe to items in another, until it ends, its time is over or its memory is full."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from firstwall.screening.formats.movement import Movement
from firstwall.screening.parsing.confining import TooSlow, confine, renew
from firstwall.screening.parsing.wire import Item, frame, frames_of, packed, source_of
from firstwall.screening.reading import MESSAGES, Source, items_from

_BATCH = 200
_PLACES = 10_000  # so many lines, segments or elements have a time of their own
_MEGABYTE = 1024 * 1024
_RESERVE = 8 * _MEGABYTE


def parse(inlet: int, outlet: int) -> None:
    """Read the source and the bytes from one pipe, write batches of items and how it ended to the other."""
    confine()
    _Parser(inlet, outlet).run()


class _Parser:
    def __init__(self, inlet: int, outlet: int) -> None:
        self._inlet, self._outlet = inlet, outlet
        self._buffer = bytearray()
        self._batch: list[Item] = []
        self._renewed_at = self._taken = 0
        self._reserve = bytes(_RESERVE)

    def run(self) -> None:
        """To the end, or to where it cannot go on; what was found before is given."""
        try:
            for item in self._items(source_of(next(self._frames()))):
                self._batch.append(item)
                if len(self._batch) >= _BATCH:
                    self._give()
                if not isinstance(item, Movement) and item.line >= self._renewed_at + _PLACES:
                    self._renewed_at = item.line
                    renew()
            how = "end"
        except TooSlow:
            how = "time"
        except MemoryError:
            self._reserve = b""  # room to say what was found
            how = "memory"
        except Exception as bug:  # noqa: BLE001 - told to the one who asked, who raises it; never the message's own words
            how = f"bug: {type(bug).__name__} at {_where(bug)}"
        self._give()
        self._write(json.dumps(how).encode())

    def _items(self, source: Source) -> Iterator[Item]:
        if source.is_whole:
            return MESSAGES[source.format](self._read_from(0), today=source.today)
        return items_from(self._read_from, source)

    def _read_from(self, offset: int) -> Iterator[bytes]:
        self._write(json.dumps(offset).encode())
        for content in self._frames():
            if not content:
                return
            self._taken += len(content)
            if self._taken >= _MEGABYTE:
                self._taken = 0
                renew()
            yield content

    def _frames(self) -> Iterator[bytes]:
        while True:
            yield from frames_of(self._buffer)
            self._give()  # what is known already does not wait for what comes
            piece = os.read(self._inlet, _MEGABYTE)
            if not piece:
                raise EOFError
            self._buffer += piece

    def _give(self) -> None:
        if self._batch:
            batch, self._batch = self._batch, []
            self._write(packed(batch))

    def _write(self, content: bytes) -> None:
        rest = frame(content)
        while rest:
            rest = rest[os.write(self._outlet, rest) :]


def _where(bug: BaseException) -> str:
    step = bug.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    return f"{Path(step.tb_frame.f_code.co_filename).name}:{step.tb_lineno}" if step is not None else sys.platform
