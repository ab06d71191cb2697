"""No search result, score or order tells of an entry outside the reader's access classes (issue 2, "How good")."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.rooms.matching.invented_people import a_person

from firstwall.matching import Entity, Index, Query

MINE, THEIRS = 1, 2


def hidden_copies(query: Query, count: int) -> list[Entity]:
    """Invisible entries that are just what is asked for."""
    dates = (query.birth_date,) if query.birth_date else ()
    return [
        Entity(f"hidden-{n}", THEIRS, query.kind, (query.name,), dates, (), query.identifiers) for n in range(count)
    ]


def test_ten_thousand_invisible_namesakes_change_nothing(people, questions) -> None:
    query = questions[0]
    alone = Index.build(people)
    crowded = Index.build([*hidden_copies(query, 10_000), *people])
    for asked in questions:
        assert crowded.search(asked, 32, frozenset({MINE})) == alone.search(asked, 32)


def test_invisible_bearers_of_the_same_identifier_change_nothing(people, questions) -> None:
    query = next(q for q in questions if q.identifiers)
    crowded = Index.build([*hidden_copies(query, 500), *people])
    assert crowded.search(query, 10, frozenset({MINE})) == Index.build(people).search(query, 10)


def test_invisible_entries_added_later_change_nothing(people, questions) -> None:
    index = Index.build(people)
    before = index.search_many(questions, 20, frozenset({MINE}))
    for entity in hidden_copies(questions[0], 300):
        index.add(entity)
    assert index.search_many(questions, 20, frozenset({MINE})) == before
    index.compact()
    assert index.search_many(questions, 20, frozenset({MINE})) == before


def test_who_is_admitted_to_nothing_sees_nothing(people, questions) -> None:
    assert Index.build(people).search(questions[0], 10, frozenset()) == []
    assert Index.build(people).search(questions[0], 10, frozenset({77})) == []


NAMES = st.lists(
    st.sampled_from(["henrik", "lundqvist", "aram", "al", "ibn", "ivanov", "ив", "张", "ltd", "m"]),
    min_size=1,
    max_size=4,
).map(" ".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hidden=st.lists(NAMES, max_size=30), asked=NAMES, seed=st.integers(0, 10**6))
def test_whatever_is_hidden_changes_nothing(people, hidden: list[str], asked: str, seed: int) -> None:
    seen = [a_person(seed + n) for n in range(20)] + people[:20]
    unseen = [Entity(f"h{n}", THEIRS, "person", (name,)) for n, name in enumerate(hidden)]
    query = Query("person", asked, seen[0].birth_dates[0])
    mixed = [entity for pair in zip(seen, [*unseen, *seen][: len(seen)], strict=True) for entity in pair]
    found = Index.build([*unseen, *mixed]).search(query, 20, frozenset({MINE}))
    assert found == Index.build(seen).search(query, 20)
