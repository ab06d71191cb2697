"""The side that asks: bytes go to a parser in another process, parties and problems come back as they are found (SEC-53)."""

import json
import os
import selectors
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from firstwall.screening.formats.movement import Movement
from firstwall.screening.parsing.wire import LONGEST, Item, frame, frames_of, items_in, packed_source
from firstwall.screening.reading import Source
from firstwall.screening.types import Party, Problem

_PIECE = 256 * 1024
_STOPPED = {"time": "parser_time", "memory": "parser_memory"}


class ParserBug(Exception):
    """A reader failed otherwise than by naming what is wrong: our fault, loudly."""


def items_apart(read_from: Callable[[int], Iterable[bytes]], source: Source) -> Iterator[Party | Problem]:
    """What `reading.items_from` gives, read in a process of its own; a message that costs too much ends with a problem.

    Raises:
        ParserBug: a reader has a bug.
    """
    yield from (item for item in _apart(read_from, source) if not isinstance(item, Movement))


def movements_apart(data: bytes, format: str, *, today: date) -> Iterator[Movement | Problem]:
    """The movements of one message, as its reader in `reading.MESSAGES` gives them.

    Raises:
        ParserBug: a reader has a bug.
    """
    source = Source(format, {}, 0, 0, today, is_whole=True)
    yield from (item for item in _apart(lambda at: [data[at:]], source) if not isinstance(item, Party))


def _apart(read_from: Callable[[int], Iterable[bytes]], source: Source) -> Iterator[Item]:
    place, end = source.lines, source.done_bytes
    with _NURSERY.parser() as talk:
        for item in talk.items(read_from, source):
            place, end = _behind(item, place), item.end
            yield item
        how = talk.ended
    if how.startswith("bug"):
        raise ParserBug(how)
    if how != "end":
        yield Problem(place + 1, max(end, 1), _STOPPED.get(how, "parser_died"))


def _behind(item: Item, place: int) -> int:
    """The last place of an item, from which what is said next goes on."""
    if isinstance(item, Movement):
        places = [one.place for one in item.parties] + [one.place for one in item.means]
        return max([place, *(one.number for one in places + [box.place for box in item.equipment])])
    return max(place, item.through or item.line)


class _Talk:
    """One message with one parser."""

    def __init__(self, inlet: int, outlet: int) -> None:
        self._inlet, self._outlet = inlet, outlet
        self._came = bytearray()
        self._waiting = memoryview(b"")
        self._pieces: Iterator[bytes] | None = None
        self.ended = "died"
        for end in (inlet, outlet):
            os.set_blocking(end, False)

    def __enter__(self) -> "_Talk":
        return self

    def __exit__(self, *_error: object) -> None:
        self._close_inlet()
        os.close(self._outlet)  # a parser that nobody listens to ends

    def items(self, read_from: Callable[[int], Iterable[bytes]], source: Source) -> Iterator[Item]:
        """Every item, while the bytes are given as fast as they are taken."""
        self._waiting = memoryview(frame(packed_source(source)))
        with selectors.DefaultSelector() as both:
            both.register(self._outlet, selectors.EVENT_READ)
            both.register(self._inlet, selectors.EVENT_WRITE)
            while True:
                for key, _mask in both.select():
                    if key.fd == self._inlet:
                        self._send(both)
                        continue
                    try:
                        piece = os.read(self._outlet, LONGEST)
                    except BlockingIOError:
                        continue
                    if not piece:
                        return
                    self._came += piece
                    for content in frames_of(self._came):
                        yield from self._said(content, read_from, both)

    def _said(
        self, content: bytes, read_from: Callable[[int], Iterable[bytes]], both: selectors.BaseSelector
    ) -> Iterator[Item]:
        said = json.loads(content)
        if isinstance(said, list):
            yield from items_in(said)
        elif isinstance(said, int):
            self._pieces = _framed(read_from(said))
            both.register(self._inlet, selectors.EVENT_WRITE)
        else:
            self.ended = str(said)

    def _send(self, both: selectors.BaseSelector) -> None:
        if not self._waiting and self._pieces is not None:
            content = next(self._pieces, None)
            if content is None:
                self._pieces = None
            else:
                self._waiting = memoryview(content)
        try:
            self._waiting = self._waiting[os.write(self._inlet, self._waiting) :]
        except BlockingIOError:
            return
        except BrokenPipeError:  # it has ended, and says how in its last frame
            self._waiting, self._pieces = memoryview(b""), None
        if not self._waiting and self._pieces is None:
            both.unregister(self._inlet)

    def _close_inlet(self) -> None:
        os.close(self._inlet)


def _framed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces in frames of a size that a pipe takes soon, and the empty one that ends them."""
    for piece in pieces:
        for at in range(0, len(piece), _PIECE):
            yield frame(piece[at : at + _PIECE])
    yield frame(b"")


class _Nursery:
    """The nursery of this process, started when the first message comes and again if it has died."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen | None = None
        self._asked: socket.socket | None = None
        self._owner = 0

    def parser(self) -> _Talk:
        """A new parser and the talk with it."""
        inlet_of_parser, inlet = os.pipe()
        outlet, outlet_of_parser = os.pipe()
        try:
            with self._lock:
                try:
                    self._ask(inlet_of_parser, outlet_of_parser)
                except OSError:  # it died, or is another process's own
                    self._start()
                    self._ask(inlet_of_parser, outlet_of_parser)
        finally:
            os.close(inlet_of_parser)
            os.close(outlet_of_parser)
        return _Talk(inlet, outlet)

    def _ask(self, inlet: int, outlet: int) -> None:
        if self._asked is None or self._owner != os.getpid():
            self._start()
        assert self._asked is not None
        socket.send_fds(self._asked, [b"+"], [inlet, outlet])

    def _start(self) -> None:
        if self._asked is not None:
            self._asked.close()
        if self._process is not None and self._owner == os.getpid():
            self._process.kill()
            self._process.wait()
        self._asked, theirs = socket.socketpair()
        self._owner = os.getpid()
        environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"}
        with theirs:
            command = [sys.executable, "-I", "-m", "firstwall.screening.parsing.nursery"]
            self._process = subprocess.Popen(command, stdin=theirs.fileno(), stdout=subprocess.DEVNULL, env=environment)
        if self._asked.recv(1) != b"+":
            raise ParserBug("the process that forks parsers did not start")


_NURSERY = _Nursery()
