"""Whatever is sent: an answer, within bounds that do not depend on what was sent (issue 3, "Bad input")."""

import pytest

from firstwall.matching import Entity, Identifier, Index, Query
from firstwall.matching.facts import DAY, MONTH, MONTH_AT, YEAR_AT, country_number, date_number
from firstwall.matching.identifiers import SCHEMES
from firstwall.matching.marks import LONGEST_MARK, marks_of
from firstwall.matching.question import compile_questions
from firstwall.matching.readings import readings_of
from firstwall.matching.words import MOST_LETTERS, MOST_WORDS

LONE = "\ud800"
TEXTS = {
    "empty": "",
    "blank": " \t\n\u00a0\u3000",
    "one letter": "x",
    "one sign": "张",
    "punctuation": "?!.,;:-–—'\"()[]{}<>/\\|@#€%^&*_+=~`",
    "unseen": "\u200b\u200c\u200d\ufeff\u2060\u00ad" * 50,
    "right-to-left controls": "\u202e\u2067Hen\u202drik \u2066Lund\u2069qvist\u202c",
    "lone surrogates": f"Hen{LONE}rik \udfff Lund\udc00qvist",
    "NUL": "Henrik\x00Lundqvist\x00",
    "numbers": "1234567 890 ١٢٣ १२३ ⅷ ½",
    "emoji": "👩🏽‍✈️ 🚢 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "marks on nothing": "\u0301\u0308" * 200,
    "one long word": "x" * 10_000,
    "short words": "ab " * 3_333,
    "single letters": "a b " * 2_500,
    "many scripts": "Aж张アבس한Ωქ" * 1_200,
    "a character that unfolds": "ﷺ" * 10_000,
    "characters of two readings": "金 " * 5_000,
    "kana and long vowels": "ーッァ" * 3_300,
    "combining": "e" + "\u0301" * 9_999,
    "private use": "\ue000\U0010ffff" * 100,
}
DATES = ["", "0000-99-99", "0000", "٢٠٢٠", "9" * 5_000, "1970-13-45", "1970-02-31", "-1", "1970-1-1", "yesterday", LONE]


@pytest.fixture(scope="module")
def index(people) -> Index:
    return Index.build(people)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_name_is_asked_and_answered(index, text: str) -> None:
    for query in (Query("any", text), Query("person", text, "1970", "EE"), Query(text, text, text, text)):
        assert len(index.search(query, 5)) <= 5


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_any_name_is_listed_found_explained_and_removed(text: str) -> None:
    entity = Entity("odd", 1, "person", (text, text), (text,), (text,), (Identifier("passport", text, text),))
    index = Index.build([entity, Entity("other", 1, "person", ("Marguerite Delacroix",))])
    query = Query("person", text, identifiers=entity.identifiers)
    for candidate in index.search(query, 5):
        assert candidate.id in ("odd", "other")
    told = index.explain(query, entity)
    assert [c.score for c in index.search(query) if c.id == "odd"] in ([told.score], [])
    assert all(str(reason) for reason in told.reasons)
    index.remove("odd")
    assert len(index) == 1


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_the_work_of_a_question_is_bounded_by_its_words_not_its_length(text: str) -> None:
    """Four readings of twelve words of twenty letters at most, whatever is sent."""
    readings = readings_of(text)
    assert 1 <= len(readings) <= 4
    for words in readings:
        assert len(words) <= MOST_WORDS
        assert all(0 < len(word.letters) <= MOST_LETTERS and word.letters.isascii() for word in words)
    questions, whose = compile_questions([Query("any", text)])
    assert len(whose) <= 4
    assert len(questions.parts) <= 4 * (2 * MOST_WORDS - 1)


@pytest.mark.parametrize("date", DATES)
def test_any_date_is_a_number_or_nothing(index, date: str) -> None:
    number = date_number(date)
    assert 0 <= number >> YEAR_AT <= 9_999
    assert number >> MONTH_AT & MONTH <= 12
    assert number & DAY <= 31
    listed = Entity("x", 1, "person", ("Henrik Lundqvist",), (date,))
    assert Index.build([listed]).search(Query("person", "Henrik Lundqvist", date))[0].id == "x"
    assert index.search(Query("person", "Henrik Lundqvist", date), 3)


@pytest.mark.parametrize("code", ["", "E", "EST", "1A", "ЕЕ", LONE, "e e", "\u202eEE", "x" * 10_000])
def test_what_is_no_country_is_not_known(code: str) -> None:
    assert country_number(code) == 0


@pytest.mark.parametrize("scheme", [*SCHEMES, "unheard", LONE, ""])
@pytest.mark.parametrize(
    "value", ["A1" * 5_000, "1" * (LONGEST_MARK + 1), "ﷺ" * 10_000, "", "--", LONE, "\u202e1\u202c"]
)
def test_what_is_no_number_is_found_by_nothing(scheme: str, value: str) -> None:
    mark = Identifier(scheme, value, value)
    assert marks_of([mark]).key.tolist() == [0] or len(value) <= 3
    listed = Entity("x", 1, "any", identifiers=(mark,))
    if len(value) > LONGEST_MARK or not value.strip("-"):
        assert Index.build([listed]).search(Query("any", identifiers=(mark,))) == []


def test_a_number_with_a_broken_character_still_has_its_value() -> None:
    mark = Identifier("passport", f"AB{LONE}12345", "EE")
    found = Index.build([Entity("x", 1, "any", identifiers=(mark,))]).search(Query("any", identifiers=(mark,)))
    assert [candidate.id for candidate in found] == ["x"]


def test_ids_with_broken_characters_stay_apart() -> None:
    index = Index.build([Entity(f"x{end}", 1, "any", ("Henrik Lundqvist",)) for end in (LONE, "?")])
    assert {candidate.id for candidate in index.search(Query("any", "Henrik Lundqvist"))} == {f"x{LONE}", "x?"}


def test_ids_of_any_letters_come_back_whole() -> None:
    """The ids of a batch are read as one text: letters of one to four bytes, none shifted into the next id."""
    ids = ["a", "äß", "漢字-1", "🚢", f"x{LONE}y", "", "z" * 200]
    index = Index.build(Entity(id, 1, "vessel", (f"Nordic Star {chr(65 + n) * 5}",)) for n, id in enumerate(ids))
    asked = [Query(name=f"Nordic Star {chr(65 + n) * 5}") for n in range(len(ids))]
    answers = index.search_many([*asked, Query(name="Nowhere")], 10)
    assert [found[0].id for found in answers[:-1]] == ids
    assert all({one.id for one in found} <= set(ids) for found in answers)
    assert answers == [index.search(one, 10) for one in asked] + [[]]


def test_an_odd_limit_or_admission_is_answered(index) -> None:
    query = Query("any", "Henrik Lundqvist")
    assert index.search(query, 0) == []
    assert len(index.search(query, 10_000)) <= 300
    assert index.search(query, 5, frozenset({-1, 2**40})) == []
    assert index.search_many([], 5) == []
