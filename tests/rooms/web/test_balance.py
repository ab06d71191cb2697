"""The drawing of the evidence: it stays in its frame, and its parts are what the reasons say."""

from dataclasses import replace

import pytest

from firstwall.matching.probability import probability
from firstwall.screening.rules import in_percent
from firstwall.screening.types import ReasonView
from firstwall.web.screening.balance import balance_of
from firstwall.web.templatetags.firstwall import weight_bar
from tests.rooms.web.preview import HIT


def drawn(verdict: float, *weights: float):
    sides = [ReasonView("for" if weight > 0 else "against", "", weight) for weight in weights]
    start = ReasonView("start", "", round(verdict - sum(weights), 2))
    return balance_of(replace(HIT, reasons=(ReasonView("verdict", "", verdict), *sides, start)))


@pytest.mark.parametrize(
    ("verdict", "weights"), [(8.6, (8.0, 4.1, 1.6, -0.2)), (-14.0, (-9.0, -0.1)), (-4.9, ()), (60.0, (64.9,))]
)
def test_the_drawing_stays_in_its_frame(verdict: float, weights: tuple[float, ...]) -> None:
    it = drawn(verdict, *weights)
    assert it.start_x >= 0
    assert it.start_x + it.start_width == it.against_x
    assert it.against_x + it.against_width == 100
    assert 100 + it.for_width <= 300 and 0 < it.mark_x < 300


def test_the_mark_stands_on_the_side_of_the_balance() -> None:
    assert drawn(3.0, 7.9).mark_x > 100 > drawn(-1.0, 3.9).mark_x


def test_the_chance_is_that_of_the_verdict() -> None:
    """What is shown beside the reasons is what they add up to now, not what was stored when the hit was found."""
    assert drawn(0.0, 4.9).likelihood == in_percent(probability(0.0)) != in_percent(HIT.probability)


def test_a_heavy_weight_fills_its_half_of_the_bar_and_no_more() -> None:
    assert 'x="50.0" y="1" width="50.0"' in weight_bar(40.0)
    assert 'x="0.0" y="1" width="50.0"' in weight_bar(-40.0)
    assert 'x="25.0" y="1" width="25.0"' in weight_bar(-4.0)
