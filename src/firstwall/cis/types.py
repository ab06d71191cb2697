"""What crosses the door of this room: frozen values, never rows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from firstwall.kernel.refusal import FieldProblem
from firstwall.kernel.words import Category, Strand
from firstwall.law.legacy import NO_PAST, PastSaid
from firstwall.matching.types import Entity


@dataclass(frozen=True, slots=True)
class Content:
    """What an alert says. It is sealed as one value per version and exists in clear only while somebody works on it.

    `values` holds field codes of `law.tables.FIELDS`; `ground` is a row of `law.tables.GROUNDS`. `union_relevance` is the
    second mandatory part of the ground in the administrative strand (CIS-18), `field_of_law` the national law served in
    the criminal strand (CIS-05); `handling_text` is the text of handling code H3. `legal_basis` is the supplier's national
    provision as it was in force at entry (CIS-22); empty: its list of designations named none.
    """

    values: dict[str, object]
    ground: str = ""
    union_relevance: str = ""
    field_of_law: str = ""
    handling_text: str = ""
    reason_of_change: str = ""
    legal_basis: str = ""
    # who the recorded person is, and fact or personal assessment (CIS-23); empty: nobody is recorded
    data_subject: str = ""
    rests_on: str = ""
    # the stamp under which a record of before 8.4.2024 came in: day and who (CIS-66); empty: it owed none
    legacy_review: str = ""
    # what each attachment is, with its hash (CIS-15); the bytes are sealed apart
    attachments: tuple[dict, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """What an alert asks for and how it may be handled: the clear part that its supplier may change."""

    action: str
    handling: tuple[str, ...]
    evaluation_source: str = ""
    evaluation_information: str = ""
    # None: every designated authority; otherwise the authorities chosen by the supplier (CIS-28)
    audience: tuple[UUID, ...] | None = None

    @property
    def evaluation(self) -> str:
        """The 4x4 evaluation as it is shown: B2, or nothing."""
        return f"{self.evaluation_source}{self.evaluation_information}"


@dataclass(frozen=True, slots=True)
class Entry:
    """Everything a supplier says when it enters an alert. Strand and purpose come from the mandate, dates are computed."""

    category: Category
    content: Content
    marks: Marks


@dataclass(frozen=True, slots=True)
class AlertRef:
    """The answer to an entry or a change: enough to find the alert again, no value of it."""

    id: UUID
    reference: str
    version: int
    review_on: date
    last_day: date


@dataclass(frozen=True, slots=True)
class AlertView:
    """An alert as this reader may see it."""

    id: UUID
    reference: str
    strand: Strand
    category: Category
    owner_id: UUID
    office_id: UUID | None
    is_own: bool
    state: str
    version: int
    title: str
    marks: Marks
    content: Content
    entered_on: date
    review_on: date
    last_day: date
    changed_at: datetime
    is_narrowed: bool
    # somebody has proposed a correction that waits for the supplier (CIS-58)
    is_contested: bool = False
    # a final decision waits to be executed: nobody but the supplier sees the alert (CIS-60)
    is_blocked: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One attachment of an alert, without its bytes; `people` is none or within (CIS-15)."""

    id: UUID
    name: str
    kind: str
    size: int
    sha256: str
    people: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """An alert of one's own whose supplier was told that a day comes near, and has not answered. No value of it."""

    id: UUID
    reference: str
    strand: Strand
    review_on: date
    last_day: date
    is_at_its_end: bool


@dataclass(frozen=True, slots=True)
class MatchView:
    """What a desk found in one case, and what the supplier answered; `state`: open, consent, conditions or refusal."""

    id: UUID
    alert_id: UUID
    # empty: the alert has ended, or is out of this reader's reach
    alert_reference: str
    alert_version: int
    owner_id: UUID
    agency_id: UUID
    found_at: datetime
    purpose: str
    reference: str
    state: str
    reason: str
    conditions: str
    passing_on: str
    decided_at: datetime | None
    is_mine_to_answer: bool


@dataclass(frozen=True, slots=True)
class AlertPage:
    """One page of a list, with the mark from which the next one starts (empty: there is no more)."""

    alerts: tuple[AlertView, ...]
    next_after: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that a version changed, before and after, in words for the reader."""

    field: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version in an alert's history."""

    version: int
    act: str
    at: datetime
    by_person: UUID | None
    reason: str
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Audience:
    """Who may see an alert, and why: one sentence and the authorities."""

    sentence: str
    citation: str
    authority_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class SeenBy:
    """One authority that could see an alert on a day, and as what: its supplier, or designated to read (CSEC-06)."""

    authority_id: UUID
    code: str
    name: str
    as_supplier: bool


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One line of a file, understood: what it says and where it stood. `source` is the line's own id."""

    line: int
    source: str
    entry: Entry
    past: PastSaid = NO_PAST
    # references or ids of earlier entries that this resembles and that are on other subjects (CIS-59)
    different_from: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one line: entered, quarantined, known (the same line came before) or refused with its problems."""

    line: int
    outcome: str
    ref: AlertRef | None = None
    problems: tuple[FieldProblem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class IndexChanges:
    """What changed in a strand's index since a mark: entries to put in, alerts to take out, and the next mark."""

    mark: int
    entities: tuple[Entity, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IndexEnds:
    """Which alerts of a strand's index changed since a mark, which ended, how many stand unchanged; and the next mark."""

    mark: int
    changed: frozenset[str]
    removed: frozenset[str]
    standing: int


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One line of a register as a supervisor sees it in a list: who, what, when, how it stands; no word that people wrote."""

    kind: str
    id: UUID
    strand: Strand
    alert_reference: str
    owner_id: UUID
    # who copied, asked, proposed, registered, or supplied the later entry
    other_id: UUID
    what: str
    state: str
    day: date
    due_on: date | None


@dataclass(frozen=True, slots=True)
class RegisterText:
    """A word that people wrote in a line, under its name."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class WatchedFilters:
    """What a supervisor looks for in the registers; what is empty lets everything through."""

    is_open: bool | None = None
    authority_id: UUID | None = None
    reference: str = ""
    since: date | None = None
    until: date | None = None
