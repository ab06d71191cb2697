"""What may be entered and what is said about it: pure decisions over the law's tables. No ORM, no clock of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from firstwall.cis.facts import lines_of
from firstwall.cis.shapes import as_text
from firstwall.cis.types import Content, Difference, Entry, Marks
from firstwall.kernel.refusal import FieldProblem, FieldRefused
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Category, Strand
from firstwall.law.citations import articles_in_full
from firstwall.law.dates import AlertDates, dates_of
from firstwall.law.legacy import NO_PAST, PastSaid, read_past, waits_for_review
from firstwall.law.legal_basis import read_basis
from firstwall.law.rows import ProfileRow
from firstwall.law.tables import FIELDS, profile_in_force, records_a_person
from firstwall.law.validation import AlertInputs, judge_alert

NARROWING = "Regulation (EC) 515/97, Art. 29(1)"
_REFERENCE = re.compile(r"[A-Z0-9]+(?:-[A-Z0-9]+)*-[CA][A-H]-\d{4}-\d{6,}")
_TITLES: dict[Category, tuple[str, ...]] = {
    Category.COMMODITIES: ("goods_description", "hs_code"),
    Category.MEANS_OF_TRANSPORT: (
        "registration",
        "container_number",
        "vessel_name",
        "aircraft_registration",
        "imo",
        "vin",
        "mmsi",
        "call_sign",
        "registration_of_means",
    ),
    Category.BUSINESSES: ("business_names", "trading_names", "eori", "vat"),
    Category.PERSONS: ("names",),
    Category.FRAUD_TRENDS: ("trend_method",),
    Category.EXPERTISE: ("expertise_subject", "expertise_service"),
    Category.ITEMS_SEIZED: ("goods_description",),
    Category.CASH_SEIZED: ("cash_amount",),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """An entry that the law lets in: its values in their normal form, and its days."""

    entry: Entry
    dates: AlertDates
    entered_on: date
    state: str = "active"
    legacy_reviewed_on: date | None = None


def decide_entry(entry: Entry, *, strand: Strand, today: date, past: PastSaid = NO_PAST) -> Decided:
    """Whether the law lets this alert in, in which form, and until when; an older one from its first entry on (CIS-64, CIS-66).

    Raises:
        FieldRefused: naming every field that stands in the way, with its article.
    """
    values, problems = judged(entry, strand=strand, today=today)
    known, wrong = read_past(past, today)
    problems = [*problems, *wrong]
    profile, first = profile_in_force(strand, today), known.first_entered_on or today
    dates = dates_of(first, profile)
    if not wrong and dates.last_day <= today:
        problems.append(_is_over(first, profile))
    if problems:
        raise FieldRefused(problems)
    basis = read_basis(entry.content.legal_basis)
    normal = replace(entry, content=replace(entry.content, values=values, legal_basis=basis))
    personal = records_a_person(values) or entry.category is Category.PERSONS
    waits = waits_for_review(strand, known, personal=personal)
    if known.reviewed_on and not waits:
        stamp = f"{known.reviewed_on.isoformat()}, {known.reviewed_by}"
        normal = replace(normal, content=replace(normal.content, legacy_review=stamp))
    return Decided(normal, dates, first, "quarantine" if waits else "active", None if waits else known.reviewed_on)


def judged(entry: Entry, *, strand: Strand, today: date | None = None) -> tuple[dict, list[FieldProblem]]:
    """The values in their normal form, and everything the law has against the entry: nothing lets it in."""
    said, marks = entry.content, entry.marks
    inputs = AlertInputs(
        category=entry.category,
        strand=strand,
        action=marks.action,
        ground=said.ground,
        union_relevance=said.union_relevance,
        field_of_law=said.field_of_law,
        handling=marks.handling,
        handling_text=said.handling_text,
        evaluation_source=marks.evaluation_source,
        evaluation_information=marks.evaluation_information,
        legal_basis=said.legal_basis,
        data_subject=said.data_subject,
        rests_on=said.rests_on,
    )
    values, problems = judge_alert(said.values, inputs, today)
    if marks.audience is not None and strand is not Strand.ADMINISTRATIVE:
        problems = [*problems, _narrowed_in_criminal_strand()]
    return values, problems


def title_of(values: Mapping[str, object], category: Category) -> str:
    """The one line by which a reader knows the alert in a list."""
    for code in _TITLES[category]:
        said = lines_of(values.get(code))
        if said:
            break
    else:
        return ""
    title = f"{said[0]} {values.get('currency', '')}".strip() if category is Category.CASH_SEIZED else said[0]
    return title if len(title) <= 120 else f"{title[:119]}…"


def reference_of(*, authority_code: str, strand: str, category: str, year: int, number: int) -> str:
    """The name by which people speak of an alert: EE-CUSTOMS-CB-2026-000123."""
    return f"{authority_code}-{strand}{category.upper()}-{year}-{number:06d}"


def is_reference(text: str) -> bool:
    """Whether a typed text has the form of a reference; whether there is such an alert is another question."""
    return _REFERENCE.fullmatch(text.strip().upper()) is not None


def differences(before: Content, after: Content) -> tuple[Difference, ...]:
    """What a version changed, field by field, in form order, then the grounds."""
    codes = [code for code in FIELDS if code in before.values or code in after.values]
    found = [
        Difference(code, FIELDS[code].label, as_text(before.values.get(code)), as_text(after.values.get(code)))
        for code in codes
        if before.values.get(code) != after.values.get(code)
    ]
    for code, label in _BESIDE.items():
        old, new = getattr(before, code), getattr(after, code)
        if old != new:
            found.append(Difference(code, label, old, new))
    names = [", ".join(one["name"] for one in said.attachments) for said in (before, after)]
    if before.attachments != after.attachments:
        found.append(Difference("attachments", N_("Attachments"), *names))
    return tuple(found)


def differences_of(before: tuple[Content, Marks], after: tuple[Content, Marks]) -> tuple[Difference, ...]:
    """What a version changed altogether."""
    return differences(before[0], after[0]) + mark_differences(before[1], after[1])


def mark_differences(before: Marks, after: Marks) -> tuple[Difference, ...]:
    """What a version changed of action, handling, evaluation."""
    pairs = (
        ("action", N_("Suggested action"), before.action, after.action),
        ("handling", N_("Handling"), " ".join(before.handling), " ".join(after.handling)),
        ("evaluation", N_("Evaluation"), before.evaluation, after.evaluation),
    )
    return tuple(Difference(code, label, old, new) for code, label, old, new in pairs if old != new)


def audience_sentence(*, is_narrowed: bool, count: int) -> tuple[str, str]:
    """Who may see an alert and under which article, in one sentence."""
    if is_narrowed:
        return say(N_("The supplier chose its readers: %(count)s authorities."), count=count), NARROWING
    return (
        say(N_("All authorities designated for this category may see it: %(count)s authorities."), count=count),
        "Decision 2009/917/JHA, Art. 7; Regulation (EC) 515/97, Art. 29(1)",
    )


_BESIDE = {
    "ground": N_("Ground"),
    "union_relevance": N_("Relevance for the Union"),
    "field_of_law": N_("Field of law"),
    "handling_text": N_("Handling in words"),
    "legal_basis": N_("National legal basis"),
    "data_subject": N_("The person is"),
    "rests_on": N_("What is said rests on"),
    "legacy_review": N_("Reviewed before it came in"),
}


def _is_over(first: date, profile: ProfileRow) -> FieldProblem:
    sentence = say(N_("The time of a record of %(day)s is over."), day=first.isoformat())
    cure = N_("Erase it where it still is; a new ground would be a new entry.")
    return FieldProblem(
        "first_entered_on", "CIS-64", articles_in_full(profile.citation, profile.strand), sentence, cure
    )


def _narrowed_in_criminal_strand() -> FieldProblem:
    return FieldProblem(
        "audience",
        "CIS-28",
        f"{NARROWING}; X-13",
        N_("A supplier may choose who sees an alert in the administrative strand only."),
        N_("Leave the audience open, or enter the alert in the administrative strand."),
    )
