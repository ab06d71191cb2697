"""No slow path for an outsider: the work of a question is counted, never timed, on lists made to be slow."""

from itertools import product

import numpy as np
import pytest

from firstwall.matching import Entity, Index, Query
from firstwall.matching.expand import expand
from firstwall.matching.question import compile_questions
from firstwall.matching.words import MOST_WORDS

NAMESAKES = 20_000
# Twenty thousand words one or two letters apart: each is like very many others.
LETTERS = "abdeghiklmnoprstuvyz"
ONE_FAMILY = ["".join(["mar", *middle, "an"]) for middle in product(LETTERS, LETTERS, LETTERS)][:8_000]
LISTS = {
    "namesakes": ["Maria Marin"] * NAMESAKES,
    "words one letter apart": [f"{word} {ONE_FAMILY[-place]}" for place, word in enumerate(ONE_FAMILY)],
    "short words": [" ".join(words) for words in product(["al", "el", "ul", "la", "de", "da", "di", "do"], repeat=4)],
}
QUESTIONS = {
    "the very name": "Maria Marin",
    "twelve short words": "al el ul la de da di do li lo ma mi",
    "twelve words of one family": " ".join(ONE_FAMILY[:: len(ONE_FAMILY) // 12][:12]),
    "the same word twelve times": "maria " * 12,
    "four readings": "金" * 12,
}


@pytest.fixture(scope="module", params=LISTS.values(), ids=LISTS)
def index(request) -> Index:
    return Index.build(Entity(f"e{n}", 1, "person", (name,)) for n, name in enumerate(request.param))


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=QUESTIONS)
def test_each_word_meets_each_listed_word_once(index, asked: str) -> None:
    """A cell that bears the stamp of this question was looked at for it, and no cell is looked at twice."""
    (part,) = index._state.parts
    questions, whose = compile_questions([Query("any", asked)])
    tokens = len(part.segment.listed.tokens.rows)
    stamps = np.zeros(tokens, np.int32)
    offsets, found = expand(
        questions.rows,
        questions.first_pair,
        0,
        len(questions.rows),
        part.segment.keys,
        part.segment.listed.tokens.rows,
        stamps,
        np.zeros(2, np.int64),
    )
    assert len(questions.rows) <= len(whose) * (2 * MOST_WORDS - 1)
    assert len(found) <= len(questions.rows) * tokens
    for number in range(len(questions.rows)):
        like = found[offsets[number] : offsets[number + 1]] & np.uint64(0xFFFFFFFF)
        assert len(np.unique(like)) == len(like)


def test_of_many_namesakes_few_are_judged_and_always_the_same() -> None:
    listed = [Entity(f"e{n}", 1, "person", ("Maria Marin",)) for n in range(NAMESAKES)]
    index = Index.build(listed)
    first = index.search(Query("any", "Maria Marin"), 10)
    assert len({candidate.score for candidate in first}) == 1
    assert first == Index.build(reversed(listed)).search(Query("any", "Maria Marin"), 10)


def test_the_right_one_of_many_namesakes_comes_first_by_whatever_is_known_of_it() -> None:
    listed = [Entity(f"e{n}", 1, "person", ("Maria Marin",), ("1980",), ("FR",)) for n in range(NAMESAKES)]
    listed += [
        Entity("by day", 1, "person", ("Maria Marin",), ("1971-05-06",), ("FR",)),
        Entity("by year", 1, "person", ("Maria Marin",), ("1955",), ("FR",)),
        Entity("by state", 1, "person", ("Maria Marin",), ("1980",), ("LV",)),
    ]
    index = Index.build(listed)
    for born, state, expected in [("1971-05-06", "", "by day"), ("1955", "", "by year"), ("", "LV", "by state")]:
        assert index.search(Query("person", "Maria Marin", born, state), 3)[0].id == expected
