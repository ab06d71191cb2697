"""The law tables, read once: categories, fields, actions, grounds, purposes, access, profiles.

What is not in these tables is not permitted. Labels and help texts are English msgids.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from firstwall.kernel.refusal import Refusal
from firstwall.kernel.sentences import N_, say
from firstwall.kernel.words import Category, Strand
from firstwall.law import readers
from firstwall.law.rows import (
    AccessRow,
    ActionRow,
    AlertInputRow,
    AuthorityTypeRow,
    CategoryRow,
    ChoiceRow,
    ConfirmationRow,
    FeedRow,
    FieldRow,
    GroundRow,
    ItemBlockRow,
    LegacyReviewRow,
    PersonalSetRow,
    ProfileRow,
    PurposeRow,
    SightingBlockRow,
    SubjectRow,
)

CATEGORIES: Mapping[Category, CategoryRow] = readers.read_categories()
FIELDS: Mapping[str, FieldRow] = readers.read_fields()
PERSONAL_SETS: Mapping[str, PersonalSetRow] = readers.read_personal_sets()
ACTIONS: Mapping[str, ActionRow] = readers.read_actions()
GROUNDS: tuple[GroundRow, ...] = readers.read_grounds()
SUBJECTS: Mapping[str, SubjectRow] = readers.read_subjects()
RESTS_ON: Mapping[str, ChoiceRow] = readers.read_rests_on()
PURPOSES: Mapping[str, PurposeRow] = readers.read_purposes()
FEEDS: Mapping[str, FeedRow] = readers.read_feeds()
HANDLING: Mapping[str, ChoiceRow] = readers.closed_list("handling")
EVALUATION_SOURCE: Mapping[str, ChoiceRow] = readers.closed_list("source")
EVALUATION_INFORMATION: Mapping[str, ChoiceRow] = readers.closed_list("information")
EVALUATION: Mapping[str, Mapping[str, ChoiceRow]] = {
    "source": EVALUATION_SOURCE,
    "information": EVALUATION_INFORMATION,
}
WARNING_CODES: Mapping[str, ChoiceRow] = readers.closed_list("warning")
PHYSICAL_MARKS: Mapping[str, ChoiceRow] = readers.closed_list("physical_mark")
PROFILES: tuple[ProfileRow, ...] = readers.read_profiles()
LEGACY_REVIEW: LegacyReviewRow = readers.read_legacy_review()
AUTHORITY_TYPES: Mapping[str, AuthorityTypeRow] = readers.read_authority_types()
CONFIRMATION: ConfirmationRow = readers.read_confirmation()
ITEM_BLOCKS: tuple[ItemBlockRow, ...] = readers.read_item_blocks()
SIGHTING_BLOCKS: tuple[SightingBlockRow, ...] = readers.read_sighting_blocks()

STRAND_LABELS: Mapping[Strand, str] = {
    Strand.CRIMINAL: N_("Criminal strand"),
    Strand.ADMINISTRATIVE: N_("Administrative strand"),
}
BOTH = (Strand.CRIMINAL, Strand.ADMINISTRATIVE)
ALERT_INPUTS: tuple[AlertInputRow, ...] = (
    AlertInputRow("action", N_("Suggested action"), BOTH, "D 5(1); R 27(1)", "U/T"),
    AlertInputRow("ground", N_("Ground"), BOTH, "D24 5(2); R 27(2)", "T"),
    AlertInputRow("field_of_law", N_("Field of law"), (Strand.CRIMINAL,), "D 2(1)", "S/U"),
    AlertInputRow("union_relevance", N_("Relevance for the Union"), (Strand.ADMINISTRATIVE,), "R 27(2)", "T"),
    AlertInputRow("handling", N_("Handling"), BOTH, "EXC-11", "choice"),
    AlertInputRow("evaluation", N_("Evaluation"), BOTH, "EPR 29", "T"),
)
"""What the form asks beside the record's fields; the 4x4 evaluation is one control."""

PERSON_INPUTS: tuple[AlertInputRow, ...] = (
    AlertInputRow("data_subject", N_("The person is"), BOTH, "LED 6", "U"),
    AlertInputRow("rests_on", N_("What is said rests on"), BOTH, "LED 7", "U"),
)
"""What it asks of every person recorded: beside the form for persons, behind a fold where the alert is on something else."""

WHO_IS_RECORDED = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 11})
"""Items of set P that say something of a person; a reason for entry alone (9) records nobody."""


@cache
def fields_of(category: Category) -> tuple[FieldRow, ...]:
    """Return the permitted fields of a category in form order, stamped with `short` and `required`."""
    row = CATEGORIES[category]
    personal = [field.code for field in FIELDS.values() if row.personal_set in field.sets]
    return tuple(
        replace(FIELDS[code], short=code in row.short, required=code in row.required)
        for code in (*row.items, *personal)
    )


@cache
def short_form(category: Category) -> tuple[FieldRow, ...]:
    """Return the fields of the short form, in the order its category names them."""
    permitted = {field.code: field for field in fields_of(category)}
    return tuple(permitted[code] for code in CATEGORIES[category].short)


def alert_inputs(strand: Strand) -> tuple[AlertInputRow, ...]:
    """Return what the form asks beside the fields in this strand."""
    return tuple(row for row in ALERT_INPUTS if strand in row.strands)


def records_a_person(filled: Iterable[str]) -> bool:
    """Tell whether the filled-in fields say something of a person."""
    return any(code in FIELDS and FIELDS[code].personal_item in WHO_IS_RECORDED for code in filled)


def actions_for(category: Category, strand: Strand, personal: bool) -> tuple[ActionRow, ...]:
    """Return the actions allowed for a category in a strand (CIS-20, CIS-21); `personal`: a person is recorded."""
    return tuple(ACTIONS[code] for code in CATEGORIES[category].actions[strand, personal])


def grounds_for(strand: Strand, kind: str = "tense") -> tuple[GroundRow, ...]:
    """Return the closed list of one kind of ground in a strand."""
    return tuple(row for row in GROUNDS if row.strand is strand and row.kind == kind)


def purposes_for(role: str, strand: Strand | None = None) -> tuple[PurposeRow, ...]:
    """Return the purposes a role may act for, in one strand or in any."""
    return tuple(row for row in PURPOSES.values() if role in row.roles and (strand is None or strand in row.strands))


def access_of(authority_type: str, strand: Strand) -> AccessRow:
    """Return what a type of authority may have in a strand, with the ground."""
    return AUTHORITY_TYPES[authority_type].access[strand]


def profile_in_force(strand: Strand, day: date) -> ProfileRow:
    """Return the profile that governs every record of a strand on this day."""
    for row in PROFILES:
        if (
            row.strand is strand
            and row.in_force_from <= day
            and (row.in_force_until is None or day <= row.in_force_until)
        ):
            return row
    raise Refusal("CIS-62", say(N_("No law on keeping data was in force on %(day)s."), day=day.isoformat()))
