"""The saved form of a list: what comes back is what went in, and nothing that was cut, changed or is foreign is read."""

import mmap
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.matching.invented_people import a_person

from firstwall.matching import Entity, Identifier, Index, Query, saved
from firstwall.matching.erasing import erase_from
from firstwall.matching.kernel import answer
from firstwall.matching.saved import NotReadable, open_saved, size_of
from firstwall.matching.stored import Stored, place_of

CANARY = Entity(
    "canary-4711",
    1,
    "person",
    ("Zyxwanna Quorblinks", "Muhammad Quorblinks"),
    ("1977-03-14",),
    ("FO",),
    (Identifier("passport", "QX7194463", "FO"),),
)


class Inner(NamedTuple):
    one: np.ndarray
    other: np.ndarray


class Outer(NamedTuple):
    first: np.ndarray
    inner: Inner


class Other(NamedTuple):
    first: np.ndarray
    second: np.ndarray


def an_outer() -> Outer:
    return Outer(np.arange(7, dtype=np.int32), Inner(np.ones((3, 5), np.uint8), np.zeros((0, 4), np.float64)))


def written(tree: tuple, **words: object) -> bytearray:
    buffer = bytearray().join(saved.saved(tree, words))
    assert len(buffer) == size_of(tree, words)
    return buffer


def test_what_comes_back_is_what_went_in() -> None:
    opened = open_saved(written(an_outer(), mark=12), Outer)
    assert opened.words == {"mark": 12}
    for mine, back in zip((an_outer().first, *an_outer().inner), (opened.tree.first, *opened.tree.inner), strict=True):
        assert back.dtype == mine.dtype and back.shape == mine.shape and (back == mine).all()


def test_arrays_lie_in_the_buffer_itself_at_multiples_of_64(tmp_path: Path) -> None:
    """Zero-copy: every process that maps the file reads the same memory, and a reader cannot write it."""
    path = tmp_path / "list"
    path.write_bytes(written(an_outer()))
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    opened = open_saved(mapped, Outer)
    assert [array.__array_interface__["data"][0] % 64 for array in (opened.tree.first, *opened.tree.inner)] == [0] * 3
    assert not opened.tree.first.flags.owndata and not opened.tree.first.flags.writeable


def test_a_read_only_list_needs_no_kernel_of_its_own(people, questions) -> None:
    """A second kernel for read-only arrays would take half a minute to compile at the first search."""
    index = Index.build(people)
    answers = index.search_many(questions)
    compiled = len(answer.signatures)
    opened = open_saved(bytes(written(Index.build(people).stored())), Stored, for_kernel=True)
    assert Index.opened(opened.tree).search_many(questions) == answers
    assert len(answer.signatures) == compiled


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1 << 20), st.integers(1, 255))
def test_no_changed_byte_is_read(at: int, change: int) -> None:
    buffer = written(an_outer(), mark=12)
    buffer[at % len(buffer)] ^= change
    if 56 <= at % len(buffer) < 64:
        return  # eight bytes that nobody reads
    with pytest.raises(NotReadable):
        open_saved(buffer, Outer)


@given(st.binary(max_size=400), st.integers(0, 600))
def test_a_foreign_or_cut_buffer_is_refused(tail: bytes, kept: int) -> None:
    whole = written(an_outer())
    for buffer in (tail, bytes(whole[: min(kept, len(whole) - 1)]), bytes(whole) + tail + b"x"):
        with pytest.raises(NotReadable):
            open_saved(buffer, Outer)


@settings(max_examples=300, deadline=None)
@given(st.integers(0, 1 << 20), st.integers(0, 255))
def test_without_the_digest_a_changed_head_still_leads_nowhere(at: int, byte: int) -> None:
    """The sizes alone bound every array: a hostile head reads nothing outside the buffer."""
    buffer = written(an_outer())
    head = 64 + int.from_bytes(buffer[12:16], "little")
    buffer[at % head] = byte
    try:
        opened = open_saved(buffer, Outer, check_digest=False)
    except NotReadable:
        return
    assert sum(array.nbytes for array in (opened.tree.first, *opened.tree.inner)) <= len(buffer)


def test_another_form_or_another_matcher_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = written(an_outer())
    with pytest.raises(NotReadable, match="other arrays"):
        open_saved(buffer, Other)
    monkeypatch.setattr(saved, "MATCHER_VERSION", "0/none")
    with pytest.raises(NotReadable, match="another version"):
        open_saved(buffer, Outer)


def test_an_index_over_a_saved_list_answers_as_one_built(people, questions) -> None:
    opened = Index.opened(open_saved(written(Index.build(people).stored()), Stored).tree)
    built = Index.build(people)
    assert len(opened) == len(people)
    assert opened.search_many(questions) == built.search_many(questions)
    for index in (opened, built):
        index.remove(people[0].id)
        index.amend(Entity(people[1].id, 1, "person", ("Quite Another",)))
        index.add(a_person(5000))
    assert opened.search_many(questions) == built.search_many(questions)
    opened.compact()
    assert opened.search_many(questions) == built.search_many(questions)


def test_an_erased_entry_leaves_no_byte_of_its_own(people, questions) -> None:
    """Its words, dates, countries, identifiers and its id are overwritten where they lie; the others answer as before."""
    buffer = written(Index.build([*people, CANARY]).stored())
    listed = open_saved(buffer, Stored).tree
    asked = [*questions, Query("person", CANARY.names[0], identifiers=CANARY.identifiers)]
    assert CANARY.id in [one.id for one in Index.opened(listed).search(asked[-1])]
    traces = traces_of(CANARY, [*people])
    assert all(trace in buffer for trace in traces) and len(traces) > 10
    assert erase_from(listed, [CANARY.id, "never there"]) == 1
    assert [trace for trace in traces if trace in buffer] == []
    assert place_of(listed.segment, CANARY.id) == -1
    again = open_saved(buffer, Stored, check_digest=False).tree
    assert Index.opened(again).search_many(asked) == Index.build(people).search_many(asked)
    with pytest.raises(NotReadable, match="altered"):
        open_saved(buffer, Stored)


def test_erasing_in_any_order_equals_a_rebuild(people, questions) -> None:
    listed = open_saved(written(Index.build(people).stored()), Stored).tree
    for start in range(0, 200, 40):
        erase_from(listed, [one.id for one in people[start : start + 40 : 2]])
    gone = {one.id for one in people[0:200:2]}
    left = Index.build([one for one in people if one.id not in gone])
    assert Index.opened(listed).search_many(questions) == left.search_many(questions)


def traces_of(entity: Entity, others: list[Entity]) -> list[bytes]:
    """What only this entity leaves in a compiled list: letters, keys, hashes, dates and its id."""
    segment, without = Index.build([entity]).stored().segment, bytes(written(Index.build(others).stored()))
    listed = segment.listed
    keys = [*(segment.keys.rows[:, 0] >> 32), *(segment.joined.rows[:, 0] >> 32)]
    traces = [entity.id.encode(), *(row.tobytes() for row in listed.tokens.rows)]
    traces += [np.uint32(key).tobytes() for key in keys]
    traces += [number.tobytes() for number in (*listed.facts.tie, *listed.facts.dates, *listed.marks.key)]
    traces += [number.tobytes() for number in listed.marks.exact if number]
    return [trace for trace in traces if trace not in without]
