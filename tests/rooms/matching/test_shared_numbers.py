"""A number that many bear (a placeholder, a misprint, a company's fleet) must hide nobody."""

from firstwall.matching import Entity, Identifier, Index, Query

JUNK = (Identifier("passport", "AB12345", "EE"),)
BEARERS = [Entity(f"e{n}", 1, "person", (f"Person Zz{n}q",), identifiers=JUNK) for n in range(200)]


def test_of_two_hundred_bearers_of_a_number_the_one_with_the_name_comes_first() -> None:
    index = Index.build(BEARERS)
    asked = [Query("person", e.names[0], identifiers=JUNK) for e in BEARERS[::10]]
    assert [row[0].id for row in index.search_many(asked, 10)] == [e.id for e in BEARERS[::10]]


def test_the_order_of_the_list_does_not_choose_among_the_bearers() -> None:
    query = Query("person", "", identifiers=JUNK)
    assert Index.build(BEARERS).search(query, 10) == Index.build(reversed(BEARERS)).search(query, 10)
