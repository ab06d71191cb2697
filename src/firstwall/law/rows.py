"""The shapes of the rows of the law tables: frozen, each with its citation and evidence mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from firstwall.kernel.words import Category, Strand


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """One entry of a closed list: handling code, evaluation, warning, physical mark, or a field's own choice."""

    code: str
    label: str
    citation: str
    mark: str
    help: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field an alert may hold; `personal_item` is its number in set P, 0 for the non-personal catalogue.

    `prose` is free text, read by the detectors of CIS-09 and CIS-10; `shape` is a pattern that capitals must fit.
    `short` and `required` depend on the category: `fields_of` stamps them, the bare row of `FIELDS` has neither.
    """

    code: str
    label: str
    help: str
    kind: str
    personal_item: int
    sets: tuple[str, ...]
    choices: tuple[ChoiceRow, ...]
    prose: bool
    max_length: int
    citation: str
    mark: str
    shape: str = ""
    short: bool = False
    required: bool = False
    # a node's own (CIS-13): entered in the criminal strand alone, from a day on; an empty last day: until further notice
    is_own: bool = False
    in_force_from: date | None = None
    in_force_until: date | None = None

    @property
    def repeat(self) -> bool:
        """Tell whether the value is a list."""
        return self.kind in {"lines", "dates", "countries", "choices", "documents"}

    @property
    def choice_codes(self) -> tuple[str, ...]:
        """Return the codes that may be chosen."""
        return tuple(choice.code for choice in self.choices)


@dataclass(frozen=True, slots=True)
class PersonalSetRow:
    """A closed set of personal data: the numbers of set P it holds."""

    code: str
    label: str
    items: frozenset[int]
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ActionRow:
    """A suggested action and the sentence the officer reads; `discreet` ones leave no trace the subject could see."""

    code: str
    label: str
    orders: str
    discreet: bool
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """One of the eight categories: its personal set, its fields, its actions by strand."""

    code: Category
    label: str
    personal_set: str
    items: tuple[str, ...]
    required: tuple[str, ...]
    one_of: tuple[str, ...]
    short: tuple[str, ...]
    intelligence: bool
    actions: Mapping[tuple[Strand, bool], tuple[str, ...]] = field(hash=False)
    actions_citation: str
    actions_mark: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class GroundRow:
    """A ground of entry: `kind` is tense, union_relevance (administrative) or field_of_law (criminal)."""

    strand: Strand
    kind: str
    code: str
    label: str
    help: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """Who a recorded person is in the matter, and whether such a person may be the subject of an alert at all (CIS-23)."""

    code: str
    label: str
    help: str
    may_be_entered: bool
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class PurposeRow:
    """A purpose a mandate may have; `kind` is lane, case, supply, rights, supervision or administration."""

    code: str
    label: str
    help: str
    kind: str
    strands: tuple[Strand, ...]
    roles: tuple[str, ...]
    serves: tuple[str, ...]
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A kind of feed and how long its traffic without a hit is kept (SEC-49); empty: screened in memory, kept nowhere."""

    code: str
    label: str
    help: str
    keeps_personal: str
    keeps: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What one strand's law says about time while it is in force."""

    code: str
    strand: Strand
    in_force_from: date
    in_force_until: date | None
    longest_retention_years: int
    extension_years: int
    advisory_review_months: int
    review_is_duty: bool
    notice_months: int
    restricted_part_months: int
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class LegacyReviewRow:
    """Personal data of a strand entered before a day had to be reviewed by who entered them, until another (CIS-66)."""

    strand: Strand
    entered_before: date
    reviewed_until: date
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class AccessRow:
    """What a type of authority may have in one strand, and why: partner, read_on_screen, by_decision, supervision or none."""

    access: str
    ground: str
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class AuthorityTypeRow:
    """A type of authority and its access by strand."""

    code: str
    label: str
    national: bool
    access: Mapping[Strand, AccessRow] = field(hash=False)


@dataclass(frozen=True, slots=True)
class ConfirmationRow:
    """How often an authority says anew who needs access."""

    months: int
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class SightingBlockRow:
    """One of the seven blocks of a sighting report (CIS-33)."""

    number: int
    code: str
    label: str
    help: str
    required: bool
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class AlertInputRow:
    """An input of the form that is not a field of the record: action, ground, handling, evaluation."""

    code: str
    label: str
    strands: tuple[Strand, ...]
    citation: str
    mark: str


@dataclass(frozen=True, slots=True)
class ItemBlockRow:
    """A block of items that R346 fixes (CIS-14); `annex` is empty while its annex is unread, `fields` stand in for it."""

    code: str
    label: str
    fields: tuple[str, ...]
    other: str
    annex: tuple[str, ...]
    citation: str
    mark: str
