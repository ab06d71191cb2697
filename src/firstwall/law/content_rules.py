"""Rules on what an alert says: something at all, no person in a trend, a source for a warning, no contact data."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.sentences import N_, Label, say
from firstwall.kernel.words import Category, Strand
from firstwall.law.own_fields import may_be_entered
from firstwall.law.personal_text import find_contacts, find_person
from firstwall.law.problems import problem
from firstwall.law.reading import first_day_of
from firstwall.law.tables import CATEGORIES, FIELDS, fields_of, records_a_person

DAYS_PAST = frozenset({"birth_dates", "seized_on"})


def content_problems(
    values: Mapping[str, Any], category: Category, strand: Strand, today: date | None
) -> list[FieldProblem]:
    """Return the problems of normalised values."""
    return [
        *_missing(values, category, strand),
        *_reason(values, category, strand),
        *_warning(values, strand),
        *_prose(values, category, strand),
        *_days_to_come(values, today),
        *_own(values, strand, today),
    ]


def _missing(values: Mapping[str, Any], category: Category, strand: Strand) -> Iterator[FieldProblem]:
    row = CATEGORIES[category]
    for code in row.required:
        if code not in values and code != "reason_for_entry":
            sentence = say(N_("“%(field)s” is missing."), field=Label(FIELDS[code].label))
            yield problem(code, "CIS-07", row.citation, sentence, FIELDS[code].help, strand=strand)
    if row.one_of and not any(code in values for code in row.one_of):
        yield problem(
            row.one_of[0],
            "CIS-07",
            row.citation,
            N_("Nothing here tells this means of transport from another."),
            N_("Give its registration, container number, name or another number."),
            strand=strand,
        )


def _reason(values: Mapping[str, Any], category: Category, strand: Strand) -> Iterator[FieldProblem]:
    """CIS-19: whoever records a person says why; only set P has the item."""
    has_item = any(row.code == "reason_for_entry" for row in fields_of(category))
    needed = has_item and (category is Category.PERSONS or records_a_person(values))
    if needed and "reason_for_entry" not in values:
        yield problem(
            "reason_for_entry",
            "CIS-19",
            FIELDS["reason_for_entry"].citation,
            N_("A reason for entry is missing."),
            N_("Say in a sentence or two why this person is recorded."),
            strand=strand,
        )


def _warning(values: Mapping[str, Any], strand: Strand) -> Iterator[FieldProblem]:
    """CIS-12: each warning needs its source, and a source without a warning says nothing."""
    if ("warning_codes" in values) == ("warning_source" in values):
        return
    citation = FIELDS["warning_codes"].citation
    if "warning_codes" in values:
        sentence, cure = N_("A warning needs its source."), N_("Name the decision, report or case it comes from.")
        yield problem("warning_source", "CIS-12", citation, sentence, cure, strand=strand)
    else:
        sentence, cure = N_("There is a source but no warning."), N_("Choose the warning, or leave the source out.")
        yield problem("warning_codes", "CIS-12", citation, sentence, cure, strand=strand)


def _prose(values: Mapping[str, Any], category: Category, strand: Strand) -> Iterator[FieldProblem]:
    """CIS-09 for trends, CIS-10 for every free text."""
    trend = category is Category.FRAUD_TRENDS
    for code, value in values.items():
        if not FIELDS[code].prose:
            continue
        text = "\n".join(value) if isinstance(value, list) else value
        no_person = trend or FIELDS[code].is_own
        found = find_person(text) if no_person else find_contacts(text)
        if found:
            yield problem(
                code,
                "CIS-09" if trend else "CIS-13" if no_person else "CIS-10",
                "D 4(1); R 25(1)" if no_person else "D 4; R 25",
                say(N_("The text holds %(kind)s: “%(words)s”."), kind=Label(found.kind), words=found.words),
                N_("Rewrite it without; what belongs to a case file stays there."),
                strand=strand,
            )


def _own(values: Mapping[str, Any], strand: Strand, today: date | None) -> Iterator[FieldProblem]:
    """CIS-13, X-18: what a node added to the catalogue, in its strand and its time."""
    for code in values:
        if may_be_entered(FIELDS[code], strand, today):
            continue
        if strand is Strand.ADMINISTRATIVE:
            sentence = N_("This field is this node's own; in the administrative strand the items are fixed.")
        else:
            sentence = N_("This field is this node's own and not in force on this day.")
        yield problem(code, "CIS-13", "D 4(1); R 25(1)", sentence, N_("Leave it out."), strand=strand)


def _days_to_come(values: Mapping[str, Any], today: date | None) -> Iterator[FieldProblem]:
    for code in DAYS_PAST & values.keys() if today else ():
        days = values[code] if isinstance(values[code], list) else [values[code]]
        for day in days:
            if today is not None and first_day_of(day) > today:
                sentence = say(N_("%(field)s: %(day)s is still to come."), field=Label(FIELDS[code].label), day=day)
                yield problem(code, "CIS-08", "", sentence, N_("Check the year."))
