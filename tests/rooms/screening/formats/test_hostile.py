"""Every reader on samples that somebody bent: no fault but a named one, and places that never come twice (EXC-06, REL-13)."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from firstwall.kernel.refusal import Fault
from firstwall.screening.problems import WORDS
from firstwall.screening.sniff import form_of
from firstwall.screening.types import Party
from tests.rooms.screening.formats.reading import read

SAMPLES = {path.name: path.read_bytes() for path in sorted(Path("examples/formats").iterdir())}
COLUMNS = {"Party": "name"}
BENDS = st.lists(
    st.tuples(
        st.sampled_from(["cut", "drop", "insert", "twice", "swap"]),
        st.floats(0, 1),
        st.integers(1, 60),
        st.sampled_from(
            [b"'", b"?", b"\x00", b"\xff\xfe", b"NAD+CN+'", b"<a>", b"&x;", b"~", b"\n", b"UNH+1+", b"0" * 200]
        ),
    ),
    min_size=1,
    max_size=4,
)


def bent(data: bytes, bends: list) -> bytes:
    for kind, where, size, text in bends:
        at = int(where * len(data))
        if kind == "cut":
            data = data[:at]
        elif kind == "drop":
            data = data[:at] + data[at + size :]
        elif kind == "insert":
            data = data[:at] + text + data[at:]
        elif kind == "twice":
            data = data[: at + size] + data[at:]
        else:
            data = data[:at] + data[at : at + size][::-1] + data[at + size :]
    return data


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BENDS)
def test_a_bent_sample_is_read_as_far_as_it_goes(name: str, bends: list) -> None:
    data = bent(SAMPLES[name], bends)
    try:
        form = form_of(data[:65_536])
    except Fault as fault:
        assert fault.sentence and fault.cure
        return
    mapping = {**form.as_json(), "columns": COLUMNS} if form.format in {"csv", "xlsx"} else {}
    items = read(data, form.format, **mapping)
    places = [item.line for item in items if isinstance(item, Party)]
    assert places == sorted(places), "a place before another would break the run"
    ends = [item.end for item in items]
    assert ends == sorted(ends)
    assert all(item.code in WORDS for item in items if not isinstance(item, Party))


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith(".mrz")])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BENDS, st.data())
def test_a_bent_message_goes_on_after_any_committed_place(name: str, bends: list, data: st.DataObject) -> None:
    raw = bent(SAMPLES[name], bends)
    try:
        form = form_of(raw[:65_536])
    except Fault:
        return
    if form.format not in {"edifact", "x12", "xml", "json", "xlsx"}:
        return
    items = read(raw, form.format, columns=COLUMNS)
    ends = [item.through or item.line for item in items]
    ends_of_chunks = [number for number, item in enumerate(items[1:], 1) if item.line > ends[number - 1]]
    if not ends_of_chunks:
        return
    cut = data.draw(st.sampled_from(ends_of_chunks))
    last = items[cut - 1]
    assert read(raw, form.format, lines=last.through or last.line, columns=COLUMNS) == items[cut:]
