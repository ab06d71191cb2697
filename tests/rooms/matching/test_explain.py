"""An officer reads why: plain sentences, each with its weight."""

import re

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
    assert any("begin with the same letter" in text for text in reasons)


def test_identifiers_are_told() -> None:
    same = told(Query("person", identifiers=(Identifier("passport", "AB012345", "LV"),)))
    assert same["The passport number is the same: AB012345."] == "for"
    alike = told(Query("person", identifiers=(Identifier("document", "ABO12345", "EE"),)))
    assert any("looks the same" in text for text in alike)
    assert alike["The number is the same but the issuing countries differ: EE and LV."] == "against"
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


def test_every_sentence_can_be_filled_and_translated() -> None:
    words = {n: v for n, v in vars(sentences).items() if n.isupper() and isinstance(v, str)}
    for sentence in [*words.values(), *sentences.BIRTH.values(), *sentences.COUNTRY.values()]:
        names = re.findall(r"%\((\w+)\)s", sentence)
        assert sentence % dict.fromkeys(names, "x")
        assert sentence.endswith(".")
