"""The rows themselves: cited, marked, complete, and short where the form must be short."""

import itertools
import re

import pytest
from babel import Locale

from firstwall.kernel.words import Category, Strand
from firstwall.law import rows_for_database, sharing, tables
from firstwall.law.citations import articles_in_full, parts_of
from firstwall.law.countries import ISO_CODES, read_country
from firstwall.law.messages import every_msgid
from firstwall.law.reading import Unreadable
from firstwall.law.report import WRITTEN, render

MARK = re.compile(r"(T|P|S|U|K|choice)(/(T|P|S|U|K|choice))*")
KINDS = {
    "text",
    "lines",
    "date",
    "dates",
    "country",
    "countries",
    "choice",
    "choices",
    "number",
    "money",
    "documents",
    "moment",
}
EVERY_ROW = [
    *tables.CATEGORIES.values(),
    *tables.FIELDS.values(),
    *tables.PERSONAL_SETS.values(),
    *tables.ACTIONS.values(),
    *tables.GROUNDS,
    *tables.PURPOSES.values(),
    *tables.HANDLING.values(),
    *tables.EVALUATION_SOURCE.values(),
    *tables.EVALUATION_INFORMATION.values(),
    *tables.WARNING_CODES.values(),
    *tables.PHYSICAL_MARKS.values(),
    *tables.PROFILES,
    *tables.SIGHTING_BLOCKS,
    *tables.ALERT_INPUTS,
    *sharing.COPY_KINDS.values(),
    *sharing.TRANSFER_KINDS.values(),
    *sharing.TRANSFER_GROUNDS.values(),
    *sharing.CORRECTION_KINDS.values(),
    *sharing.DECISION_BODIES.values(),
    *sharing.DECISION_ORDERS.values(),
    *sharing.PERIODS.values(),
    *(access for row in tables.AUTHORITY_TYPES.values() for access in row.access.values()),
]
NAMED = [
    (tables.CATEGORIES, "abcdefgh"),
    (tables.HANDLING, ["H0", "H1", "H2", "H3"]),
    (tables.EVALUATION_SOURCE, "ABCX"),
    (tables.EVALUATION_INFORMATION, "1234"),
    (tables.WARNING_CODES, ["armed", "violent", "escaped"]),
]


def test_every_row_is_cited_and_marked():
    """No row without a source, and every source can be looked up."""
    for row in EVERY_ROW:
        assert MARK.fullmatch(row.mark), row
        assert parts_of(row.citation), row


def test_category_actions_are_cited_apart():
    """The matrix has a source of its own."""
    for row in tables.CATEGORIES.values():
        assert MARK.fullmatch(row.actions_mark)
        assert parts_of(row.actions_citation)


@pytest.mark.parametrize(("table", "codes"), NAMED)
def test_closed_lists_are_closed(table, codes):
    """Figures of the law: 8 categories, 3 warnings, 4 x 4, H0 to H3."""
    assert list(table) == list(codes)


@pytest.mark.parametrize("strand", list(Strand))
@pytest.mark.parametrize("category", list(Category))
def test_the_short_form_is_short(category, strand):
    """Ten inputs for things and businesses, twelve for persons; 4x4 is one control, dates and strand are none."""
    inputs = len(tables.short_form(category)) + len(tables.alert_inputs(strand))
    assert inputs <= (12 if category is Category.PERSONS else 10)


@pytest.mark.parametrize("category", list(Category))
def test_what_is_mandatory_is_on_the_short_form(category):
    """Nobody has to unfold the long form to be let in."""
    short = {row.code for row in tables.short_form(category)}
    row = tables.CATEGORIES[category]
    assert set(row.required) <= short
    assert not row.one_of or short & set(row.one_of)
    assert short == {one.code for one in tables.fields_of(category) if one.short}
    assert set(row.required) == {one.code for one in tables.fields_of(category) if one.required}


def test_fields_are_named_once_and_helped_in_one_sentence():
    """Label, help, kind; a choice has its choices and nothing else has."""
    for row in tables.FIELDS.values():
        assert row.kind in KINDS
        assert row.label and row.help.endswith(".")
        assert bool(row.choices) == (row.kind in {"choice", "choices"})
        assert bool(row.sets) == bool(row.personal_item)
        assert row.max_length <= 2000
    assert tables.FIELDS["names"].repeat and not tables.FIELDS["sex"].repeat


def test_a_personal_field_lies_in_sets_that_hold_its_item():
    """Set P has items 1-11 (10 is the alert's action), set S five, set E the names."""
    for row in tables.FIELDS.values():
        for code in row.sets:
            assert row.personal_item in tables.PERSONAL_SETS[code].items
    for code, expected in (("P", set(range(1, 12)) - {10}), ("S", {1, 2, 3, 4, 6}), ("E", {1})):
        assert {row.personal_item for row in tables.FIELDS.values() if code in row.sets} == expected


def test_a_reason_alone_records_nobody():
    """CIS-17 asks for grounds when a person is recorded, not when somebody writes why."""
    assert not tables.records_a_person(["means_kind", "reason_for_entry", "unheard_of"])
    assert tables.records_a_person(["registration_of_means"])
    assert tables.records_a_person(["expert_names"])


def test_purposes_are_closed_and_each_role_has_one():
    """CIS-04: a purpose outside the list exists for nobody; an officer at the lane has one and it is the lane's."""
    roles = {"border_officer", "coordinator", "investigator", "agency_desk", "supervisor", "administrator"}
    roles |= {"rights_officer"}
    assert {role for row in tables.PURPOSES.values() for role in row.roles} == roles
    assert [row.code for row in tables.purposes_for("border_officer", Strand.CRIMINAL)] == ["border_control"]
    assert tables.PURPOSES["border_control"].kind == "lane"
    assert "supply" not in {row.code for row in tables.purposes_for("agency_desk")}
    assert tables.purposes_for("stranger") == ()


def test_profiles_of_a_strand_follow_without_gap_or_overlap():
    """One profile governs each day."""
    for strand in Strand:
        rows = [row for row in tables.PROFILES if row.strand is strand]
        for before, after in itertools.pairwise(rows):
            assert (after.in_force_from - before.in_force_until).days == 1
        assert rows[-1].in_force_until is None


def test_the_rows_cannot_be_changed_while_the_program_runs():
    """The law is not amended by an assignment."""
    with pytest.raises(TypeError):
        tables.CATEGORIES[Category.PERSONS].actions[Strand.CRIMINAL, True] = ()  # type: ignore[index]
    with pytest.raises(TypeError):
        tables.FIELDS["photo"] = tables.FIELDS["names"]  # type: ignore[index]
    with pytest.raises(AttributeError):
        tables.FIELDS["names"].personal_item = 0  # type: ignore[misc]


def test_rows_for_the_database_have_the_length_of_their_columns():
    """A row that does not fit its columns fails here, not in a migration."""
    for name, columns, rows in rows_for_database.tables():
        assert rows, name
        assert {len(row) for row in rows} == {len(columns)}
        assert len({row[:4] for row in rows}) == len(rows)


def test_citations_are_spelled_out_for_the_strand():
    """The reader of one strand sees that strand's law; a rule of ours is shown as it is."""
    cited = tables.FIELDS["names"].citation
    assert articles_in_full(cited, Strand.CRIMINAL) == "Council Decision 2009/917/JHA, Art. 4(2)(a)"
    assert articles_in_full(cited, Strand.ADMINISTRATIVE) == "Regulation (EC) No 515/97, Art. 25(2)(a)"
    assert articles_in_full(cited).count(";") == 1
    assert articles_in_full("D24 recital 2", Strand.ADMINISTRATIVE).endswith("2024/868, recital 2")
    assert articles_in_full("EXC-11") == "EXC-11"


def test_country_codes_are_those_of_iso_and_those_in_use():
    """EXC-18: every two-letter region that has a name, plus XK, XI, EU, XX; EL reads as GR."""
    assert len(ISO_CODES) == 249
    assert set(Locale("en").territories) >= ISO_CODES
    assert [read_country(code) for code in ("ee", " EL ", "uk", "XK", "XI", "XX", "SU")] == [
        "EE",
        "GR",
        "GB",
        "XK",
        "XI",
        "XX",
        "SU",
    ]
    for wrong in ("", "E", "EST", "QQ", "Estonia"):
        with pytest.raises(Unreadable):
            read_country(wrong)


def test_every_label_can_reach_the_catalogue():
    """Texts in data files are handed to the translators as well."""
    texts = set(every_msgid())
    assert "" not in texts
    assert {tables.FIELDS["names"].help, tables.ACTIONS["discreet"].orders} <= texts


def test_the_document_is_what_the_tables_say():
    """docs/law/tables.md cannot lie; write it anew with `python -m firstwall.law.report`."""
    assert WRITTEN.read_text(encoding="utf-8") == render()
