"""Regulation (EC) No 515/97: the administrative strand."""

from datetime import date

import pytest
from tests.law.made import LEAST, LORRY, PERSON, PERSON_IN_SET_S, problems, rules

from firstwall.kernel.words import Category, Strand
from firstwall.law.dates import dates_of
from firstwall.law.tables import SIGHTING_BLOCKS, access_of, grounds_for, profile_in_force

ADMINISTRATIVE = Strand.ADMINISTRATIVE


@pytest.mark.parametrize("category", list(Category))
def test_article_24_each_category_can_be_entered(category):
    """CIS-07."""
    assert problems(LEAST[category], category, ADMINISTRATIVE) == []


def test_article_25_the_refusal_names_this_strands_article():
    """CIS-08: a reader of this strand is shown this strand's law."""
    values = LEAST[Category.ITEMS_SEIZED] | PERSON_IN_SET_S | {"warning_codes": ["armed"]}
    [found] = problems(values, Category.ITEMS_SEIZED, ADMINISTRATIVE)
    assert found.article == "Regulation (EC) No 515/97, Art. 25(4)"


def test_article_27_1_no_strategic_analysis_of_persons():
    """CIS-21: of a lorry yes, of a lorry with its driver no, of a person never."""
    strategic = {"action": "strategic_analysis"}
    assert problems(LORRY, Category.MEANS_OF_TRANSPORT, ADMINISTRATIVE, **strategic) == []
    found = problems(LORRY | PERSON, Category.MEANS_OF_TRANSPORT, ADMINISTRATIVE, **strategic)
    assert rules(found) == {("action", "CIS-21")}
    assert found[0].article == "Regulation (EC) No 515/97, Art. 27(1)"
    assert rules(problems(PERSON, Category.PERSONS, ADMINISTRATIVE, **strategic)) == {("action", "CIS-21")}


def test_article_27_1_cash_is_for_analysis_only_here_too():
    """X-6: the stricter reading in both strands."""
    found = problems(LEAST[Category.CASH_SEIZED], Category.CASH_SEIZED, ADMINISTRATIVE, action="check")
    assert rules(found) == {("action", "CIS-20")}


def test_article_27_2_indication_and_union_relevance_are_two_fields():
    """CIS-18: each is missed by itself."""
    assert rules(problems(PERSON, Category.PERSONS, ADMINISTRATIVE, ground="")) == {("ground", "CIS-18")}
    found = problems(PERSON, Category.PERSONS, ADMINISTRATIVE, union_relevance="")
    assert rules(found) == {("union_relevance", "CIS-18")}
    found = problems(PERSON, Category.PERSONS, ADMINISTRATIVE, ground="", union_relevance="")
    assert rules(found) == {("ground", "CIS-18"), ("union_relevance", "CIS-18")}


def test_article_27_2_things_need_neither():
    """CIS-18 speaks of personal data."""
    assert problems(LORRY, Category.MEANS_OF_TRANSPORT, ADMINISTRATIVE, ground="", union_relevance="") == []


def test_article_27_2_the_criminal_field_of_law_has_no_place_here():
    """CIS-01: the strands keep their own grounds."""
    found = problems(LORRY, Category.MEANS_OF_TRANSPORT, ADMINISTRATIVE, field_of_law="goods_controls")
    assert rules(found) == {("field_of_law", "CIS-05")}
    assert grounds_for(ADMINISTRATIVE, "field_of_law") == ()


def test_article_28_1_a_sighting_has_seven_blocks_and_needs_the_first():
    """CIS-33."""
    assert [block.number for block in SIGHTING_BLOCKS] == [1, 2, 3, 4, 5, 6, 7]
    assert [block.code for block in SIGHTING_BLOCKS if block.required] == ["found"]


def test_article_29_neither_agency_but_olaf():
    """CIS-29, CIS-32e."""
    for agency in ("europol", "eurojust", "frontex"):
        assert access_of(agency, ADMINISTRATIVE).access == "none"
    assert "CIS-32e" in access_of("europol", ADMINISTRATIVE).ground
    assert access_of("olaf", ADMINISTRATIVE).access == "partner"


def test_article_33_five_years_since_september_2016():
    """CIS-63."""
    assert profile_in_force(ADMINISTRATIVE, date(2016, 8, 31)).code == "eu-2009"
    today = profile_in_force(ADMINISTRATIVE, date(2016, 9, 1))
    assert today.code == "eu-2024"
    assert dates_of(date(2024, 2, 29), today).last_day == date(2029, 2, 28)
