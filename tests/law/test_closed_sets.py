"""D 3 to 5, R 24 to 27: the tables against an oracle written by hand, over everything there is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import oracle
from tests.law.made import LEAST, PERSON, PERSON_IN_SET_S, problems

from firstwall.kernel.words import Category, Strand
from firstwall.law.loading import load
from firstwall.law.tables import ACTIONS, AUTHORITY_TYPES, CATEGORIES, FIELDS, ITEM_BLOCKS, actions_for, fields_of
from firstwall.law.validation import normalise_values, outside_the_set

WITH_PERSON = {
    category: LEAST[category] | (PERSON if CATEGORIES[category].personal_set == "P" else PERSON_IN_SET_S)
    for category in Category
    if CATEGORIES[category].personal_set in "PS"
}


@pytest.mark.parametrize("category", list(Category))
def test_a_category_has_its_fields_and_no_other(category):
    """CIS-08: personal set of table A and item catalogue, by hand."""
    assert {row.code for row in fields_of(category)} == oracle.PERSONAL[category] | oracle.CATALOGUE[category]


def test_every_field_is_in_the_oracle():
    """A field that nobody reviewed does not slip in."""
    catalogue = set().union(*oracle.CATALOGUE.values())
    assert set(FIELDS) == catalogue | oracle.EVERY_PERSONAL
    assert {code for code, row in FIELDS.items() if row.personal_item} == oracle.EVERY_PERSONAL


@pytest.mark.parametrize("category", list(Category))
@pytest.mark.parametrize("strand", list(Strand))
@pytest.mark.parametrize("personal", [False, True])
def test_the_action_matrix_is_the_articles(category, strand, personal):
    """CIS-20, CIS-21."""
    assert {row.code for row in actions_for(category, strand, personal)} == oracle.actions(category, strand, personal)


@pytest.mark.parametrize("strand", list(Strand))
@pytest.mark.parametrize("category", list(Category))
def test_the_validation_allows_what_the_matrix_allows(category, strand):
    """CIS-20, CIS-21 through the door: each action, with a person and without."""
    for personal, values in ((False, LEAST[category]), (True, WITH_PERSON.get(category))):
        if values is None:
            continue
        expected = oracle.actions(category, strand, personal or category is Category.PERSONS)
        for action in [*ACTIONS, "arrest"]:
            found = problems(values, category, strand, action=action)
            assert (found == []) == (action in expected), (action, personal, found)


@settings(max_examples=300, deadline=None)
@given(
    category=st.sampled_from(list(Category)),
    strand=st.sampled_from(list(Strand)),
    field=st.one_of(st.sampled_from(sorted(FIELDS)), st.text(min_size=1, max_size=30)),
    value=st.one_of(
        st.text(min_size=1),
        st.lists(st.text(min_size=1), min_size=1),
        st.integers(),
        st.dictionaries(st.text(), st.text(), min_size=1),
    ),
)
def test_a_field_outside_the_set_is_refused_at_every_door(category, strand, field, value):
    """CIS-08: whatever the value, the refusal names the field; nothing of it is kept."""
    permitted = oracle.PERSONAL[category] | oracle.CATALOGUE[category]
    kept, found = normalise_values(category, {field: value}, strand)
    if field in permitted:
        assert set(kept) <= {field}
        return
    assert kept == {}
    blank = isinstance(value, str) and not value.strip(" \t\r\n")
    assert [one.rule for one in found] == ([] if blank else ["CIS-08"])
    assert all(one.article for one in found)
    assert [one.rule for one in outside_the_set(category, [field], strand)] == ["CIS-08"]


@settings(max_examples=200, deadline=None)
@given(
    category=st.sampled_from(list(Category)),
    raw=st.dictionaries(
        st.sampled_from(sorted(FIELDS)),
        st.one_of(st.text(), st.none(), st.integers(), st.floats(), st.booleans(), st.lists(st.text()), st.binary()),
    ),
)
def test_no_input_breaks_the_reader_and_normal_stays_normal(category, raw):
    """Any input is read or refused, never a crash; what was read is read again as itself."""
    kept, _found = normalise_values(category, raw)
    again, found = normalise_values(category, kept)
    assert (again, found) == (kept, [])
    for sentence in (one.sentence for one in _found):
        sentence.encode("utf-8")


def test_access_by_type_and_strand_is_the_articles():
    """CIS-24, CIS-29, CIS-30, CIS-31, CIS-32d, CIS-32e."""
    shown = {
        code: (row.access[Strand.CRIMINAL].access, row.access[Strand.ADMINISTRATIVE].access)
        for code, row in AUTHORITY_TYPES.items()
    }
    assert shown == oracle.ACCESS


def test_every_non_personal_field_stands_in_for_a_block_of_the_annex_or_beside_all_of_them():
    """CIS-14: R346, recitals 2 to 9: eight blocks; each field in one of them, and what was not read is marked as unread."""
    held = [code for row in ITEM_BLOCKS for code in row.fields] + load("item_blocks")["beside"]["fields"]
    assert sorted(held) == sorted(code for code, row in FIELDS.items() if not row.personal_item)
    assert len(ITEM_BLOCKS) == 8 and all(row.fields or row.other for row in ITEM_BLOCKS)
    assert all(("U" in row.mark) == (not row.annex) for row in ITEM_BLOCKS)
