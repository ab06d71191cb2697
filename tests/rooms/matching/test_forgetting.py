"""What is erased from a list lives on in no memory of recent words."""

from firstwall.matching import Entity, Index, Query
from firstwall.matching.erasing import erase_from
from firstwall.matching.readings import readings_in_other_letters
from firstwall.matching.romanise import romanise
from firstwall.matching.words import words_in

ERASED = Entity("x", 1, "person", ("Стоян Желязков",))
KEPT = Entity("y", 1, "person", ("Aino Tamm",))
REMEMBERED = (readings_in_other_letters, words_in, romanise)


def searched() -> Index:
    """A list that was searched, so that its names are remembered."""
    index = Index.build([ERASED, KEPT])
    assert [one.id for one in index.search(Query("person", "Стоян Желязков"), 1)] == ["x"]
    assert all(one.cache_info().currsize for one in REMEMBERED)
    return index


def test_an_erased_entry_leaves_no_name_behind() -> None:
    """At once, not at the next search."""
    index = searched()
    index.remove("x")
    assert not any(one.cache_info().currsize for one in REMEMBERED)


def test_a_former_name_is_forgotten_too() -> None:
    index = searched()
    index.amend(Entity("x", 1, "person", ("Aleks Petrov",)))
    assert not any(one.cache_info().currsize for one in REMEMBERED)
    assert [one.id for one in index.search(Query("person", "Aleks Petrov"), 1)] == ["x"]


def test_an_entry_erased_from_a_stored_list_leaves_no_name_behind() -> None:
    stored = searched().stored()
    erase_from(stored, ["x"])
    assert not any(one.cache_info().currsize for one in REMEMBERED)


def test_who_stays_is_still_found() -> None:
    index = searched()
    index.remove("x")
    assert [one.id for one in index.search(Query("person", "Aino Tamm"), 5)] == ["y"]
