"""Handling codes (Council document 6243/18) and evaluation (Regulation (EU) 2016/794, Art. 29) at entry, both strands."""

import pytest
from tests.law.made import LEAST, LORRY, PERSON, problems, rules

from firstwall.kernel.words import Category, Strand

STRANDS = pytest.mark.parametrize("strand", list(Strand))
NOT_EVALUATED = {"evaluation_source": "", "evaluation_information": ""}


@STRANDS
def test_the_supplier_chooses_a_handling_code(strand):
    """EXC-11: there is no default."""
    assert rules(problems(LORRY, Category.MEANS_OF_TRANSPORT, strand, handling=[])) == {("handling", "EXC-11")}


@STRANDS
@pytest.mark.parametrize("codes", [["H0"], ["H1"], ["H1", "H2"], "H1, H2", "H2"])
def test_codes_combine(strand, codes):
    """EXC-11: a list or, from a file, a text."""
    assert problems(LORRY, Category.MEANS_OF_TRANSPORT, strand, handling=codes) == []


@STRANDS
@pytest.mark.parametrize("codes", [["H0", "H1"], ["H4"], ["h1"], ["RESTREINT"], ["H1", ""]])
def test_no_restriction_combines_with_none_and_there_are_four_codes(strand, codes):
    """EXC-11."""
    assert rules(problems(LORRY, Category.MEANS_OF_TRANSPORT, strand, handling=codes)) == {("handling", "EXC-11")}


@STRANDS
def test_h3_comes_with_its_text(strand):
    """EXC-12: and no other code has one."""
    means = Category.MEANS_OF_TRANSPORT
    assert problems(LORRY, means, strand, handling=["H3"], handling_text="Only for the case named.") == []
    assert rules(problems(LORRY, means, strand, handling=["H3"])) == {("handling_text", "EXC-12")}
    assert rules(problems(LORRY, means, strand, handling_text="Only so.")) == {("handling_text", "EXC-12")}
    assert rules(problems(LORRY, means, strand, handling=["H3"], handling_text="x" * 501)) == {
        ("handling_text", "EXC-12")
    }


@STRANDS
@pytest.mark.parametrize(
    ("values", "category", "needed"),
    [
        (PERSON, Category.PERSONS, True),
        (LEAST[Category.FRAUD_TRENDS], Category.FRAUD_TRENDS, True),
        (LORRY | PERSON, Category.MEANS_OF_TRANSPORT, True),
        (LORRY, Category.MEANS_OF_TRANSPORT, False),
        (LEAST[Category.ITEMS_SEIZED], Category.ITEMS_SEIZED, False),
    ],
)
def test_intelligence_is_evaluated_and_plain_facts_may_be(strand, values, category, needed):
    """EXC-13: persons and trends must be; a lorry may be, but never by half."""
    both = {("evaluation_source", "EXC-13"), ("evaluation_information", "EXC-13")}
    assert rules(problems(values, category, strand, **NOT_EVALUATED)) == (both if needed else set())
    assert rules(problems(values, category, strand, evaluation_information="")) == {
        ("evaluation_information", "EXC-13")
    }
    assert rules(problems(values, category, strand, evaluation_source="D")) == {("evaluation_source", "EXC-13")}


@STRANDS
def test_every_problem_is_named_at_once(strand):
    """One round trip, not six: an alert with everything wrong names it all."""
    found = problems({"photo": "x"}, Category.PERSONS, strand, action="", handling=[], ground="", **NOT_EVALUATED)
    named = {one.field for one in found}
    assert named >= {"photo", "names", "reason_for_entry", "action", "handling", "ground", "evaluation_source"}
    assert all(one.sentence and one.cure for one in found)
