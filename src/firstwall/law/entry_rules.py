"""Rules on how an alert is entered: action, grounds, handling, evaluation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, Label, Labels, say
from firstwall.kernel.words import Category, Strand
from firstwall.law.legal_basis import basis_problem
from firstwall.law.problems import problem
from firstwall.law.reading import Unreadable, read_text, shown
from firstwall.law.rows import ChoiceRow, SubjectRow
from firstwall.law.tables import (
    ACTIONS,
    CATEGORIES,
    EVALUATION_INFORMATION,
    EVALUATION_SOURCE,
    HANDLING,
    RESTS_ON,
    SUBJECTS,
    actions_for,
    grounds_for,
    records_a_person,
)


@dataclass(frozen=True, slots=True)
class AlertInputs:
    """What the form asks beside the fields."""

    category: Category
    strand: Strand
    action: str
    ground: str = ""
    field_of_law: str = ""
    union_relevance: str = ""
    handling: tuple[str, ...] = ()
    handling_text: str = ""
    evaluation_source: str = ""
    evaluation_information: str = ""
    legal_basis: str = ""
    data_subject: str = ""
    rests_on: str = ""


def input_problems(values: Mapping[str, Any], inputs: AlertInputs) -> list[FieldProblem]:
    """Return the problems of the inputs; `values` are already normal."""
    personal = records_a_person(values) or inputs.category is Category.PERSONS
    return [
        *_action(inputs, personal),
        *_grounds(inputs, personal and inputs.category is not Category.EXPERTISE),
        *_handling(inputs),
        *_evaluation(inputs, personal and inputs.category is not Category.EXPERTISE),
        *_legal_basis(inputs),
        *_subject(inputs, personal and inputs.category is not Category.EXPERTISE),
    ]


def _action(inputs: AlertInputs, personal: bool) -> Iterator[FieldProblem]:
    """CIS-19, CIS-20, CIS-21: an entry has an action, and one that its category and strand allow."""
    row = CATEGORIES[inputs.category]
    if not inputs.action:
        cure = N_("Say what whoever finds it shall do.")
        yield problem(
            "action", "CIS-19", "D 5(1); R 27(1)", N_("A suggested action is missing."), cure, strand=inputs.strand
        )
        return
    # A person in a trend is refused as a field outside the set; the action is then judged as the trend's own.
    counts_as_personal = personal and row.personal_set != "none"
    allowed = [action.code for action in actions_for(inputs.category, inputs.strand, counts_as_personal)]
    if inputs.action in allowed:
        return
    only_without_persons = (
        counts_as_personal
        and inputs.strand is Strand.ADMINISTRATIVE
        and inputs.action in row.actions[Strand.CRIMINAL, True]
    )
    named = ACTIONS[inputs.action].label if inputs.action in ACTIONS else shown(inputs.action)
    sentence = say(
        N_("“%(action)s” is not a permitted action when a person is recorded.")
        if only_without_persons
        else N_("“%(action)s” is not a permitted action for the category “%(category)s”."),
        action=Label(named),
        category=Label(row.label),
    )
    cure = say(N_("Choose one of: %(choices)s."), choices=Labels(ACTIONS[code].label for code in allowed))
    rule = "CIS-21" if only_without_persons else "CIS-20"
    yield problem("action", rule, row.actions_citation, sentence, cure, strand=inputs.strand)


def _grounds(inputs: AlertInputs, personal: bool) -> Iterator[FieldProblem]:
    """CIS-17 and CIS-18 when a person is recorded; CIS-05 for every entry of the criminal strand."""
    criminal = inputs.strand is Strand.CRIMINAL
    rule, citation = ("CIS-17", "D24 5(2)") if criminal else ("CIS-18", "R 27(2)")
    asked = (
        _Asked("ground", "tense", inputs.ground, personal, rule, citation),
        _Asked("union_relevance", "union_relevance", inputs.union_relevance, personal and not criminal, rule, citation),
        _Asked("field_of_law", "field_of_law", inputs.field_of_law, criminal, "CIS-05", "D 2(1)"),
    )
    for one in asked:
        if one.given or one.needed:
            yield from _from_list(one, inputs.strand)


@dataclass(frozen=True, slots=True)
class _Asked:
    """One closed list of grounds: what was given, and whether it must be."""

    field: str
    kind: str
    given: str
    needed: bool
    rule: str
    citation: str


def _from_list(asked: _Asked, strand: Strand) -> Iterator[FieldProblem]:
    choices = [row.code for row in grounds_for(strand, asked.kind)]
    if asked.given in choices:
        return
    sentence: str = (
        say(N_("“%(value)s” is not on the list."), value=shown(asked.given))
        if asked.given
        else _GROUND_MISSING[asked.field]
    )
    listed = say(N_("Choose one of: %(choices)s."), choices=", ".join(choices))
    cure = listed if choices else N_("Leave it out.")
    yield problem(asked.field, asked.rule, asked.citation, sentence, cure, strand=strand)


_GROUND_MISSING = {
    "ground": N_("The ground is missing: has the person acted, are they acting, or will they act?"),
    "union_relevance": N_("The relevance for the Union is missing: it is a ground of its own."),
    "field_of_law": N_("The field of law is missing."),
}


def _handling(inputs: AlertInputs) -> Iterator[FieldProblem]:
    """EXC-11, EXC-12: the supplier chooses; H3 comes with its own text."""
    codes = frozenset(inputs.handling)
    wrong = _wrong_codes(codes)
    if wrong:
        yield problem("handling", "EXC-11", "6243/18", *wrong)
    try:
        text = read_text(inputs.handling_text, max_length=500, one_line=False)
    except Unreadable as unread:
        yield problem("handling_text", "EXC-12", "6243/18", unread.sentence, unread.cure)
        return
    if ("H3" in codes) != bool(text):
        sentence = N_("H3 needs its text, and only H3 has one.")
        yield problem("handling_text", "EXC-12", "6243/18", sentence, N_("Write the restriction in your own words."))


def _subject(inputs: AlertInputs, personal: bool) -> Iterator[FieldProblem]:
    """CIS-23: who the person is, and fact or assessment; victims and witnesses have no ground of entry (CIS-17, CIS-18)."""
    asked: tuple[tuple[str, str, Mapping[str, SubjectRow] | Mapping[str, ChoiceRow], str, str], ...] = (
        ("data_subject", inputs.data_subject, SUBJECTS, "LED 6", _WHO_MISSING),
        ("rests_on", inputs.rests_on, RESTS_ON, "LED 7", _RESTS_MISSING),
    )
    for field, given, table, citation, missing in asked:
        if given in table or not (given or personal):
            continue
        sentence = say(N_("“%(value)s” is not on the list."), value=shown(given)) if given else missing
        yield problem(
            field, "CIS-23", citation, sentence, say(N_("Choose one of: %(choices)s."), choices=", ".join(table))
        )
    row = SUBJECTS.get(inputs.data_subject)
    if row is not None and not row.may_be_entered:
        sentence = say(
            N_("%(subject)s: nobody is entered who has not acted, does not act and will not act."),
            subject=Label(row.label),
        )
        cure = N_("Leave the person out; enter an alert on whoever acts, or on the means or goods.")
        yield problem("data_subject", "CIS-23", row.citation, sentence, cure, strand=inputs.strand)


_WHO_MISSING = N_("Who the person is in the matter is missing.")
_RESTS_MISSING = N_("Whether this rests on facts or on a personal assessment is missing.")


def _legal_basis(inputs: AlertInputs) -> Iterator[FieldProblem]:
    """CIS-22: entry follows the supplying state's law; the text names that law and nobody."""
    if found := basis_problem(inputs.legal_basis, "legal_basis"):
        yield found


def _wrong_codes(codes: frozenset[str]) -> tuple[str, str] | None:
    """Return sentence and cure: codes combine, except the one that says there is no restriction."""
    unknown = sorted(codes - HANDLING.keys())
    if not codes:
        return N_("The handling code is missing."), N_("Choose H0 if nothing more applies.")
    if unknown:
        sentence = say(N_("“%(value)s” is not a handling code."), value=shown(unknown[0]))
        return sentence, say(N_("Choose one of: %(choices)s."), choices=", ".join(HANDLING))
    if "H0" in codes and len(codes) > 1:
        return N_("H0 says that there is no further restriction."), N_("Leave H0 out, or choose it alone.")
    return None


def _evaluation(inputs: AlertInputs, personal: bool) -> Iterator[FieldProblem]:
    """EXC-13: 4x4 is mandatory for intelligence, optional for plain facts, and never half given."""
    source, information = inputs.evaluation_source, inputs.evaluation_information
    needed = personal or CATEGORIES[inputs.category].intelligence
    if not source and not information and not needed:
        return
    lists = (
        ("evaluation_source", source, EVALUATION_SOURCE),
        ("evaluation_information", information, EVALUATION_INFORMATION),
    )
    for field, given, table in lists:
        if given not in table:
            sentence: str = (
                say(N_("“%(value)s” is not on the list."), value=shown(given))
                if given
                else N_("The evaluation of the source and of the information is missing.")
            )
            cure = say(N_("Choose one of: %(choices)s."), choices=", ".join(table))
            yield problem(field, "EXC-13", "EPR 29", sentence, cure)
