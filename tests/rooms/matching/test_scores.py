"""Scores are graded: more agreement never lowers one, more disagreement never raises one."""

import time

import pytest

from firstwall.matching import MATCHER_VERSION, THRESHOLDS, Entity, Identifier, Index, Query

LISTED = Entity(
    "x",
    1,
    "person",
    ("Bogdan Mihai Ionescu",),
    ("1970-02-03",),
    ("RO",),
    (Identifier("passport", "K1234567", "RO"), Identifier("plate", "B123ABC", "RO")),
)


def score(name: str = "", born: str = "", country: str = "", kind: str = "person", *marks: Identifier) -> float:
    return Index().explain(Query(kind, name, born, country, marks), LISTED).score


def test_a_better_spelling_scores_more() -> None:
    names = ["Bogdan Mihai Ionescu", "Bogdan Mihai Ionesco", "Bogdn Mihai Ionesco", "Bogdan Ionesco", "Bogdan", "Xu"]
    scores = [score(name) for name in names]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_closer_birth_date_scores_more() -> None:
    dates = ["1970-02-03", "1970-03-02", "1970-02", "1970", "1970-11-28", "1971-02-03", "1973-02-03", "1990-02-03"]
    scores = [score("Bogdan Mihai Ionescu", date) for date in dates]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_a_namesake_born_years_apart_is_below_every_threshold_but_analysis() -> None:
    assert score("Bogdan Mihai Ionescu", "1990-05-01") < THRESHOLDS["lane"]


def test_country_and_kind_count() -> None:
    alone = score("Bogdan Mihai Ionescu")
    assert score("Bogdan Mihai Ionescu", country="RO") > alone > score("Bogdan Mihai Ionescu", country="SE")
    assert score("Bogdan Mihai Ionescu", kind="vessel") < alone
    assert score("Bogdan Mihai Ionescu", kind="any") == alone


def test_equal_identifiers_keep_an_order() -> None:
    """No saturation: of two entries with the number asked for, the one that agrees in more comes first."""
    number = Identifier("passport", "K1234567", "RO")
    scores = [
        score("Bogdan Mihai Ionescu", "1970-02-03", "RO", "person", number),
        score("Bogdan Ionescu", "1970-02-03", "", "person", number),
        score("", "", "", "person", number),
        score("Henrik Lundqvist", "", "", "person", number),
        score("Henrik Lundqvist", "1990-01-01", "", "person", number),
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)
    assert all(THRESHOLDS["bulk"] <= s < 1 for s in scores)


def test_scheme_state_and_look_alikes_of_a_number_count() -> None:
    marks = [
        Identifier("passport", "K1234567", "RO"),
        Identifier("document", "k-123 4567", "RO"),
        Identifier("document", "K1234567"),
        Identifier("passport", "KI234567", "RO"),
        Identifier("passport", "K1234567", "SE"),
        Identifier("plate", "K1234567", "RO"),
    ]
    scores = [score("", "", "", "any", mark) for mark in marks]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(scores)


def test_another_number_finds_nothing() -> None:
    assert Index.build([LISTED]).search(Query("any", identifiers=(Identifier("passport", "K1234568", "RO"),))) == []
    assert Index.build([LISTED]).search(Query("any", identifiers=(Identifier("passport", "--", "RO"),))) == []


@pytest.mark.parametrize(
    "name", ["x" * 10_000, "ab " * 3_333, "\u200b" * 10_000, "ﷺ" * 3_000, "张" * 10_000, "١" * 10_000]
)
def test_a_name_of_ten_thousand_characters_is_quick(name: str, people) -> None:
    index = Index.build(people)
    index.search(Query("any", name))
    start = time.perf_counter()
    index.search(Query("any", name))
    assert time.perf_counter() - start < 0.25


def test_every_score_lies_between_nought_and_one(people, questions) -> None:
    for row in Index.build(people).search_many(questions, 32):
        assert [c.score for c in row] == sorted((c.score for c in row), reverse=True)
        assert all(0 < c.score <= 1 for c in row)


def test_one_by_one_and_all_at_once_agree(people, questions) -> None:
    index = Index.build(people)
    assert index.search_many(questions, 7) == [index.search(query, 7) for query in questions]


def test_search_and_explanation_agree(people, questions) -> None:
    index, by_id = Index.build(people), {entity.id: entity for entity in people}
    for query in questions[::4]:
        for candidate in index.search(query, 5):
            assert index.explain(query, by_id[candidate.id]).score == candidate.score


def test_versions_and_thresholds_are_shipped() -> None:
    assert MATCHER_VERSION.count("/") == 2
    assert 0 < THRESHOLDS["analysis"] < THRESHOLDS["lane"] < THRESHOLDS["bulk"] < 1
