"""Alerts as a supplier would write them, one per category, and the question whether the law lets them in."""

from typing import Any

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Category, Strand
from firstwall.law.validation import check_alert

LORRY = {"means_kind": "vehicle", "registration": "123 ABC", "registration_country": "EE"}
PERSON = {
    "names": "Jaan Tamm",
    "birth_dates": "17.02.1980",
    "reason_for_entry": "Tobacco hidden in double floors, twice.",
}
LEAST: dict[Category, dict[str, Any]] = {
    Category.COMMODITIES: {"goods_description": "Water pipe tobacco"},
    Category.MEANS_OF_TRANSPORT: LORRY,
    Category.BUSINESSES: {"business_names": "Osaühing Kevad"},
    Category.PERSONS: PERSON,
    Category.FRAUD_TRENDS: {
        "trend_method": "Cigarettes declared as bathroom tiles, mixed loads, first use of the route."
    },
    Category.EXPERTISE: {"expertise_subject": "Counterfeit medicines", "expertise_service": "Customs laboratory"},
    Category.ITEMS_SEIZED: {"goods_description": "Cigarettes", "seizure_status": "seized"},
    Category.CASH_SEIZED: {"cash_amount": "15000", "currency": "EUR", "seizure_status": "detained"},
}
PERSON_IN_SET_S = {"names": "Jaan Tamm", "birth_dates": "1980"}


def allowed_action(category: Category) -> str:
    """An action that each category has in both strands, with and without persons."""
    return "contact" if category is Category.EXPERTISE else "operational_analysis"


def problems(values: dict[str, Any], category: Category, strand: Strand, **changes: Any) -> list[FieldProblem]:
    """Ask the law about an alert that is complete but for the changes."""
    inputs: dict[str, Any] = {
        "action": allowed_action(category),
        "ground": "committed",
        "handling": ["H0"],
        "evaluation_source": "B",
        "evaluation_information": "2",
        "data_subject": "suspect",
        "rests_on": "facts",
    }
    inputs |= {"field_of_law": "goods_controls"} if strand is Strand.CRIMINAL else {"union_relevance": "other_states"}
    return check_alert(values, category=category, strand=strand, **(inputs | changes))


def rules(found: list[FieldProblem]) -> set[tuple[str, str]]:
    """Field and rule of each problem."""
    return {(one.field, one.rule) for one in found}
