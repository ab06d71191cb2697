"""The adapters answer the evaluation's interface: ours, and the peer that needs nothing but what is installed anyway."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from benchmarks.matching import adapter
from benchmarks.matching.peers import every_name
from benchmarks.matching.peers.listed import bare, plain

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
LIMIT = 10


def read(name: str) -> list[dict]:
    return [json.loads(line) for line in (EXAMPLES / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def queries() -> list[dict]:
    return read("queries.jsonl")[:300]


@pytest.mark.parametrize("make", [adapter.make, every_name.make], ids=["ours", "rapidfuzz"])
def test_answers_are_pairs_with_the_best_first(make: Callable, queries: list[dict]):
    rows = read("alerts.jsonl")
    listed = {row["id"] for row in rows}
    matcher = make(rows)
    answers = [matcher.search(query, LIMIT) for query in queries]
    for answer in answers:
        assert len(answer) <= LIMIT
        assert {entry for entry, _ in answer} <= listed
        scores = [score for _, score in answer]
        assert scores == sorted(scores, reverse=True)
    wanted = [(q["expect"], answer) for q, answer in zip(queries, answers, strict=True) if q["expect"] in listed]
    first = sum(bool(answer) and answer[0][0] == expect for expect, answer in wanted)
    assert wanted
    assert first > len(wanted) / 2


def test_many_at_once_are_answered_as_one_by_one(queries: list[dict]):
    matcher = adapter.make(read("alerts.jsonl"))
    assert matcher.search_many(queries, LIMIT) == [matcher.search(query, LIMIT) for query in queries]


def test_every_peer_reads_names_and_numbers_alike():
    assert plain("  JÖRG  Krüger-Meyer ") == "jorg kruger meyer"
    assert plain("?!") == ""
    assert bare("imo 9 074.729") == "9074729"


def test_a_number_decides_before_any_name():
    rows = [
        {"id": "a", "type": "person", "names": ["Anna Roza"], "ids": [{"type": "passport", "value": "X 12-3"}]},
        {"id": "b", "type": "person", "names": ["Juris Liepa"], "ids": []},
    ]
    matcher = every_name.make(rows)
    asked = {"type": "person", "name": "Juris Liepa", "ids": [{"type": "passport", "value": "x123"}]}
    assert matcher.search(asked, LIMIT) == [("a", 1.0)]
    assert matcher.search({"type": "person", "name": "", "ids": []}, LIMIT) == []
