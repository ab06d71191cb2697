"""Scores at work: log-odds for machines, a chance in words and percent for people, reasons that add up."""

import pytest

from firstwall.api.screening_shown import candidate
from firstwall.matching.probability import probability
from firstwall.matching.sentences import VERDICTS
from firstwall.screening import queries, services
from firstwall.screening.rules import GRADES, grade_of, in_percent
from firstwall.screening.types import Facts, Number
from tests.rooms.screening.world import World, enters

FACTS = Facts(kind="person", name="Jaan Naidis", birth_date="1980-05-17", country="EE")


@pytest.mark.parametrize(
    ("likely", "said"),
    [
        (0.0, "<1\u00a0%"),
        (0.0099, "<1\u00a0%"),
        (0.01, "1\u00a0%"),
        (0.5, "50\u00a0%"),
        (0.966, "97\u00a0%"),
        (0.9899, "99\u00a0%"),
        (0.9968, "99.6\u00a0%"),
        (0.99899, "99.8\u00a0%"),
        (0.9991, ">99.9\u00a0%"),
        (1.0, ">99.9\u00a0%"),
    ],
)
def test_a_chance_is_said_in_percent_and_never_as_certain(likely: float, said: str) -> None:
    assert in_percent(likely) == said


def test_the_grade_follows_the_chance_as_it_is_shown() -> None:
    """Whoever reads 90 % reads the word of 90 %."""
    graded: dict[str, list[int]] = {}
    for score in (step / 100 for step in range(-900, 900)):
        graded.setdefault(grade_of(score), []).append(round(100 * probability(score)))
    assert list(graded) == ["possible", "likely", "strong"]
    assert max(graded["possible"]) < 60 <= min(graded["likely"])
    assert max(graded["likely"]) < 90 <= min(graded["strong"])


def test_grades_and_verdicts_have_the_same_borders() -> None:
    """The list says nothing else than the comparison."""
    assert [least for least, _ in GRADES[:2]] == [least for least, _ in VERDICTS[:2]]


def test_the_reasons_of_a_candidate_add_up_to_its_score(world: World) -> None:
    enters(world.estonia, "C")
    (hit,) = services.check(world.lane, facts=FACTS).strands[0].candidates
    verdict, *reasons = hit.reasons
    assert verdict.kind == "verdict" and reasons[-1].kind == "start"
    assert sum(reason.weight for reason in reasons) == pytest.approx(verdict.weight, abs=0.001)
    assert verdict.weight == pytest.approx(hit.score, abs=0.01)
    told = [abs(reason.weight) for reason in reasons[:-1]]
    assert told == sorted(told, reverse=True)
    assert all((reason.weight > 0) == (reason.kind == "for") for reason in reasons)


def test_machines_are_given_both_numbers(world: World) -> None:
    enters(world.estonia, "C")
    (hit,) = services.check(world.lane, facts=FACTS).strands[0].candidates
    shown = candidate(queries.candidate_for(world.lane, hit.id))
    assert shown["score"] > 2
    assert shown["probability"] == pytest.approx(probability(shown["score"]), abs=1e-5)
    assert shown["grade"] == "strong"


def test_more_that_agrees_is_surer_without_a_ceiling(world: World) -> None:
    enters(world.estonia, "C")
    scores = []
    for facts in (Facts(name="Jaan Näidis"), Facts(name="Jaan Näidis", country="EE"), FACTS):
        (hit,) = services.check(world.lane, facts=facts).strands[0].candidates
        scores.append(hit.score)
    assert scores == sorted(scores) and len(set(scores)) == 3


def test_a_stranger_with_the_number_is_not_called_nearly_the_same(world: World) -> None:
    """Found by the passport alone: the names differ, and the comparison says so."""
    enters(world.estonia, "C")
    facts = Facts(kind="person", name="Henrik Lundqvist", numbers=(Number("passport", "KX1234567", "EE"),))
    found = services.check(world.lane, facts=facts).strands[0].candidates
    assert [{row.code: row.finding for row in hit.rows}["name"] for hit in found] == ["other"]
