"""An officer reads why: plain sentences, each with its weight."""

import re

import pytest

from firstwall.matching import Entity, Identifier, Index, Query, sentences

LISTED = Entity(
    "x",
    1,
    "person",
    ("Михаил Сергеевич Петров", "Abd al Rahman Karim"),
    ("1970-02-03", "1971"),
    ("SY",),
    (Identifier("passport", "AB012345", "LV"),),
)


def told(query: Query, entity: Entity = LISTED) -> dict[str, str]:
    """The sentences with their kinds."""
    return {str(reason): reason.kind for reason in Index().explain(query, entity).reasons}


def test_joined_words_and_swapped_dates_are_told() -> None:
    reasons = told(Query("person", "Abdalrahman Karim", "1970-03-02", "LB"))
    assert reasons["The word “Karim” is in both names."] == "for"
    assert any(text.startswith("The birth dates differ only by day and month swapped") for text in reasons)
    assert reasons["The countries differ: LB and SY."] == "against"


def test_initials_and_words_left_over_are_told() -> None:
    reasons = told(Query("person", "M. Petroff Junior"))
    assert reasons["The listed name also has “Сергеевич”."] == "against"
    assert reasons["“Junior” is not in the listed name."] == "against"
    assert reasons["“M” may be the initial of “Михаил”."] == "silent"


def test_identifiers_are_told() -> None:
    same = told(Query("person", identifiers=(Identifier("passport", "AB012345", "LV"),)))
    assert same["The passport number is the same: AB012345."] == "for"
    alike = told(Query("person", identifiers=(Identifier("document", "ABO12345", "EE"),)))
    assert any("looks the same" in text for text in alike)
    assert "The number is the same but the issuing countries differ: EE and LV." in alike
    assert "The same number is listed as another kind of number: document number and passport number." in alike
    other = told(Query("person", identifiers=(Identifier("passport", "ZZ999999"),)))
    assert other["Another passport number is listed: AB012345."] == "silent"


def test_what_is_not_known_is_told_and_weighs_nothing() -> None:
    explanation = Index().explain(Query("person", "Mikhail Petrov"), LISTED)
    silent = [reason for reason in explanation.reasons if reason.kind == "silent"]
    assert {reason.weight for reason in silent} == {0.0}
    assert "There is no birth date to compare." in [str(reason) for reason in silent]


def test_the_weightiest_reason_comes_first() -> None:
    weights = [abs(r.weight) for r in Index().explain(Query("person", "Mikhail Petrov", "1970", "SY"), LISTED).reasons]
    assert weights == sorted(weights, reverse=True)


SENTENCES = [
    ("Mohamed Okafor", "Mehmet Okafor", "“Mohamed” and “Mehmet” are forms of one name."),
    ("Polarvik Ltd", "Polarvik Limited", "“Ltd” and “Limited” mean the same in names of businesses."),
    ("Драгунов", "Dragunov", "“Драгунов” and “Dragunov” are the same word in two scripts."),
    ("Наталья", "Natalia", "“Наталья” and “Natalia” are forms of one name."),
    ("Rūta Šakalauskaitė", "Ruta", "“Rūta” and “Ruta” are the same word but for accents or special letters."),
    ("Gerard Hollowey", "Gerard Holloway", "“Hollowey” and “Holloway” are nearly the same (93% alike)."),
    ("I. Brandvold", "Ingrid Brandvold", "“I” may be the initial of “Ingrid”."),
    ("Ingrid Brandvold", "I. Brandvold", "“I” may be the initial of “Ingrid”."),
    ("Northstar Ferries", "North Star Ferries", "“Northstar” and “North Star” are the same when the words are joined."),
    ("North Star Ferries", "Northstar Ferries", "“North Star” and “Northstar” are the same when the words are joined."),
    ("Brandvold Ingrid", "Ingrid Brandvold", "The words stand in another order."),
    ("Ingrid", "Qwxz", "The names have nothing in common: “Ingrid” and “Qwxz”."),
]


@pytest.mark.parametrize(("asked", "listed", "sentence"), SENTENCES)
def test_each_relation_of_words_has_its_sentence(asked: str, listed: str, sentence: str) -> None:
    assert sentence in told(Query("any", asked), Entity("x", 1, "any", (listed,)))


def test_words_of_two_scripts_are_told_as_they_are_read() -> None:
    told_words = told(Query("any", "제럴드 홀러웨이"), Entity("x", 1, "any", ("Gerald Holloway",)))
    assert any(
        "“홀러웨이” and “Holloway”, in two scripts, read alike: “holowei” and “holloway”" in text for text in told_words
    )


def test_of_several_names_the_one_that_comes_closest_is_told() -> None:
    assert "Of the listed names, “Abd al Rahman Karim” comes closest." in told(Query("any", "Abdulrahman Karim"))
    assert not any("comes closest" in text for text in told(Query("any", "X"), Entity("x", 1, "any", ("Xy",))))


def test_the_date_that_is_told_is_the_one_that_counts() -> None:
    entity = Entity("x", 1, "person", ("Ingrid Brandvold",), ("1970", "1970-02-03", "1971-02-03"))
    assert "The birth date is the same: 1970-02-03." in told(Query("person", "Ingrid Brandvold", "1970-02-03"), entity)
    next_year = told(Query("person", "Ingrid Brandvold", "1972-02-03"), entity)
    assert "The birth years are one year apart: 1972-02-03 and 1971-02-03." in next_year


def test_a_number_under_a_name_of_several_readings_is_told() -> None:
    mark = (Identifier("passport", "AB012345", "LV"),)
    entity = Entity("x", 1, "person", ("Chan Zhiming",), identifiers=mark)
    assert "The passport number is the same: AB012345." in told(Query("person", "陈志明", identifiers=mark), entity)


def test_of_one_value_under_two_schemes_the_right_one_is_told() -> None:
    marks = (Identifier("plate", "AB012345", "LV"), Identifier("passport", "AB012345", "LV"))
    same = told(Query("any", identifiers=marks[1:]), Entity("x", 1, "any", identifiers=marks))
    assert next(iter(same)) == "The passport number is the same: AB012345."
    assert not any("another kind" in text for text in same)


def test_another_name_beside_an_equal_number_is_told_and_costs_nothing() -> None:
    mark = (Identifier("passport", "AB012345", "LV"),)
    explanation = Index().explain(Query("person", "Ingrid Brandvold", identifiers=mark), LISTED)
    assert str(explanation.reasons[0]) == "The passport number is the same: AB012345."
    (name,) = [reason for reason in explanation.reasons if str(reason).startswith("The names differ")]
    assert (name.kind, "Beside an equal number that weighs nothing" in str(name)) == ("silent", True)


@pytest.mark.parametrize(
    ("scheme", "wrong", "right"),
    [("imo", "9074728", "9074729"), ("container", "CSQU3054384", "CSQU3054383"), ("vat", "EE100247018", "DE136695976")],
)
def test_a_check_digit_that_does_not_fit_is_told_and_costs_nothing(scheme: str, wrong: str, right: str) -> None:
    marks = [(Identifier(scheme, value),) for value in (wrong, right)]
    odd, fine = (Index().explain(Query("any", identifiers=m), Entity("x", 1, "any", identifiers=m)) for m in marks)
    assert odd.score == fine.score
    assert [str(reason) for reason in odd.reasons if "check digit" in str(reason)]
    assert not [str(reason) for reason in fine.reasons if "check digit" in str(reason)]


def test_every_sentence_can_be_filled_and_translated() -> None:
    words = {n: v for n, v in vars(sentences).items() if n.isupper() and isinstance(v, str)}
    for sentence in [*words.values(), *sentences.BIRTH.values(), *sentences.COUNTRY.values()]:
        names = re.findall(r"%\((\w+)\)s", sentence)
        assert sentence % dict.fromkeys(names, "x")
        assert sentence.endswith(".")
