"""The entry form is drawn from the law tables; what is typed goes to the law room as it stands."""

import pytest

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Category, Strand
from firstwall.law import tables
from firstwall.web.cis.entry_form import entry_said, form_context
from firstwall.web.fields import documents_said, for_form

BESIDE = {"handling_text", "audience", "legal_basis", "data_subject", "rests_on"}


def context(category: Category, strand: Strand = Strand.CRIMINAL, **more: object) -> dict:
    return form_context(
        category=category, strand=strand, said=more.get("said", {}), problems=more.get("problems", ()), authorities=()
    )


@pytest.mark.parametrize("strand", Strand)
@pytest.mark.parametrize("category", Category)
def test_every_permitted_field_stands_in_the_form_once_and_no_other(category: Category, strand: Strand) -> None:
    drawn = context(category, strand)
    folded = [field.code for group in drawn["more_groups"] for field in group.fields]
    codes = [field.code for field in drawn["short"]] + [code for code in folded if code not in BESIDE]
    assert sorted(codes) == sorted(row.code for row in tables.fields_of(category))


@pytest.mark.parametrize("category", Category)
def test_the_short_form_is_short(category: Category) -> None:
    """Ten inputs for things and businesses, twelve for persons; the law's mandatory ones win over the count."""
    drawn = context(category)
    most = 12 if category is Category.PERSONS else 10
    who = len(tables.PERSON_INPUTS) if category is Category.PERSONS else 0
    assert len(drawn["short"]) + len(drawn["marks"]) <= most + 1 + who


def test_a_forbidden_action_stays_visible_with_its_reason() -> None:
    (action, *_rest) = context(Category.CASH_SEIZED)["marks"]
    by_code = {option.code: option for option in action.options}
    assert by_code["check"].why_not and not by_code["operational_analysis"].why_not


def test_category_e_names_no_personal_field() -> None:
    assert context(Category.FRAUD_TRENDS)["personal_labels"] == []


def test_only_the_administrative_strand_lets_the_supplier_choose_readers() -> None:
    def codes(strand: Strand) -> set[str]:
        groups = context(Category.COMMODITIES, strand)["more_groups"]
        return {field.code for group in groups for field in group.fields}

    assert "audience" in codes(Strand.ADMINISTRATIVE) and "audience" not in codes(Strand.CRIMINAL)


def test_what_was_typed_is_kept_and_a_fold_with_a_problem_is_open() -> None:
    problem = FieldProblem("address", "CIS-08", "", "No.")
    drawn = context(
        Category.PERSONS, said={"names": ["A", "B"]}, problems=[problem, FieldProblem("maiden_name", "x", "", "y")]
    )
    names = next(field for field in drawn["short"] if field.code == "names")
    assert names.text == "A\nB"
    assert drawn["more_groups"][0].is_open


def test_a_field_the_law_does_not_know_goes_along_to_be_refused() -> None:
    """CIS-08: the page drops nothing in silence."""
    assert entry_said({"shoe_size": ["44"], "csrfmiddlewaretoken": ["t"]})["values"] == {"shoe_size": "44"}


def test_lists_and_documents_are_read_from_the_form() -> None:
    said = {
        "names": ["Стоян Маринов\r\n\r\nStoyan Marinov"],
        "nationalities": ["BG, EL"],
        "documents.0.type": ["passport"],
        "documents.0.number": ["K1"],
        "documents.1.number": [""],
        "warning_codes": ["armed", "violent"],
    }
    values = entry_said(said)["values"]
    assert values["names"] == ["Стоян Маринов", "Stoyan Marinov"]
    assert values["nationalities"] == ["BG", "EL"]
    assert values["documents"] == [{"type": "passport", "number": "K1"}]
    assert values["warning_codes"] == ["armed", "violent"]


def test_a_strange_row_number_is_left_out() -> None:
    assert documents_said("documents", {"documents.x.number": ["1"], "documents.0": ["2"]}) == []


def test_source_and_information_are_one_control() -> None:
    problems = [FieldProblem(f"evaluation_{part}", "EXC-13", "", part) for part in ("source", "information")]
    assert [problem.field for problem in for_form(problems)] == ["evaluation"]
