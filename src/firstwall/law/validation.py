"""Decides whether an alert is one the law allows: every problem at once, each with field, rule, article and cure.

The order: is each value readable and in the set (CIS-08, CIS-10), is something entered at all, is the action allowed
(CIS-20, CIS-21), are the grounds given (CIS-05, CIS-17, CIS-18, CIS-19), may such a person be entered (CIS-23), is a
warning sourced (CIS-12), does a trend name a person (CIS-09), are handling and evaluation chosen (EXC-11, EXC-13). A
failed check digit is no problem here: forged and mistyped numbers are what an alert may be about.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.words import Category, Strand
from firstwall.law.content_rules import content_problems
from firstwall.law.entry_rules import AlertInputs, input_problems
from firstwall.law.normalising import normalise_values, outside_the_set, read_value

__all__ = [
    "AlertInputs",
    "admitted_values",
    "check_alert",
    "judge_alert",
    "normalise_values",
    "outside_the_set",
    "read_value",
]


def check_alert(
    values: Mapping[str, object],
    *,
    category: Category,
    strand: Strand,
    action: str,
    ground: str = "",
    field_of_law: str = "",
    union_relevance: str = "",
    handling: Sequence[str] = (),
    handling_text: str = "",
    evaluation_source: str = "",
    evaluation_information: str = "",
    legal_basis: str = "",
    data_subject: str = "",
    rests_on: str = "",
    today: date | None = None,
) -> list[FieldProblem]:
    """Return every problem of an alert, raw or already normalised; an empty list means that the law allows it."""
    codes = handling.replace(",", " ").split() if isinstance(handling, str) else handling
    inputs = AlertInputs(
        category=category,
        strand=strand,
        action=action,
        ground=ground,
        field_of_law=field_of_law,
        union_relevance=union_relevance,
        handling=tuple(codes),
        handling_text=handling_text,
        evaluation_source=evaluation_source,
        evaluation_information=evaluation_information,
        legal_basis=legal_basis,
        data_subject=data_subject,
        rests_on=rests_on,
    )
    return judge_alert(values, inputs, today)[1]


def judge_alert(
    values: Mapping[str, object], inputs: AlertInputs, today: date | None = None
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Return the normal values and every problem: one pass for doors that need both."""
    normal, problems = normalise_values(inputs.category, values, inputs.strand)
    named = {problem.field for problem in problems}
    later = [*content_problems(normal, inputs.category, inputs.strand, today), *input_problems(normal, inputs)]
    return normal, problems + [problem for problem in later if problem.field not in named]


def admitted_values(values: Mapping[str, object], inputs: AlertInputs, *, today: date | None = None) -> dict[str, Any]:
    """Return the normal values of an alert that the law allows, or refuse it naming every problem."""
    normal, problems = judge_alert(values, inputs, today)
    if problems:
        raise FieldRefused(problems)
    return normal
