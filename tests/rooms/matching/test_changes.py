"""An index that has been changed answers as one built afresh."""

import threading

from tests.rooms.matching.invented_people import a_person

from firstwall.matching import Entity, Index, Query


def same_answers(one: Index, other: Index, questions: list[Query]) -> bool:
    return one.search_many(questions, 10) == other.search_many(questions, 10)


def test_adding_amending_and_removing_equals_a_rebuild(people, questions) -> None:
    index = Index.build(people[:200])
    wanted = {entity.id: entity for entity in people[:200]}
    for step, entity in enumerate(people[200:]):
        index.add(entity)
        wanted[entity.id] = entity
        changed = Entity(people[step].id, 1, "person", (people[step].names[0] + " Junior",), people[step].birth_dates)
        index.amend(changed)
        wanted[changed.id] = changed
        index.remove(people[step + 100].id)
        wanted.pop(people[step + 100].id)
        if step % 25 == 0:
            assert same_answers(index, Index.build(wanted.values()), questions)
    assert len(index) == len(wanted)
    assert same_answers(index, Index.build(wanted.values()), questions)
    index.compact()
    assert same_answers(index, Index.build(wanted.values()), questions)


def test_a_removed_entry_is_never_found(people) -> None:
    index = Index.build(people)
    query = Query("person", people[0].names[0], people[0].birth_dates[0], identifiers=people[0].identifiers)
    assert people[0].id in [c.id for c in index.search(query)]
    index.remove(people[0].id)
    assert people[0].id not in [c.id for c in index.search(query)]
    index.remove("never there")


def test_an_amended_access_class_counts_at_once(people) -> None:
    index = Index.build(people)
    query = Query("person", "", identifiers=people[0].identifiers)
    moved = Entity(people[0].id, 2, "person", people[0].names, identifiers=people[0].identifiers)
    index.amend(moved)
    assert index.search(query, 10, frozenset({1})) == []
    assert [c.id for c in index.search(query, 10, frozenset({2}))] == [people[0].id]


def test_the_order_of_building_does_not_matter(people, questions) -> None:
    assert same_answers(Index.build(people), Index.build(reversed(people)), questions)


def test_an_empty_index_answers() -> None:
    index = Index.build([])
    assert index.search(Query("any", "Anybody")) == []
    index.add(a_person(1))
    assert len(index.search(Query("any", a_person(1).names[0]))) == 1
    index.remove("p-1")
    index.compact()
    assert len(index) == 0


def test_threads_read_while_another_writes(people, questions) -> None:
    """Every answer is that of some moment: an amended entry is there once, before and after."""
    index = Index.build(people)
    query = Query("person", "", identifiers=people[0].identifiers)
    wrong: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            if [c.id for c in index.search(query)] != [people[0].id]:
                wrong.append(index.search(query))
            index.search_many(questions)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for step in range(60):
        index.amend(Entity(people[0].id, 1, "person", (f"New Name {step}",), identifiers=people[0].identifiers))
        index.add(a_person(1000 + step))
    done.set()
    for reader in readers:
        reader.join()
    assert wrong == []
