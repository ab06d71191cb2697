"""The invented world: right check digits, many scripts, the same every time."""

from collections import Counter
from unicodedata import name as sign_name

import pytest
from stdnum import imo, iso6346

from firstwall.runtime.demo import identifiers, means, names, spelling
from firstwall.runtime.demo.alerts import alerts
from firstwall.runtime.demo.checks import vin_sign
from firstwall.runtime.demo.coalition import COALITION, SMALL, coordinators
from firstwall.runtime.demo.dice import dice
from firstwall.runtime.demo.traffic import day_at
from firstwall.runtime.demo.walk import walk_alerts

SCRIPTS = {
    "LATIN", "GREEK", "CYRILLIC", "ARABIC", "HEBREW", "GEORGIAN", "ARMENIAN", "CJK", "HANGUL", "KATAKANA",
}  # fmt: skip


def test_the_same_topic_throws_the_same():
    assert [names.person(dice("t")) for _ in range(3)] == [names.person(dice("t")) for _ in range(3)]


def test_containers_and_ships_pass_the_public_checks():
    rng = dice("test", "numbers")
    for _ in range(200):
        iso6346.validate(identifiers.container(rng))
        imo.validate(identifiers.imo(rng))


def test_vehicle_numbers_have_the_right_ninth_sign():
    number = identifiers.vin(dice("test", "vin"))
    assert len(number) == 17
    assert number[8] == vin_sign(number)


@pytest.mark.parametrize("state", sorted(identifiers.PLATE_PATTERNS))
def test_a_plate_can_be_thrown_for_every_state(state):
    plate = means.vehicle(dice("test", "plate", state), state).plate
    assert any(sign.isdigit() for sign in plate)
    assert any(sign.isalpha() for sign in plate)


def test_a_slip_changes_a_name_and_keeps_its_first_sign():
    rng = dice("test", "slip")
    slips = {spelling.typo(rng, "Margarita Sandoval") for _ in range(50)}
    assert all(slip.startswith("M") for slip in slips)
    assert len(slips) > 20


def test_a_reformatted_number_keeps_its_signs():
    rng = dice("test", "format")
    for _ in range(50):
        changed = identifiers.reformatted(rng, "FWXU4820165")
        assert "".join(s for s in changed if s.isalnum()).upper() == "FWXU4820165"


def test_a_bulgarian_woman_bears_the_feminine_form():
    rng = dice("test", "feminine")
    women = [p for p in (names.person(rng, "bg") for _ in range(60)) if p.sex == "F"]
    assert women
    assert all(p.family.written.endswith("а") and p.main_name().endswith("a") for p in women)


def test_three_thousand_alerts_over_all_categories_and_both_strands():
    made = alerts()
    assert 2800 <= len(made) <= 3300
    assert set(Counter(a.category for a in made)) == set("abcdefgh")
    assert Counter(a.strand for a in made)["C"] > Counter(a.strand for a in made)["A"] > 500
    assert len({a.number for a in made}) == len(made)


def test_alerts_are_written_in_many_scripts():
    seen = {
        sign_name(sign).split()[0]
        for alert in alerts()
        for name in alert.values.get("names", ())
        for sign in name
        if sign.isalpha()
    }
    assert seen >= SCRIPTS


def test_only_the_administrative_strand_narrows_the_audience():
    """CIS-28, X-13."""
    assert any(a.audience for a in alerts())
    assert all(a.audience is None for a in alerts() if a.strand == "C")


def test_planted_parties_name_alerts_that_exist():
    listed = (*walk_alerts(), *alerts())
    day = day_at("ROCND", listed)
    numbers = {a.number for a in listed}
    assert len(day) == 200
    assert {p.expect for p in day if p.expect} <= numbers
    assert sum(1 for p in day if p.expect) == 12
    assert {p.twin for p in day if p.twin} <= numbers


def test_the_coalition_has_two_posts_and_a_coordinator_in_every_state():
    for coalition in (COALITION, SMALL):
        assert len(coalition.states) >= 4
        assert set(coordinators(coalition)) == {s.code for s in coalition.states}
        for authority in coalition.authorities:
            if authority.state:
                assert sum(1 for post in authority.posts if post.kind == "border_post") == 2


def test_every_login_is_its_own():
    logins = [m.login for a in COALITION.authorities for m in a.members]
    assert len(logins) == len(set(logins))
    assert {"ee.officer.narva", "ro.coordinator", "europol.desk", "olaf.desk", "supervisor"} <= set(logins)
