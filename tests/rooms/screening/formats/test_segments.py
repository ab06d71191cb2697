"""The cutter of EDIFACT: the same segments wherever the stream is cut, and nothing of an endless one is held (EXC-06)."""

import tracemalloc
from collections.abc import Iterator
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firstwall.screening.formats.segments import LONGEST_SEGMENT, Cutter, Segment, segments_of

PIECES = st.lists(
    st.sampled_from(
        ["UNA:+.? '", "UNA|*.!~$", "UNB+UNOC:3+A+B'", "NAD+CN", "+", ":", "?", "'", "?'", "\n", "ä", "x", "UN", " "]
    ),
    max_size=40,
)


def whole(data: bytes) -> list[Segment]:
    return list(segments_of([data]))


def elements(data: bytes) -> list[tuple]:
    return [segment.elements for segment in whole(data)]


@given(PIECES, st.lists(st.integers(0, 200), max_size=12))
def test_any_cut_of_the_stream_gives_the_same_segments(pieces: list[str], cuts: list[int]) -> None:
    data = "".join(pieces).encode()
    places = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    pieces_of_it = [data[start:end] for start, end in pairwise(places)]
    assert list(segments_of(pieces_of_it)) == whole(data)


@given(st.binary(max_size=400))
def test_no_bytes_stop_it_and_places_only_grow(data: bytes) -> None:
    found = whole(b"UNB+UNOA:1+" + data)
    assert [segment.number for segment in found] == list(range(1, len(found) + 1))
    ends = [segment.end for segment in found]
    assert ends == sorted(ends) and all(end <= len(data) + 11 for end in ends)


def test_a_release_character_takes_the_meaning_of_the_next() -> None:
    assert elements(b"FTX+A?+B?:C??'NAD+O?'BRIEN'") == [(("FTX",), ("A+B:C?",)), (("NAD",), ("O'BRIEN",))]


def test_the_service_string_says_the_separators_until_its_interchange_ends() -> None:
    data = b" UNA|*.? $\nUNB*UNOA|4*X$UNZ*0*1$UNB+UNOA:4+Y'"
    assert [row[0][0] for row in elements(data)] == ["UNB", "UNZ", "UNB"]
    assert elements(data)[0][1] == ("UNOA", "4") and elements(data)[2][1] == ("UNOA", "4")


def test_blanks_breaks_and_empty_segments_are_nothing() -> None:
    assert elements(b"\xef\xbb\xbf UNB+A'\r\n\r\n''\tBGM+1\r\n0'\x1a") == [(("UNB",), ("A",)), (("BGM",), ("10",))]


def test_the_encoding_is_the_senders_unless_the_bytes_say_otherwise() -> None:
    def last(charset: str, text: bytes) -> tuple[str, str]:
        segment = whole(b"UNB+" + charset.encode() + b":3+A'NAD+" + text + b"'")[-1]
        return segment.value(1), segment.state

    assert last("UNOC", "NÄIDIS".encode("latin-1")) == ("NÄIDIS", "")
    assert last("UNOE", "ИВАН".encode("iso8859-5")) == ("ИВАН", "")
    assert last("UNOY", "ИВАН".encode()) == ("ИВАН", "")
    assert last("UNOC", "NÄIDIS".encode()) == ("NÄIDIS", "mixed")
    assert last("UNOA", "NÄIDIS".encode("latin-1")) == ("NÄIDIS", "mixed")


def test_a_segment_of_ten_megabytes_is_named_and_the_next_is_read() -> None:
    def stream() -> Iterator[bytes]:
        yield b"UNB+UNOA:1+A'FTX+"
        for _ in range(160):
            yield b"x" * 65_536
        yield b"?'still it'NAD+CN'"

    tracemalloc.start()
    found = list(segments_of(stream()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(segment.tag, segment.state) for segment in found] == [("UNB", ""), ("FTX", "too_long"), ("NAD", "")]
    assert peak < 20 * LONGEST_SEGMENT


def test_a_long_segment_is_too_long_however_it_comes() -> None:
    data = b"FTX+" + b"?" * LONGEST_SEGMENT + b"??'NAD+CN'"
    for size in (1000, 65_536, len(data)):
        pieces = [data[at : at + size] for at in range(0, len(data), size)]
        assert [(s.tag, s.state, s.end) for s in segments_of(pieces)] == [
            ("FTX", "too_long", len(data) - 7),
            ("NAD", "", len(data)),
        ]


def test_what_has_no_terminator_is_cut() -> None:
    cutter = Cutter()
    assert not list(cutter.feed(b"NAD+CN+HALF A N"))
    assert [segment.state for segment in cutter.close()] == ["cut"]
