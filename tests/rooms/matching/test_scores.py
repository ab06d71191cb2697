"""Scores are graded: more agreement never lowers one, more disagreement never raises one."""

import pytest

from firstwall.matching import MATCHER_VERSION, THRESHOLDS, Entity, Identifier, Index, Query
from firstwall.matching.evidence import WEIGHTS_VERSION
from firstwall.matching.families import families_version
from firstwall.matching.frequencies import table_version
from firstwall.matching.index import LEAST_SCORE
from firstwall.matching.thresholds import RULES_VERSION

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


def test_a_namesake_born_years_apart_is_below_every_threshold_of_work() -> None:
    assert score("Bogdan Mihai Ionescu", "1990-05-01") < THRESHOLDS["lane"]


def test_country_and_kind_count() -> None:
    alone = score("Bogdan Mihai Ionescu")
    assert score("Bogdan Mihai Ionescu", country="RO") > alone > score("Bogdan Mihai Ionescu", country="SE")
    assert score("Bogdan Mihai Ionescu", kind="vessel") < alone
    assert score("Bogdan Mihai Ionescu", kind="any") == alone


def test_equal_identifiers_keep_an_order() -> None:
    """No saturation: of two entries with the number asked for, the one that agrees in more comes first.

    Another name beside an equal number speaks neither for nor against: names are misspelt, married and invented.
    """
    number = Identifier("passport", "K1234567", "RO")
    scores = [
        score("Bogdan Mihai Ionescu", "1970-02-03", "RO", "person", number),
        score("Bogdan Ionescu", "1970-02-03", "", "person", number),
        score("", "", "", "person", number),
        score("Henrik Lundqvist", "", "", "person", number),
        score("Henrik Lundqvist", "1990-01-01", "", "person", number),
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[2] == scores[3]
    assert len(set(scores)) == len(scores) - 1
    assert all(THRESHOLDS["bulk"] <= s for s in scores[:4])


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


def test_a_score_has_no_ceiling() -> None:
    """Log-odds: every agreement adds what it adds, however much is already known."""
    number = Identifier("passport", "K1234567", "RO")
    with_date = score("Bogdan Mihai Ionescu", "1970-02-03")
    with_all = score("Bogdan Mihai Ionescu", "1970-02-03", "RO", "person", number)
    alone = score("Bogdan Mihai Ionescu")
    country = score("Bogdan Mihai Ionescu", "1970-02-03", "RO") - with_date
    assert country == pytest.approx(score("Bogdan Mihai Ionescu", country="RO") - alone, abs=1e-4)
    by_number = score("Bogdan Mihai Ionescu", "", "", "person", number) - alone
    assert with_all == pytest.approx(with_date + country + by_number, abs=1e-4)


def test_answers_stand_in_the_order_of_their_scores(people, questions) -> None:
    for row in Index.build(people).search_many(questions, 32):
        assert [c.score for c in row] == sorted((c.score for c in row), reverse=True)
        assert all(c.score >= LEAST_SCORE for c in row)


def test_one_by_one_and_all_at_once_agree(people, questions) -> None:
    index = Index.build(people)
    assert index.search_many(questions, 7) == [index.search(query, 7) for query in questions]


def test_search_and_explanation_agree(people, questions) -> None:
    index, by_id = Index.build(people), {entity.id: entity for entity in people}
    for query in questions[::4]:
        for candidate in index.search(query, 5):
            assert index.explain(query, by_id[candidate.id]).score == candidate.score


def test_versions_and_thresholds_are_shipped() -> None:
    for version in (RULES_VERSION, WEIGHTS_VERSION, table_version(), families_version()):
        assert version in MATCHER_VERSION.split("/")
    assert LEAST_SCORE < THRESHOLDS["analysis"] < THRESHOLDS["lane"] < THRESHOLDS["bulk"]
