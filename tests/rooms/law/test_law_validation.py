"""The door of the validation: one judgement, one refusal, days that cannot be."""

from datetime import date

import pytest

from firstwall.kernel.refusal import FieldRefused
from firstwall.kernel.words import Category, Strand
from firstwall.law.normalising import outside_the_set
from firstwall.law.validation import AlertInputs, admitted_values, judge_alert

TODAY = date(2026, 11, 23)
PERSON = {"names": "Jaan Tamm", "reason_for_entry": "Tobacco in double floors."}
INPUTS = AlertInputs(
    category=Category.PERSONS,
    strand=Strand.CRIMINAL,
    action="sighting",
    ground="committed",
    field_of_law="goods_controls",
    data_subject="suspect",
    rests_on="facts",
    handling=("H1",),
    evaluation_source="A",
    evaluation_information="1",
)


def test_admitted_values_are_in_their_normal_form():
    """What is let in is what is sealed: lists are lists, dates are ISO."""
    values = admitted_values(PERSON | {"birth_dates": "17.02.1980"}, INPUTS, today=TODAY)
    assert values == {
        "names": ["Jaan Tamm"],
        "birth_dates": ["1980-02-17"],
        "reason_for_entry": "Tobacco in double floors.",
    }


def test_what_the_law_refuses_is_refused_with_every_problem():
    """One exception carries them all."""
    with pytest.raises(FieldRefused) as refused:
        admitted_values({"photo": "x"}, INPUTS, today=TODAY)
    assert {one.field for one in refused.value.problems} == {"photo", "names", "reason_for_entry"}
    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("day", "is_refused"), [("2026-11-23", False), ("2026-11-24", True), ("2026", False), ("2027", True)]
)
def test_nobody_is_born_tomorrow(day, is_refused):
    """The edge is today; a year alone is judged by its first day."""
    _values, problems = judge_alert(PERSON | {"birth_dates": [day]}, INPUTS, TODAY)
    assert [one.field for one in problems] == (["birth_dates"] if is_refused else [])


def test_a_bad_value_is_named_once_and_not_missed_as_well():
    """A name too long is too long; it is not also missing."""
    _values, problems = judge_alert(PERSON | {"names": "x" * 501}, INPUTS, TODAY)
    assert [one.field for one in problems] == ["names"]


def test_the_closed_set_is_asked_again_after_opening():
    """CIS-08: a sealed value that holds more than its category may is noticed when it is opened."""
    assert outside_the_set(Category.CASH_SEIZED, ["cash_amount", "names"]) == []
    [found] = outside_the_set(Category.CASH_SEIZED, ["cash_amount", "documents"])
    assert (found.field, found.rule) == ("documents", "CIS-08")
