"""What holds for every question and every entry, whatever script, date, country and number (issue 3, "Done when")."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rooms.matching.names_of_the_world import (
    COUNTRIES,
    DATES,
    ENTITIES,
    KINDS,
    LATIN_NAMES,
    NAMES,
    QUERIES,
    asked_as,
    listed_as,
    with_ids,
)

from firstwall.matching import Entity, Identifier, Index, Query
from firstwall.matching.evidence import (
    BASE,
    BIRTH,
    BIRTH_EQUAL,
    BIRTH_FAR,
    COUNTRY,
    COUNTRY_OTHER,
    COUNTRY_SAME,
    COUNTRY_UNKNOWN,
    FOREIGN_GAIN,
    GAIN,
    KIND,
    KIND_OTHER,
    KIND_SAME,
    WEIGHTS,
)
from firstwall.matching.gather import gain_of
from firstwall.matching.probability import probability
from firstwall.matching.similarity import EQUAL

settings.register_profile("matching", deadline=None, max_examples=60, derandomize=True)
FEW = settings(settings.get_profile("matching"))
MANY = settings(settings.get_profile("matching"), max_examples=250)
# A word that is like no word of the generated names.
STRANGER = "qwxyqwj"


def score(query: Query, entity: Entity) -> float:
    return Index().explain(query, entity).score


@MANY
@given(one=QUERIES, other=QUERIES)
def test_a_score_is_the_same_both_ways(one: Query, other: Query) -> None:
    """Names, dates, countries, kinds and numbers: asked and listed may change places."""
    assert score(one, listed_as(other)) == pytest.approx(score(other, listed_as(one)), abs=1e-3)


@MANY
@given(one=LATIN_NAMES, other=LATIN_NAMES)
def test_words_nobody_knows_meet_the_same_both_ways(one: str, other: str) -> None:
    assert score(Query("any", one), Entity("x", 1, "any", (other,))) == pytest.approx(
        score(Query("any", other), Entity("x", 1, "any", (one,))), abs=1e-3
    )


@MANY
@given(query=QUERIES, entity=ENTITIES)
def test_reasons_add_up_to_the_score(query: Query, entity: Entity) -> None:
    told = Index().explain(query, entity)
    total = float(WEIGHTS[BASE]) + sum(reason.weight for reason in told.reasons)
    assert total == pytest.approx(told.score, abs=0.01 * max(1, len(told.reasons)))
    assert told.probability == probability(told.score)
    assert all(str(reason).endswith(".") for reason in (told.verdict, *told.reasons))


def test_the_chance_rises_with_the_score_and_never_gets_stuck() -> None:
    """Log-odds as they turned out, not as they were summed; between the knots and beyond them on both sides."""
    chances = [probability(tenth / 10) for tenth in range(-300, 300)]
    assert all(0 < one < other < 1 for one, other in pairwise(chances))
    assert probability(-1000) >= 0 and probability(1000) <= 1


@MANY
@given(query=QUERIES, entity=ENTITIES)
def test_nothing_is_more_like_a_question_than_itself(query: Query, entity: Entity) -> None:
    assert score(query, listed_as(query)) >= score(query, replace(entity, identifiers=())) - 1e-3


@MANY
@given(name=LATIN_NAMES, at=st.integers(0, 30), letter=st.sampled_from("aeiklmnorst"), act=st.sampled_from("drix"))
def test_a_typing_error_never_raises_a_score(name: str, at: int, letter: str, act: str) -> None:
    at %= len(name)
    wrong = {
        "d": name[:at] + name[at + 1 :],
        "r": name[:at] + letter + name[at + 1 :],
        "i": name[:at] + letter + name[at:],
        "x": name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
    }[act]
    listed = Entity("x", 1, "person", (name,))
    assert score(Query("person", wrong), listed) <= score(Query("person", name), listed) + 1e-3


@MANY
@given(name=st.one_of(NAMES, LATIN_NAMES), left_out=st.integers(0, 4))
def test_a_word_that_agrees_never_lowers_a_score(name: str, left_out: int) -> None:
    words = name.split()
    fewer = [word for place, word in enumerate(words) if place != left_out % len(words)]
    listed = Entity("x", 1, "person", (name,))
    assert score(Query("person", name), listed) >= score(Query("person", " ".join(fewer)), listed) - 1e-3


@MANY
@given(asked=LATIN_NAMES, listed=LATIN_NAMES)
def test_a_word_that_nothing_answers_never_raises_a_score(asked: str, listed: str) -> None:
    entity = Entity("x", 1, "person", (listed,))
    assert score(Query("person", f"{asked} {STRANGER}"), entity) <= score(Query("person", asked), entity) + 1e-3


@pytest.mark.parametrize("two_scripts", [False, True])
@pytest.mark.parametrize("rarity", [0.75, 3.0, 6.0])
def test_the_more_alike_the_more_two_words_bring(rarity: float, two_scripts: bool) -> None:
    first = 1 + int(next(n for n in range(EQUAL) if WEIGHTS[(FOREIGN_GAIN if two_scripts else GAIN) + n] != 0))
    gains = [gain_of(likeness, two_scripts, rarity, 4.0, WEIGHTS) for likeness in range(first, EQUAL + 1)]
    assert gains == sorted(gains)
    assert gains[0] < gains[-1]


def test_the_closer_the_birth_dates_the_more_they_bring() -> None:
    assert all(one >= other for one, other in pairwise(WEIGHTS[BIRTH + BIRTH_EQUAL : BIRTH + BIRTH_FAR + 1].tolist()))


def test_agreement_of_country_and_kind_never_lowers_and_difference_never_raises() -> None:
    same, unknown, other = (WEIGHTS[COUNTRY + place] for place in (COUNTRY_SAME, COUNTRY_UNKNOWN, COUNTRY_OTHER))
    assert same > unknown == 0 > other
    assert WEIGHTS[KIND + KIND_SAME] == 0 > WEIGHTS[KIND + KIND_OTHER]


@MANY
@given(query=QUERIES, entity=ENTITIES, value=st.sampled_from(["ZZ777777", "K 1234567"]))
def test_an_equal_number_never_lowers_a_score(query: Query, entity: Entity, value: str) -> None:
    mark = (Identifier("passport", value, "EE"),)
    more = score(
        replace(query, identifiers=query.identifiers + mark), replace(entity, identifiers=entity.identifiers + mark)
    )
    assert more >= score(query, entity)


@MANY
@given(query=QUERIES, entity=ENTITIES, value=st.sampled_from(["ZZ777777", "K 1234567"]))
def test_another_number_changes_nothing(query: Query, entity: Entity, value: str) -> None:
    """People hold several documents, and plates change."""
    with_it = replace(query, identifiers=(*query.identifiers, Identifier("passport", value, "EE")))
    assert score(with_it, entity) == score(query, entity)


@MANY
@given(query=QUERIES, entity=ENTITIES, name=NAMES)
def test_one_more_listed_name_never_lowers_a_score(query: Query, entity: Entity, name: str) -> None:
    if query.name and entity.names:
        assert score(query, replace(entity, names=(*entity.names, name))) >= score(query, entity)


@FEW
@given(query=QUERIES, born=DATES, country=COUNTRIES, kind=KINDS)
def test_what_is_not_known_neither_helps_nor_harms(query: Query, born: str, country: str, kind: str) -> None:
    listed = replace(listed_as(query), birth_dates=(), countries=(), kind="any")
    asked = replace(query, birth_date=born, country=country, kind=kind)
    assert score(asked, listed) == score(query, listed)


@FEW
@given(entities=st.lists(ENTITIES, min_size=1, max_size=12), queries=st.lists(QUERIES, min_size=1, max_size=4))
def test_search_explanation_order_and_batches_agree(entities: list[Entity], queries: list[Query]) -> None:
    listed = with_ids(entities)
    index, by_id = Index.build(listed), {entity.id: entity for entity in listed}
    asked = [*queries, asked_as(listed[0])]
    found = index.search_many(asked, 20)
    assert found == [index.search(query, 20) for query in asked]
    assert found == Index.build(reversed(listed)).search_many(asked, 20)
    for query, row in zip(asked, found, strict=True):
        assert [c.score for c in row] == sorted((c.score for c in row), reverse=True)
        for candidate in row:
            assert candidate.score == score(query, by_id[candidate.id])


CHANGES = st.lists(st.tuples(st.sampled_from(["add", "amend", "remove"]), st.integers(0, 5), ENTITIES), max_size=10)


@FEW
@given(entities=st.lists(ENTITIES, max_size=6), changes=CHANGES, queries=st.lists(QUERIES, min_size=1, max_size=3))
def test_a_changed_index_answers_as_one_built_afresh(
    entities: list[Entity], changes: list[tuple[str, int, Entity]], queries: list[Query]
) -> None:
    listed = with_ids(entities)
    index, wanted = Index.build(listed), {entity.id: entity for entity in listed}
    for step, (act, number, entity) in enumerate(changes):
        changed = replace(entity, id=f"e{number}")
        if act == "remove":
            index.remove(changed.id)
            wanted.pop(changed.id, None)
        else:
            (index.add if act == "add" else index.amend)(changed)
            wanted[changed.id] = changed
        if step % 3 == 0:
            index.search(queries[0])  # a search takes the changes in, so that there are several segments
    assert index.search_many(queries, 20) == Index.build(wanted.values()).search_many(queries, 20)
    assert len(index) == len(wanted)


@FEW
@given(
    seen=st.lists(ENTITIES, max_size=8),
    hidden=st.lists(ENTITIES, max_size=8),
    queries=st.lists(QUERIES, min_size=1, max_size=3),
)
def test_entries_nobody_may_see_change_nothing(seen: list[Entity], hidden: list[Entity], queries: list[Query]) -> None:
    unseen = [*with_ids(hidden, 2, "h"), *with_ids([listed_as(query) for query in queries], 2, "twin")]
    mixed = Index.build([*unseen, *with_ids(seen)])
    assert mixed.search_many(queries, 20, frozenset({1})) == Index.build(with_ids(seen)).search_many(queries, 20)
