"""Each message is parsed in a process of its own, which has nothing but its bytes, its time and its memory (SEC-53)."""

import os
import socket  # noqa: F401 - for what a parser must not reach
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from firstwall.screening.parsing import apart, confining, parser
from firstwall.screening.parsing.apart import ParserBug, items_apart, movements_apart
from firstwall.screening.reading import MESSAGES, Source
from firstwall.screening.sniff import form_of
from firstwall.screening.types import Facts, Party
from tests.rooms.screening.formats.reading import TODAY, read

SAMPLES = sorted(Path("examples/formats").iterdir())
PASSENGERS = Path("examples/formats/paxlst.edi").read_bytes()
FIRST = Party(5, 307, "sender of the message", Facts(name="OPERATIONS DESK"))


def source(data: bytes, *, lines: int = 0) -> Source:
    form = form_of(data[:65_536])
    return Source(form.format, {"columns": {"Party": "name"}, **form.as_json()}, lines, 0, TODAY)


def pieces_of(data: bytes, size: int = 700) -> Callable[[int], Iterator[bytes]]:
    return lambda at: (data[place : place + size] for place in range(at, len(data), size))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_apart_is_read_what_is_read_here(path: Path) -> None:
    """Nothing a reader needs is missing once files can no longer be opened."""
    data = path.read_bytes()
    form = source(data)
    assert list(items_apart(pieces_of(data, len(data)), form)) == read(data, form.format, **form.mapping)


@pytest.mark.parametrize(
    "path", [path for path in SAMPLES if path.suffix in {".edi", ".x12", ".xml", ".json"}], ids=str
)
def test_movements_come_back_as_they_are_read(path: Path) -> None:
    data = path.read_bytes()
    format = form_of(data[:65_536]).format
    assert list(movements_apart(data, format, today=TODAY)) == list(MESSAGES[format]([data], today=TODAY))


def test_a_message_goes_on_behind_its_last_committed_place() -> None:
    every = read(PASSENGERS, "edifact")
    assert list(items_apart(pieces_of(PASSENGERS), source(PASSENGERS, lines=20))) == [
        one for one in every if (one.through or one.line) > 20
    ]


def test_who_stops_listening_leaves_no_parser_behind() -> None:
    lines = b'{"name": "Anna Example"}\n' * 200_000
    items = items_apart(pieces_of(lines, 1_000_000), source(lines))
    assert isinstance(next(items), Party)
    items.close()
    assert len(list(items_apart(pieces_of(PASSENGERS), source(PASSENGERS)))) == len(read(PASSENGERS, "edifact"))


def test_a_parser_whose_parent_of_parsers_died_is_started_anew() -> None:
    assert list(items_apart(pieces_of(PASSENGERS), source(PASSENGERS)))
    nursery = apart._NURSERY._process
    assert nursery is not None
    nursery.kill()
    nursery.wait()
    assert list(items_apart(pieces_of(PASSENGERS), source(PASSENGERS))) == read(PASSENGERS, "edifact")


def _in_a_parser(monkeypatch, reader: Callable) -> list:
    """The items that a talk gives whose parser runs this reader: forked here, so that the test can say what it does."""
    monkeypatch.setattr(parser, "items_from", reader)
    inlet_of_parser, inlet = os.pipe()
    outlet, outlet_of_parser = os.pipe()
    if os.fork() == 0:
        os.close(inlet)
        os.close(outlet)
        try:
            parser.parse(inlet_of_parser, outlet_of_parser)
        finally:
            os._exit(0)
    os.close(inlet_of_parser)
    os.close(outlet_of_parser)
    monkeypatch.setattr(apart._NURSERY, "parser", lambda: apart._Talk(inlet, outlet))
    try:
        return list(items_apart(pieces_of(PASSENGERS), source(PASSENGERS)))
    finally:
        os.wait()


def _forever(_read_from: Callable, _source: Source) -> Iterator[Party]:
    yield FIRST
    while True:
        pass


def _too_much(_read_from: Callable, _source: Source) -> Iterator[Party]:
    yield FIRST
    taken = []  # more than once: this process may hold room that it has not given back
    while True:
        taken.append(bytearray(confining.MEMORY // 4))


def _ended(_read_from: Callable, _source: Source) -> Iterator[Party]:
    os.abort()
    yield


@pytest.mark.parametrize(
    ("reader", "code", "kept"),
    [
        (_forever, "parser_time", 1),
        (_too_much, "parser_memory", 1),
        (_ended, "parser_died", 0),
    ],
)
def test_a_message_that_costs_too_much_ends_there_and_keeps_what_came_before(
    monkeypatch, reader: Callable, code: str, kept: int
) -> None:
    """SEC-53: so much time of the processor, 256 MB; REL-19: place and cure."""
    if reader is _forever:
        monkeypatch.setattr(confining, "SECONDS", 0.2)
    *found, problem = _in_a_parser(monkeypatch, reader)
    assert (problem.code, problem.kept) == (code, False)
    assert found == [FIRST][:kept]


FORBIDDEN: dict[str, str] = {
    "a file": "open('/etc/hostname')",
    "a folder": "os.listdir('/')",
    "a file to write": "open('/dev/shm/x', 'w')",
    "the network": "socket.socket()",
    "another program": "os.execv('/bin/true', ['true'])",
    "another process": "os.fork()",
    "to stop another process": "os.kill(os.getppid(), 0)",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_a_parser_reaches_nothing(monkeypatch, what: str) -> None:
    """SEC-53: no network, no file; the same is refused to whatever a stranger's bytes would make of it."""
    if not confining.can_confine():
        pytest.skip("no list of calls for this machine")

    def tries(_read_from: Callable, _source: Source) -> Iterator[Party]:
        exec(FORBIDDEN[what])
        yield from ()

    with pytest.raises(ParserBug, match="PermissionError"):
        _in_a_parser(monkeypatch, tries)


def test_a_bug_of_a_reader_is_loud_and_says_none_of_the_message(monkeypatch) -> None:
    def buggy(_read_from: Callable, _source: Source) -> Iterator[Party]:
        raise ValueError("Jaan Naidis")
        yield

    with pytest.raises(ParserBug) as bug:
        _in_a_parser(monkeypatch, buggy)
    assert "ValueError at test_parsing.py" in str(bug.value) and "Naidis" not in str(bug.value)
